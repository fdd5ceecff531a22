import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Publishing } from '../../src/domain/runtime.ts';
import type { Speech } from '../../src/domain/speech.ts';
import { aNode, aPort, someClusterFacts } from './build.ts';
import {
  ANSWERED,
  aCase,
  attempt,
  type CaseWords,
  FORWARDED,
  forbidden,
  HTTP_200,
  INSIDE_A_VM,
  NO_ROUTE,
  NONE_READY,
  other,
  publication,
  publishing,
  REFUSED,
  TIMED_OUT,
} from './case-builder.ts';

const PORT = aPort(30_080);
const FORWARDER: Publishing = { kind: 'every-node-port', because: 'a forwarder copies it', carries: ['TCP'] };

const OTHERS = publication(8000, 30_443);
const AIRPLAY: Speech = { kind: 'http', scheme: 'http', status: 403, server: 'AirTunes', afterMs: 1 };
const STRANGER = attempt({ outcome: 'another-program', afterMs: 1 }, FORWARDED);
const STRANGE: Problem = { code: 'another-program', host: '127.0.0.1', port: PORT, says: AIRPLAY, pod: HTTP_200 };
const WITHOUT_BRIDGE = { ...someClusterFacts().machine, interfaces: ['127.0.0.1/8'] } as const;
const MAC = { ...someClusterFacts().machine, platform: 'darwin' } as const;

interface Row {
  readonly how: string;
  readonly words: CaseWords;
  readonly problems: readonly Problem[];
}

test.each<Row>([
  {
    how: 'other ports are published',
    words: { attempts: [], world: publishing(OTHERS) },
    problems: [{ code: 'not-published', nodePort: PORT, published: [OTHERS] }],
  },
  {
    how: 'other ports are published, and no pod is ready',
    words: {
      ...NONE_READY,
      attempts: [],
      world: publishing(OTHERS),
      study: { endpoints: forbidden('endpointslices') },
    },
    problems: [
      { code: 'none-ready', total: 1 },
      { code: 'not-published', nodePort: PORT, published: [OTHERS] },
    ],
  },
  {
    how: 'the mapping was made the wrong way round',
    words: { attempts: [], world: publishing(publication(30_080, 80)) },
    problems: [
      {
        code: 'published-to-another-port',
        nodePort: PORT,
        publication: publication(30_080, 80),
        published: [publication(30_080, 80)],
      },
    ],
  },
  {
    how: 'it is published on loopback of another machine',
    words: { attempts: [], world: publishing(publication(8000, 30_080, '127.0.0.1')) },
    problems: [{ code: 'published-elsewhere', publication: publication(8000, 30_080, '127.0.0.1') }],
  },
  {
    how: 'it is published on another machine, which is silent',
    words: {
      attempts: [attempt(TIMED_OUT, { via: 'engine-host', host: '192.168.1.9', answeredBy: 'proxy', node: 'a' })],
      world: publishing(publication(30_080, 30_080)),
    },
    problems: [{ code: 'host-silent', host: '192.168.1.9', port: PORT, isPublic: false }],
  },
  {
    how: 'nobody listens where the runtime forwards every nodePort',
    words: {
      attempts: [attempt(REFUSED, FORWARDED)],
      world: { publishing: FORWARDER, reach: INSIDE_A_VM },
      observed: { neighbours: [other(ANSWERED, '127.0.0.1')] },
    },
    problems: [{ code: 'not-published', nodePort: PORT, published: [] }],
  },
  {
    how: 'the forwarder carries TCP alone',
    words: { attempts: [], port: { protocol: 'UDP' }, world: { publishing: FORWARDER, reach: INSIDE_A_VM } },
    problems: [{ code: 'protocol-not-carried', protocol: 'UDP' }],
  },
  {
    how: 'UDP of which other ports are published',
    words: { attempts: [], port: { protocol: 'UDP' }, world: publishing(publication(8000, 30_080)) },
    problems: [{ code: 'not-published', nodePort: PORT, published: [publication(8000, 30_080)] }],
  },
  {
    how: 'another program listens there',
    words: {
      attempts: [STRANGER],
      world: { publishing: FORWARDER, reach: INSIDE_A_VM },
      observed: { strangers: [{ route: STRANGER.route, speech: AIRPLAY }] },
    },
    problems: [STRANGE],
  },
  {
    how: 'another program listens at one address, and the pods answer at another',
    words: {
      attempts: [STRANGER, attempt(ANSWERED)],
      observed: { strangers: [{ route: STRANGER.route, speech: AIRPLAY }] },
    },
    problems: [STRANGE],
  },
  {
    how: 'a VPN has taken the way to the nodes',
    words: { attempts: [attempt(NO_ROUTE)], world: { publishing: { kind: 'some-ports', ports: known([OTHERS]) } } },
    problems: [{ code: 'no-route', host: '172.18.0.2' }],
  },
  {
    how: 'the bridge of the nodes is not of this machine, where other ports are published',
    words: {
      facts: { machine: WITHOUT_BRIDGE },
      attempts: [attempt(NO_ROUTE)],
      world: { publishing: { kind: 'some-ports', ports: known([OTHERS]) } },
    },
    problems: [{ code: 'not-published', nodePort: PORT, published: [OTHERS] }],
  },
  {
    how: 'no route leads to the only addresses there are',
    words: { attempts: [attempt(NO_ROUTE)], world: { reach: { nodes: 'maybe' } } },
    problems: [{ code: 'no-route', host: '172.18.0.2' }],
  },
  {
    how: 'the network accepts everything',
    words: {
      attempts: [attempt({ outcome: 'not-tried', because: 'accepts-everything' })],
      world: { reach: { nodes: 'elsewhere' } },
    },
    problems: [{ code: 'accepts-everything', host: '172.18.0.2' }],
  },
  {
    how: 'macOS finds no host where one should be',
    words: {
      facts: { machine: MAC },
      attempts: [attempt({ outcome: 'host-unreachable', afterMs: 1 }, { host: '192.168.64.2' })],
    },
    problems: [
      { code: 'host-silent', host: '192.168.64.2', port: PORT, isPublic: false },
      { code: 'local-network-forbidden', host: '192.168.64.2' },
    ],
  },
  {
    how: 'nothing leads to the nodes from here',
    words: { attempts: [], world: { reach: INSIDE_A_VM } },
    problems: [{ code: 'nodes-out-of-reach', host: '172.18.0.2', because: 'the nodes are inside a VM' }],
  },
  {
    how: 'nobody is behind the nodes',
    words: { attempts: [], world: { nodesAre: 'fake' } },
    problems: [
      {
        code: 'nodes-out-of-reach',
        host: '172.18.0.2',
        because: 'the nodes are objects alone, and no machine is behind them',
      },
    ],
  },
  {
    how: 'the Service is for a family that the nodes do not have',
    words: { attempts: [], service: { ipFamilies: ['IPv6'] } },
    problems: [
      {
        code: 'nodes-out-of-reach',
        host: '172.18.0.2',
        because: 'the Service is for IPv6, and no node has such an address',
      },
    ],
  },
  {
    how: 'the nodes have an address that each of them has',
    words: {
      attempts: [],
      facts: { nodes: known([aNode({ addresses: [{ type: 'InternalIP', ip: '10.0.2.15' }] })]) },
    },
    problems: [
      {
        code: 'nodes-out-of-reach',
        host: '10.0.2.15',
        because: 'the address is of a network that only the nodes have',
      },
    ],
  },
])('the cause is found: $how', ({ words, problems }) => {
  expect(diagnose(aCase(words))).toEqual(problems);
});

