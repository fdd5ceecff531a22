import { known } from '../../src/domain/answer.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Speech } from '../../src/domain/speech.ts';
import { aPort } from '../domain/build.ts';
import {
  ANSWERED,
  attempt,
  type CaseWords,
  FORWARDED,
  HTTP_200,
  NO_ROUTE,
  NOBODY,
  NONE_READY,
  PUBLISHED,
  REFUSED,
  TIMED_OUT,
} from '../domain/case-builder.ts';

interface Example {
  readonly problem: Problem;
  /** The Service port that has it. */
  readonly words: CaseWords;
}

const NODE_PORT = aPort(30_080);
const CONTAINER = { name: 'web', role: 'main' } as const;
const POD = { pod: 'web-6c8d9f-x2x7b', others: 0 } as const;
const HTTP = { name: 'http', port: aPort(8080) };
const AIRPLAY: Speech = { kind: 'http', scheme: 'http', status: 403, server: 'AirTunes/770', afterMs: 1 };

function publication(hostPort: number, containerPort: number, hostIp = '0.0.0.0') {
  const port = { hostIp, hostPort: aPort(hostPort), containerPort: aPort(containerPort), protocol: 'TCP' } as const;
  return { container: 'dev-worker', node: 'dev-worker', port };
}

const OTHERS = [publication(8000, 30_001), publication(8443, 30_443), publication(8021, 30_021)];
const REFUSES: CaseWords = { attempts: [attempt(REFUSED)] };
const SWALLOWS: CaseWords = { attempts: [attempt(TIMED_OUT)] };
const NOT_PUBLISHED: CaseWords = {
  attempts: [attempt(NO_ROUTE)],
  world: { publishing: { kind: 'some-ports', ports: known(OTHERS) } },
};
const NOT_READY: CaseWords = { ...NONE_READY, ...REFUSES };
const EMPTY: CaseWords = { ...NOBODY, ...REFUSES };

