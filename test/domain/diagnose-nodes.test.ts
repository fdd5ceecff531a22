import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { ProxyConfig } from '../../src/domain/study.ts';
import { aNode, aPort } from './build.ts';
import {
  ANSWERED,
  aCase,
  attempt,
  type CaseWords,
  DROPPED,
  forbidden,
  health,
  other,
  PUBLISHED,
  REFUSED,
  TIMED_OUT,
} from './case-builder.ts';

const PORT = aPort(30_080);
const HOST = '172.18.0.2';
const KUBEADM: ProxyConfig = { mode: '', nodePortAddresses: [], servesLoopback: true, health: '' };
const ON_A = { node: 'a', host: HOST, port: PORT } as const;
const LOCAL = { externalTrafficPolicy: 'Local' } as const;
const TWO_NODES = { nodes: known([aNode(), aNode({ name: 'b', addresses: [] })]) };
const ON_B = { endpoints: known([{ isReady: true, node: 'b' }]) };
const KEEPS_OUT = { policies: known([{ name: 'deny', selector: { app: 'web' } }]) };
const DROPS: Problem = { code: 'node-does-not-forward', ...ON_A, outcome: 'timed-out', suspect: 'rule' };

function proxy(different: Partial<ProxyConfig>) {
  return { proxy: known({ ...KUBEADM, ...different }) };
}

interface Row {
  readonly how: string;
  readonly words: CaseWords;
  readonly problems: readonly Problem[];
}