test.each<Row>([
  {
    how: 'a load balancer without nodePorts',
    words: { isWithoutNodePort: true, service: { type: 'LoadBalancer' } },
    problems: [{ code: 'no-node-port', type: 'not-allocated' }],
  },
  {
    how: 'a Service of the cluster',
    words: { isWithoutNodePort: true, service: { type: 'ClusterIP' } },
    problems: [{ code: 'no-node-port', type: 'cluster-ip' }],
  },
  {
    how: 'a headless Service',
    words: { isWithoutNodePort: true, service: { type: 'ClusterIP' }, study: { isHeadless: true } },
    problems: [{ code: 'no-node-port', type: 'headless' }],
  },
  {
    how: 'a Service of the cluster, of which no pod is ready',
    words: {
      ...NONE_READY,
      isWithoutNodePort: true,
      service: { type: 'ClusterIP' },
      study: { endpoints: forbidden('x') },
    },
    problems: [
      { code: 'none-ready', total: 1 },
      { code: 'no-node-port', type: 'cluster-ip' },
    ],
  },
  {
    how: 'a name of something else',
    words: { isWithoutNodePort: true, service: { type: 'ExternalName', externalName: 'db.example', selector: {} } },
    problems: [{ code: 'external-name', host: 'db.example' }],
  },
  {
    how: 'a Service that was once a name of something else',
    words: { service: { externalName: 'db.example' } },
    problems: [],
  },
  {
    how: 'a manifest that no API server has seen',
    words: { isWithoutNodePort: true },
    problems: [{ code: 'no-node-port', type: 'not-applied' }],
  },
])('what has no address is told: $how', ({ words, problems }) => {
  expect(diagnose(aCase(words))).toEqual(problems);
});
