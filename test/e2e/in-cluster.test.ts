import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf } from '../lab/machine.ts';
import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { kubectl } from './in-lab.ts';
import { ASKS_FOR_A_PASSWORD, cannot, one, UNAUTHORIZED } from './one-kubeconfig.ts';

/** Of the machine alone: its /run is its own. */
const ACCOUNT = '/run/secrets/kubernetes.io/serviceaccount';
const IN_POD = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '6443' };
const robot = (namespace: string) => cannot('system:serviceaccount:beside:robot', namespace);
const EMPTY = { '.kube/config': '' };

const NO_FILE = 'no kubeconfig found (looked at ~/.kube/config)';
const NO_REASON = 'what has nothing to do with the server is no reason to ask another';

const ROWS: readonly Situation[] = [
  { situation: 'no kubeconfig', variables: IN_POD, says: robot('of-pod') },
  {
    situation: 'no kubeconfig, and an IPv6 host',
    variables: { ...IN_POD, KUBERNETES_SERVICE_HOST: '::1' },
    says: robot('of-pod'),
  },
  { situation: 'an empty kubeconfig', files: EMPTY, variables: IN_POD, says: robot('of-pod') },
  {
    situation: 'no current context',
    files: { '.kube/config': { ...one('x'), 'current-context': '' } },
    variables: IN_POD,
    says: robot('of-pod'),
  },
  {
    situation: 'no port',
    variables: { KUBERNETES_SERVICE_HOST: '127.0.0.1' },
    says: 'localhost:8080 was refused',
    hint: NO_FILE,
  },
  {
    situation: 'no host',
    variables: { KUBERNETES_SERVICE_PORT: '6443' },
    says: 'localhost:8080 was refused',
    hint: NO_FILE,
  },
  { situation: '$POD_NAMESPACE', variables: { ...IN_POD, POD_NAMESPACE: 'mine' }, says: robot('mine') },
  { situation: '-n', variables: { ...IN_POD, POD_NAMESPACE: 'mine' }, words: ['-n', 'other'], says: robot('other') },
  {
    situation: 'a kubeconfig, which counts',
    files: { '.kube/config': one('x') },
    variables: IN_POD,
    says: cannot('jane', 'of-pod'),
  },
  {
    situation: 'a kubeconfig with a namespace',
    files: { '.kube/config': one('x', { context: { namespace: 'shop' } }) },
    variables: IN_POD,
    says: cannot('jane', 'shop'),
  },
  {
    situation: 'a kubeconfig with the namespace default',
    files: { '.kube/config': one('x', { context: { namespace: 'default' } }) },
    variables: IN_POD,
    says: cannot('jane'),
  },
  {
    situation: 'a kubeconfig and $POD_NAMESPACE',
    files: { '.kube/config': one('x') },
    variables: { ...IN_POD, POD_NAMESPACE: 'mine' },
    says: cannot('jane', 'mine'),
  },
  {
    situation: '$POD_NAMESPACE outside of a pod',
    files: { '.kube/config': one('x') },
    variables: { POD_NAMESPACE: 'mine' },
    says: cannot('jane'),
  },
  {
    situation: '$KUBERNETES_MASTER',
    variables: { ...IN_POD, KUBERNETES_MASTER: 'http://127.0.0.1:9' },
    says: cannot('system:serviceaccount:beside:robot', 'of-pod'),
  },
  {
    situation: '--server',
    ours: {
      says: 'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
      because: ASKS_FOR_A_PASSWORD,
    },
    variables: IN_POD,
    words: ['--server=https://localhost:6443'],
    says: 'Please enter Username:',
  },
  {
    situation: '--token',
    apart: UNAUTHORIZED,
    variables: IN_POD,
    words: ['--token=wrong'],
    says: 'You must be logged in to the server (the server has asked for the client to provide credentials)',
  },
  {
    situation: '--certificate-authority',
    apart: / \(possibly because of .*\)/g,
    variables: IN_POD,
    words: ['--certificate-authority=$OTHER_CA'],
    says: 'tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "kubernetes")',
  },
  {
    situation: '--insecure-skip-tls-verify',
    variables: IN_POD,
    words: ['--insecure-skip-tls-verify'],
    says: cannot('system:serviceaccount:beside:robot', 'of-pod'),
  },
  {
    situation: '--as',
    hint: NO_FILE,
    variables: IN_POD,
    words: ['--as=bob'],
    says: 'The connection to the server localhost:8080 was refused',
  },
  {
    situation: '--username',
    variables: IN_POD,
    words: ['--username=u'],
    says: cannot('system:serviceaccount:beside:robot', 'of-pod'),
  },
  {
    situation: '--context',
    variables: IN_POD,
    words: ['--context=x'],
    code: 2,
    says: 'context was not found for specified context: x',
  },
  {
    situation: '--request-timeout',
    ours: { says: `Error from server (Forbidden): ${robot('of-pod')}`, because: NO_REASON },
    variables: IN_POD,
    words: ['--request-timeout=20s'],
    says: 'The connection to the server localhost:8080 was refused',
  },
  {
    situation: '--disable-compression',
    ours: { says: `Error from server (Forbidden): ${robot('of-pod')}`, because: NO_REASON },
    variables: IN_POD,
    words: ['--disable-compression'],
    says: 'The connection to the server localhost:8080 was refused',
  },
  {
    situation: '--tls-server-name',
    variables: IN_POD,
    words: ['--tls-server-name=other'],
    says: cannot('system:serviceaccount:beside:robot', 'of-pod'),
  },
  {
    situation: '--client-certificate',
    variables: IN_POD,
    words: ['--client-certificate=$JANE_CRT', '--client-key=$JANE_KEY'],
    says: cannot('system:serviceaccount:beside:robot', 'of-pod'),
  },
  { situation: 'a proxy', variables: { ...IN_POD, HTTPS_PROXY: 'http://127.0.0.1:9' }, says: robot('of-pod') },
];

describeWithEveryKubectl('a pod, as kubectl finds itself in one', ROWS, async ({ machine }) => {
  const folder = pathOf(machine, ACCOUNT);
  mkdirSync(folder, { recursive: true });
  const token = await kubectl(machine, ['create', 'token', 'robot', '-n', 'beside']);
  writeFileSync(join(folder, 'token'), token);
  writeFileSync(join(folder, 'namespace'), 'of-pod\n');
  const ca = 'jsonpath={.clusters[0].cluster.certificate-authority-data}';
  const data = await kubectl(machine, ['config', 'view', '--raw', '-o', ca]);
  writeFileSync(join(folder, 'ca.crt'), Buffer.from(data, 'base64'));
});