test.each<Row>([
  {
    how: 'kube-proxy has stopped: its own port refuses, and so does the new nodePort',
    words: {
      attempts: [attempt(REFUSED)],
      study: proxy({}),
      observed: { neighbours: [other(ANSWERED), health(REFUSED)] },
    },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'stopped' }],
  },
  {
    how: 'nobody says where kube-proxy tells that it lives, and an older Service answers',
    words: { attempts: [attempt(REFUSED)], observed: { neighbours: [other(ANSWERED), health(REFUSED)] } },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'behind' }],
  },
  {
    how: 'the node refuses, and nothing is known of others there',
    words: {
      attempts: [attempt(REFUSED)],
      observed: { neighbours: [{ ...other(ANSWERED, '172.18.0.3'), node: undefined }] },
    },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'unknown' }],
  },
  {
    how: 'kube-proxy lives, an unknown node refuses, and only another one of those answers',
    words: {
      attempts: [attempt(REFUSED, { node: undefined })],
      observed: { neighbours: [{ ...other(ANSWERED, '172.18.0.3'), node: undefined }, health(ANSWERED)] },
    },
    problems: [{ code: 'node-does-not-forward', ...ON_A, node: undefined, outcome: 'refused', suspect: 'unknown' }],
  },
  {
    how: 'what is published for the node ends there, while the pods answer',
    words: {
      attempts: [attempt(DROPPED, PUBLISHED)],
      world: { publishing: { kind: 'some-ports', ports: known([]) }, reach: { nodes: 'no' } },
      observed: { neighbours: [other(ANSWERED)] },
    },
    problems: [
      {
        code: 'node-does-not-forward',
        node: 'a',
        host: '127.0.0.1',
        port: PORT,
        outcome: 'dropped',
        suspect: 'behind',
      },
    ],
  },
  {
    how: 'nobody answers where kube-proxy tells that it lives, and whether it would is not known',
    words: { attempts: [attempt(REFUSED)], observed: { neighbours: [health(REFUSED)] } },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'perhaps-stopped' }],
  },
  {
    how: 'a rule drops this port alone',
    words: { attempts: [attempt(TIMED_OUT)], observed: { neighbours: [other(ANSWERED), health(ANSWERED)] } },
    problems: [DROPS],
  },
  {
    how: 'a rule drops this port alone, also where the pods may not be asked',
    words: {
      attempts: [attempt(TIMED_OUT)],
      observed: { pods: { kind: 'cannot-ask', because: 'forbidden' }, neighbours: [health(ANSWERED)] },
    },
    problems: [DROPS],
  },
  {
    how: 'a proxy of this machine holds what the node swallows: loopback is not silent',
    words: { attempts: [attempt(TIMED_OUT, PUBLISHED)] },
    problems: [
      {
        code: 'node-does-not-forward',
        node: 'a',
        host: '127.0.0.1',
        port: PORT,
        outcome: 'timed-out',
        suspect: 'unknown',
      },
    ],
  },
  {
    how: 'a NetworkPolicy selects its pods, and others answer at the node',
    words: { attempts: [attempt(TIMED_OUT)], study: KEEPS_OUT, observed: { neighbours: [other(ANSWERED)] } },
    problems: [{ code: 'network-policy', policies: ['deny'] }, DROPS],
  },
  {
    how: 'a NetworkPolicy is for every pod, one by more labels than the pods have, one by expressions',
    words: {
      attempts: [attempt(TIMED_OUT)],
      study: {
        pods: forbidden('pods'),
        policies: known([
          { name: 'all', selector: {} },
          { name: 'others', selector: { app: 'web', tier: 'front' } },
          { name: 'unread', selector: undefined },
        ]),
      },
      observed: { neighbours: [other(ANSWERED)] },
    },
    problems: [{ code: 'network-policy', policies: ['all'] }, DROPS],
  },
  {
    how: 'nothing at all comes back from the host, so that no NetworkPolicy is to blame',
    words: { attempts: [attempt(TIMED_OUT)], study: KEEPS_OUT, observed: { neighbours: [other(TIMED_OUT)] } },
    problems: [{ code: 'host-silent', host: HOST, port: PORT, isPublic: false }],
  },
  {
    how: 'nothing comes back from a public address',
    words: { attempts: [attempt(TIMED_OUT, { host: '203.0.113.9' })], world: { reach: { nodes: 'elsewhere' } } },
    problems: [{ code: 'host-silent', host: '203.0.113.9', port: PORT, isPublic: true }],
  },
  {
    how: 'the host was silent on other ports, so that this one was not tried',
    words: { attempts: [attempt({ outcome: 'not-tried', because: 'host-is-silent' })] },
    problems: [{ code: 'host-silent', host: HOST, port: PORT, isPublic: false }],
  },
  {
    how: 'one host is silent, and another one refuses',
    words: {
      attempts: [attempt(TIMED_OUT, { host: '172.18.0.3', node: 'b' }), attempt(REFUSED)],
      observed: { neighbours: [other(ANSWERED)] },
    },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'behind' }],
  },
  {
    how: 'kube-proxy serves other networks',
    words: { attempts: [attempt(REFUSED)], study: proxy({ nodePortAddresses: ['10.0.0.0/8', 'fd00::/8'] }) },
    problems: [{ code: 'address-not-served', host: HOST, served: ['10.0.0.0/8'] }],
  },
  {
    how: 'kube-proxy serves loopback alone, and the port is published',
    words: { attempts: [attempt(DROPPED, PUBLISHED)], study: proxy({ nodePortAddresses: ['127.0.0.0/8'] }) },
    problems: [{ code: 'address-not-served', host: HOST, served: ['127.0.0.0/8'] }],
  },
  {
    how: 'in nftables mode an address that is not the primary one',
    words: {
      attempts: [attempt(REFUSED, { host: '10.9.9.9' })],
      study: proxy({ mode: 'nftables' }),
      facts: {
        nodes: known([
          aNode({
            addresses: [
              { type: 'InternalIP', ip: HOST },
              { type: 'InternalIP', ip: '10.9.9.9' },
            ],
          }),
        ]),
      },
    },
    problems: [{ code: 'address-not-served', host: '10.9.9.9', served: ['primary'] }],
  },
  {
    how: 'networks are said for the other family alone, so that all of this one are served',
    words: { attempts: [attempt(REFUSED)], study: proxy({ nodePortAddresses: ['fd00::/8'] }) },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'unknown' }],
  },
  {
    how: 'in nftables mode the primary address is served, whatever else is wrong there',
    words: { attempts: [attempt(REFUSED)], study: proxy({ mode: 'nftables' }) },
    problems: [{ code: 'node-does-not-forward', ...ON_A, outcome: 'refused', suspect: 'unknown' }],
  },
  {
    how: 'the policy is Local, and what is published ends at the node without the pod',
    words: {
      service: LOCAL,
      port: ON_B,
      facts: TWO_NODES,
      attempts: [attempt({ outcome: 'not-tried', because: 'local-policy' }, PUBLISHED)],
      world: { reach: { nodes: 'no' } },
    },
    problems: [{ code: 'local-policy', homes: ['b'] }],
  },
  {
    how: 'the policy is Local, and a proxy before all nodes holds what one of them drops',
    words: {
      service: LOCAL,
      port: ON_B,
      facts: TWO_NODES,
      attempts: [attempt(TIMED_OUT, { ...PUBLISHED, node: undefined })],
    },
    problems: [{ code: 'local-policy', homes: ['b'] }],
  },
  {
    how: 'the policy is Local, and the endpoints that somebody wrote by hand are of no node',
    words: { service: LOCAL, port: { endpoints: known([{ isReady: true, node: undefined }]) }, attempts: [] },
    problems: [{ code: 'local-policy', homes: [] }],
  },
])('the cause is found: $how', ({ words, problems }) => {
  expect(diagnose(aCase(words))).toEqual(problems);
});
