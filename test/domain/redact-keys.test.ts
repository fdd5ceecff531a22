import { expect, test } from 'vitest';
import { known, NOT_ASKED } from '../../src/domain/answer.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { redact } from '../../src/domain/redact.ts';
import type { Speech } from '../../src/domain/speech.ts';
import type { Observed, Study } from '../../src/domain/study.ts';
import { aNode, aPort, aRoute, aService, someClusterFacts } from './build.ts';
import { aPod } from './pods.ts';

const TAINTED =
  '0/3 nodes are available: 1 Insufficient acme.corp/gpu, 1 node(s) had untolerated taint {acme.corp/team: payments}, ' +
  '1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.';

const service = aService({
  name: 'web',
  selector: { 'payments.acme.corp/owner': 'jane', app: 'web', role: 'acme-backend' },
  ports: [
    { appProtocol: 'acme.corp/wire', name: 'a' },
    { appProtocol: 'kubernetes.io/h2c', name: 'b' },
    { appProtocol: 'postgresql', name: 'c' },
    { appProtocol: 'acmewire', name: 'd' },
  ].map((different, index) => ({
    port: aPort(index + 1),
    nodePort: undefined,
    protocol: 'TCP',
    targetName: undefined,
    endpoints: NOT_ASKED,
    ...different,
  })),
});

const facts: Facts = {
  ...someClusterFacts({
    nodes: known([
      aNode({
        labels: {
          'payments.acme.corp/owner': 'jane',
          'node-role.kubernetes.io/acme-billing': '',
          'node.kubernetes.io/instance-type': 'k3s',
          acme: 'true',
          tier: 'front',
          type: 'acme',
        },
        annotations: ['k3s.io/hostname', 'acme.corp/rack', 'csi.volume.kubernetes.io/nodeid', 'fake-k3s.io/acme'],
        roles: ['acme-billing', 'control-plane'],
      }),
    ]),
  }),
  services: [service],
  tunnels: [],
};

const greeted: Speech = { kind: 'greeted', scheme: 'smtp', server: 'mail.acme.corp ESMTP Postfix', afterMs: 1 };
const served: Speech = { kind: 'http', scheme: 'http', status: 200, server: 'Apache/2.4.58 (Unix)', afterMs: 1 };
const observed: Observed = {
  direct: { route: aRoute({}), speech: greeted },
  strangers: [{ route: aRoute({}), speech: { ...greeted, server: 'mx.acme.corp ESMTP Postfix' } }],
  pods: {
    kind: 'asked',
    answers: [
      { pod: 'web-1', port: aPort(25), kind: 'spoke', speech: greeted },
      { pod: 'web-2', port: aPort(80), kind: 'spoke', speech: served },
      { pod: 'web-3', port: aPort(80), kind: 'spoke', speech: { ...served, server: 'Node.js' } },
    ],
  },
  neighbours: [],
};
const study: Study = {
  isHeadless: false,
  endpoints: NOT_ASKED,
  pods: known([
    aPod({
      name: 'web-1',
      labels: { 'payments.acme.corp/owner': 'jane', App: 'web', acme: 'yes' },
      unscheduled: { reason: 'Unschedulable', message: TAINTED },
    }),
  ]),
  proxy: NOT_ASKED,
  policies: known([{ name: 'deny', selector: { 'payments.acme.corp/owner': 'jane' } }]),
  nodePorts: NOT_ASKED,
  names: NOT_ASKED,
  user: { shell: 'posix', proxies: { set: [], except: [] } },
};

const shown = redact({ ...facts, study, observed }, { facts, explained: { service, study, attempts: [], observed } }, [
  'k3s',
]) as Facts & { readonly study: Study; readonly observed: Observed };

test('no key, role, protocol, taint or greeting tells of whom the cluster is', () => {
  expect(JSON.stringify(shown)).not.toMatch(/acme|payments|jane|billing/i);
});

test('keys of labels stay where everybody has them, and are the same wherever they stood', () => {
  const nodes = shown.nodes.kind === 'known' ? shown.nodes.value : [];
  const pods = shown.study.pods.kind === 'known' ? shown.study.pods.value : [];
  const policies = shown.study.policies.kind === 'known' ? shown.study.policies.value : [];
  const keys = [nodes[0]?.labels, pods[0]?.labels, shown.services[0]?.selector, policies[0]?.selector].map((labels) =>
    Object.keys(labels ?? {}),
  );
  expect(keys).toEqual([
    ['label-3', 'node-role.kubernetes.io/role-1', 'node.kubernetes.io/instance-type', 'label-4', 'tier', 'type'],
    ['label-3', 'App', 'label-4'],
    ['label-3', 'app', 'role'],
    ['label-3'],
  ]);
  expect([nodes[0]?.roles, nodes[0]?.labels['node.kubernetes.io/instance-type']]).toEqual([
    ['role-1', 'control-plane'],
    'k3s',
  ]);
  expect(nodes[0]?.annotations).toEqual(['k3s.io/hostname', 'label-5', 'csi.volume.kubernetes.io/nodeid', 'label-6']);
});

test('protocols that have a name of their own keep it', () => {
  expect(shown.services[0]?.ports.map(({ appProtocol }) => appProtocol)).toEqual([
    expect.stringMatching(/^word-\d+$/),
    'kubernetes.io/h2c',
    'postgresql',
    expect.stringMatching(/^word-\d+$/),
  ]);
});

test('what the scheduler said is of the same taints', () => {
  const pods = shown.study.pods.kind === 'known' ? shown.study.pods.value : [];
  expect(pods[0]?.unscheduled?.message).toMatch(
    /1 Insufficient label-\d, .* taint \{label-\d: word-\d+\}, .* taint \{node\.kubernetes\.io\/not-ready: \}\.$/,
  );
});

test('what servers said of themselves is the same where it was, and another where it was not', () => {
  const { direct, strangers, pods } = shown.observed;
  const answers = pods.kind === 'asked' ? pods.answers : [];
  const said = [direct, ...strangers, ...answers].map(
    (each) => each && 'speech' in each && 'server' in each.speech && each.speech.server,
  );
  expect(said).toEqual([
    'host-1.example ESMTP Postfix',
    'host-2.example ESMTP Postfix',
    'host-1.example ESMTP Postfix',
    'Apache/2.4.58 (Unix)',
    'Node.js',
  ]);
});
