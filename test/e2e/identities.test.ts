import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { apply } from './in-lab.ts';
import { cannot, JANE, one, ROBOT } from './one-kubeconfig.ts';
import { plugin, TOKEN } from './one-plugin.ts';

interface Identity extends Pick<Situation, 'files' | 'variables' | 'words'> {
  readonly who: string;
  readonly username: string;
  readonly groups: readonly string[];
  /** Where one of the groups may see everything. */
  readonly namespace: string;
}

const jane = { username: 'jane', groups: ['dev', 'system:authenticated'], namespace: 'beside-dev' };
const ROBOT_GROUP = 'system:serviceaccounts:beside';
const robot = {
  username: 'system:serviceaccount:beside:robot',
  groups: ['system:serviceaccounts', ROBOT_GROUP, 'system:authenticated'],
  namespace: 'beside-robots',
};

const IDENTITIES: readonly Identity[] = [
  { who: 'a certificate', files: { '.kube/config': one('x', { user: JANE }) }, ...jane },
  { who: 'a token', files: { '.kube/config': one('x', { user: ROBOT }) }, ...robot },
  { who: '--token', files: { '.kube/config': one('x', { user: {} }) }, words: ['--token=$TOKEN'], ...robot },
  { who: 'a plugin', files: plugin(TOKEN), ...robot },
  {
    who: '--as and --as-group',
    variables: { KUBECONFIG: '$ADMIN' },
    words: ['--as=eve', '--as-group=dev'],
    ...{ ...jane, username: 'eve' },
  },
];

/** The API server names the user whom it forbids something; and what it allows tells of the group. */
const ROWS: readonly Situation[] = IDENTITIES.flatMap(({ who, username, groups, namespace, words = [], ...how }) => [
  { ...how, situation: who, words, says: cannot(username), whoami: { username, groups } },
  {
    ...how,
    situation: `${who}, where the group may`,
    words: [...words, '-n', namespace],
    says: `No resources found in ${namespace} namespace.`,
    code: 0,
    whoami: { username, groups },
  },
]);

describeWithEveryKubectl('who asks, as `kubectl auth whoami` tells it', ROWS, async ({ machine }) => {
  const mayView = (namespace: string, group: string) => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'view', namespace },
      rules: [{ apiGroups: ['', 'discovery.k8s.io'], resources: ['services', 'endpointslices'], verbs: ['list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'view', namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'view' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
    },
  ];
  await apply(machine, [...mayView('beside-dev', 'dev'), ...mayView('beside-robots', ROBOT_GROUP)]);
});