/** One of each, so that no code is without a screen. */
export const PROBLEMS: { readonly [Code in Problem['code']]: Example } = {
  'image-not-pulled': {
    problem: {
      ...POD,
      code: 'image-not-pulled',
      container: CONTAINER,
      image: 'ghcr.io/acme/web:1.2',
      because: 'failed to pull and unpack image: failed to resolve reference: ghcr.io/acme/web:1.2: not found',
    },
    words: NOT_READY,
  },
  'image-not-there': {
    problem: { ...POD, code: 'image-not-there', container: CONTAINER, image: 'web:dev' },
    words: NOT_READY,
  },
  'not-configured': {
    problem: { ...POD, code: 'not-configured', container: CONTAINER, because: 'configmap "settings" not found' },
    words: NOT_READY,
  },
  'not-started': {
    problem: { ...POD, code: 'not-started', container: CONTAINER, because: 'exec: "serve": executable file not found' },
    words: NOT_READY,
  },
  'crash-loop': {
    problem: {
      ...POD,
      others: 2,
      code: 'crash-loop',
      container: CONTAINER,
      isRepeated: true,
      restarts: 7,
      end: { exitCode: 1, reason: 'Error' },
    },
    words: NOT_READY,
  },
  'not-scheduled': {
    problem: {
      ...POD,
      code: 'not-scheduled',
      reason: 'Unschedulable',
      because: '0/2 nodes are available: 2 Insufficient memory. preemption: 0/2 nodes are available.',
    },
    words: NOT_READY,
  },
  initialising: {
    problem: { ...POD, code: 'initialising', container: { name: 'migrate', role: 'init' } },
    words: NOT_READY,
  },
  'probe-fails': { problem: { ...POD, code: 'probe-fails', container: CONTAINER }, words: NOT_READY },
  gated: {
    problem: { ...POD, code: 'gated', because: 'the status of pod readiness gate "acme.io/lb" is not "True"' },
    words: NOT_READY,
  },
  'node-silent': { problem: { ...POD, code: 'node-silent', node: 'dev-worker' }, words: NOT_READY },
  starting: { problem: { ...POD, code: 'starting' }, words: NOT_READY },
  ending: { problem: { ...POD, code: 'ending' }, words: NOT_READY },
  failed: {
    problem: { ...POD, code: 'failed', reason: 'Evicted', because: 'The node was low on resource: memory.' },
    words: NOT_READY,
  },
  completed: { problem: { ...POD, code: 'completed' }, words: NOT_READY },
  'port-closed': {
    problem: {
      code: 'port-closed',
      pod: POD.pod,
      port: aPort(80),
      declared: [aPort(8080)],
      because: 'connect: connection refused',
    },
    words: REFUSES,
  },
  'selects-nothing': {
    problem: {
      code: 'selects-nothing',
      selector: { app: 'wbe' },
      nearest: {
        pod: POD.pod,
        labels: { app: 'web', tier: 'front' },
        differs: [{ key: 'app', wanted: 'wbe', is: 'web' }],
      },
    },
    words: { ...EMPTY, service: { selector: { app: 'wbe' } } },
  },
  'no-such-port': {
    problem: { code: 'no-such-port', pod: POD.pod, targetName: 'web', declared: [HTTP] },
    words: EMPTY,
  },
  'nobody-lists': { problem: { code: 'nobody-lists' }, words: { ...EMPTY, service: { selector: {} } } },
  'not-listed-yet': { problem: { code: 'not-listed-yet', pod: POD.pod }, words: EMPTY },
  'none-ready': { problem: { code: 'none-ready', total: 3 }, words: NOT_READY },
  'external-name': {
    problem: { code: 'external-name', host: 'db.example.com' },
    words: { isWithoutNodePort: true, service: { type: 'ExternalName', externalName: 'db.example.com' } },
  },
  'no-node-port': { problem: { code: 'no-node-port', type: 'cluster-ip' }, words: { isWithoutNodePort: true } },
  'local-policy': {
    problem: { code: 'local-policy', homes: ['dev-control-plane'] },
    words: {
      service: { externalTrafficPolicy: 'Local' },
      attempts: [attempt({ outcome: 'not-tried', because: 'local-policy' }, PUBLISHED)],
    },
  },
  'node-not-ready': { problem: { code: 'node-not-ready', node: 'dev-worker', ready: 'unknown' }, words: NOT_READY },
  'node-does-not-forward': {
    problem: {
      code: 'node-does-not-forward',
      node: 'dev-worker',
      host: '172.18.0.3',
      port: NODE_PORT,
      outcome: 'timed-out',
      suspect: 'rule',
    },
    words: SWALLOWS,
  },
  'loopback-not-served': {
    problem: { code: 'loopback-not-served', because: 'nftables', host: '172.18.0.2' },
    words: { attempts: [attempt(REFUSED, { via: 'localhost', host: '127.0.0.1' }), attempt(ANSWERED)] },
  },
  'address-not-served': {
    problem: { code: 'address-not-served', host: '172.18.0.3', served: ['10.0.0.0/8'] },
    words: REFUSES,
  },
  'not-published': { problem: { code: 'not-published', nodePort: NODE_PORT, published: OTHERS }, words: NOT_PUBLISHED },
  'published-to-another-port': {
    problem: {
      code: 'published-to-another-port',
      nodePort: NODE_PORT,
      publication: publication(30_080, 80),
      published: [publication(30_080, 80), ...OTHERS],
    },
    words: NOT_PUBLISHED,
  },
  'published-elsewhere': {
    problem: { code: 'published-elsewhere', publication: publication(30_080, 30_080, '192.168.1.7') },
    words: NOT_PUBLISHED,
  },
  'nodes-out-of-reach': {
    problem: {
      code: 'nodes-out-of-reach',
      host: '192.168.49.2',
      because: "the addresses of nodes and containers exist only inside Docker Desktop's VM",
    },
    words: { attempts: [] },
  },
  'no-route': { problem: { code: 'no-route', host: '172.18.0.3' }, words: { attempts: [attempt(NO_ROUTE)] } },
  'host-silent': {
    problem: { code: 'host-silent', host: '203.0.113.7', port: NODE_PORT, isPublic: true },
    words: SWALLOWS,
  },
  'accepts-everything': {
    problem: { code: 'accepts-everything', host: '192.168.1.20' },
    words: { attempts: [attempt({ outcome: 'not-tried', because: 'accepts-everything' })] },
  },
  'no-address': { problem: { code: 'no-address' }, words: { attempts: [] } },
  unexplained: {
    problem: { code: 'unexplained', host: '172.18.0.3', port: NODE_PORT, outcome: 'refused' },
    words: { ...REFUSES, observed: { pods: { kind: 'cannot-ask', because: 'forbidden' } } },
  },
  'protocol-not-carried': {
    problem: { code: 'protocol-not-carried', protocol: 'UDP' },
    words: { port: { protocol: 'UDP' }, attempts: [] },
  },
  'network-policy': { problem: { code: 'network-policy', policies: ['deny-all', 'only-shop'] }, words: SWALLOWS },
  'another-program': {
    problem: { code: 'another-program', host: '127.0.0.1', port: NODE_PORT, says: AIRPLAY, pod: HTTP_200 },
    words: { attempts: [attempt({ outcome: 'another-program', afterMs: 1 }, FORWARDED)] },
  },
  'proxy-variable': {
    problem: { code: 'proxy-variable', variable: 'http_proxy', host: '172.18.0.2' },
    words: { attempts: [attempt(ANSWERED)] },
  },
  'other-number': {
    problem: {
      code: 'other-number',
      nodePort: NODE_PORT,
      host: '127.0.0.1',
      port: aPort(8000),
      container: 'dev-worker',
    },
    words: { attempts: [attempt(ANSWERED, { ...PUBLISHED, port: 8000 })] },
  },
  'local-network-forbidden': {
    problem: { code: 'local-network-forbidden', host: '192.168.64.4' },
    words: { attempts: [attempt({ outcome: 'host-unreachable', afterMs: 1 })] },
  },
};
