import { expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import type { NotTried, ProbeResult } from '../../src/domain/probe.ts';
import type { Attempt } from '../../src/domain/route.ts';
import type { NodePublication, Publishing } from '../../src/domain/runtime.ts';
import { decide, type Verdict } from '../../src/domain/verdict.ts';
import { aPort, aRoute, aRow, type RowWords } from './build.ts';

const NOTHING: Publishing = { kind: 'nothing' };
const NO_ENDPOINTS: RowWords = { port: { endpoints: { kind: 'known', value: [] } } };
const NONE_READY: RowWords = { port: { endpoints: { kind: 'known', value: [{ isReady: false, node: 'a' }] } } };
const UNSEEN: RowWords = {
  port: { endpoints: { kind: 'unknown', because: { code: 'endpointslices', value: 'forbidden', source: 'x' } } },
};

function publishes(ports: Answer<readonly NodePublication[]>): Publishing {
  return { kind: 'some-ports', ports };
}

function publication(container: string): NodePublication {
  const port = { hostIp: '', hostPort: aPort(8000), containerPort: aPort(30_443), protocol: 'TCP' } as const;
  return { container, node: container, port };
}

function attempt(result: ProbeResult, via: Attempt['route']['via'] = 'node-address'): Attempt {
  return { route: aRoute({ via }), result };
}

function notTried(because: NotTried): Attempt {
  return attempt({ outcome: 'not-tried', because });
}

const ANSWERED = attempt({ outcome: 'answered', afterMs: 1 });
const REFUSED = attempt({ outcome: 'refused', afterMs: 1 });
const TIMED_OUT = attempt({ outcome: 'timed-out', afterMs: 1_000 });
const DROPPED = attempt({ outcome: 'dropped', afterMs: 5 }, 'published-port');
const NO_ROUTE = attempt({ outcome: 'no-route' });
const PUBLISHED = [publication('dev-worker'), publication('dev-worker')];
const OTHERS = publishes({ kind: 'known', value: PUBLISHED });
const UNASKED = publishes({ kind: 'unknown', because: { code: 'container-engine', value: 'timed out', source: 'x' } });

const SEEN: Answer<unknown> = { kind: 'known', value: [] };
const FORBIDDEN: Answer<unknown> = { kind: 'unknown', because: { code: 'nodes', value: 'forbidden', source: 'x' } };
const EVERY: Publishing = { kind: 'every-node-port', because: 'a forwarder copies it', carries: ['TCP'] };

interface Row {
  readonly how: string;
  readonly words?: RowWords;
  readonly attempts: readonly Attempt[];
  readonly publishing?: Publishing;
  readonly nodes?: Answer<unknown>;
  readonly isFromFile?: boolean;
  readonly verdict: Verdict;
}

const FROM_FILE = notTried('read-from-file');
const DOUBTFUL: Attempt = { ...FROM_FILE, route: { ...FROM_FILE.route, onlyIf: 'the firewall lets it through' } };

test.each<Row>([
  {
    how: 'read from a file: the best address that depends on nothing',
    attempts: [DOUBTFUL, FROM_FILE],
    isFromFile: true,
    verdict: { status: 'Unverified', predicted: FROM_FILE, because: 'read-from-file' },
  },
  {
    how: 'read from a file, and all there is depends on what it does not say',
    attempts: [DOUBTFUL],
    publishing: UNASKED,
    isFromFile: true,
    verdict: { status: 'Unverified', predicted: undefined, because: 'read-from-file' },
  },
  {
    how: 'read from a file, and the nodes publish other ports',
    attempts: [],
    publishing: OTHERS,
    isFromFile: true,
    verdict: { status: 'Unverified', predicted: undefined, because: 'read-from-file' },
  },
  {
    how: 'read from a file, and nothing is ready',
    words: NONE_READY,
    attempts: [FROM_FILE],
    isFromFile: true,
    verdict: { status: 'NoEndpoints', total: 1 },
  },
  {
    how: 'the best of those that answered',
    attempts: [REFUSED, ANSWERED, attempt({ outcome: 'answered', afterMs: 0 })],
    verdict: { status: 'Reachable', best: ANSWERED, endpoints: 'some' },
  },
  {
    how: 'an answer without a ready endpoint',
    words: NONE_READY,
    attempts: [ANSWERED],
    verdict: { status: 'Reachable', best: ANSWERED, endpoints: 'none-ready' },
  },
  {
    how: 'an answer, endpoints unknown',
    words: UNSEEN,
    attempts: [ANSWERED],
    verdict: { status: 'Reachable', best: ANSWERED, endpoints: 'some' },
  },
  {
    how: 'refused, and nothing behind it',
    words: NO_ENDPOINTS,
    attempts: [REFUSED],
    verdict: { status: 'NoEndpoints', total: 0 },
  },
  {
    how: 'a pod that is not ready',
    words: NONE_READY,
    attempts: [DROPPED],
    verdict: { status: 'NoEndpoints', total: 1 },
  },
  {
    how: 'no endpoints goes before not published',
    words: NO_ENDPOINTS,
    attempts: [],
    publishing: OTHERS,
    verdict: { status: 'NoEndpoints', total: 0 },
  },
  {
    how: 'no endpoints goes before not verified',
    words: NO_ENDPOINTS,
    attempts: [notTried('udp')],
    verdict: { status: 'NoEndpoints', total: 0 },
  },
  ...(['udp', 'sctp', 'probing-off', 'public-address', 'too-many-dials', 'endpoints-unknown'] as const).map(
    (because): Row => ({
      how: `nothing dialled, ${because}`,
      attempts: [notTried(because), notTried('too-many-dials')],
      verdict: { status: 'Unverified', predicted: notTried(because), because },
    }),
  ),
  {
    how: 'one dialled, and one that was spared',
    attempts: [TIMED_OUT, notTried('too-many-dials')],
    verdict: { status: 'Unverified', predicted: notTried('too-many-dials'), because: 'too-many-dials' },
  },
  ...(['host-is-silent', 'local-policy', 'accepts-everything'] as const).map(
    (because): Row => ({
      how: `not dialled, since enough is known: ${because}`,
      attempts: [notTried(because)],
      verdict: { status: 'Unreachable', failed: [notTried(because)] },
    }),
  ),
  {
    how: 'others are published, and no address is left',
    attempts: [NO_ROUTE],
    publishing: OTHERS,
    verdict: { status: 'NotPublished', published: PUBLISHED, failed: [NO_ROUTE] },
  },
  {
    how: 'nothing is published at all',
    attempts: [],
    publishing: publishes({ kind: 'known', value: [] }),
    verdict: { status: 'NotPublished', published: [], failed: [] },
  },
  {
    how: 'a node refused, so that it is reached from here',
    attempts: [REFUSED],
    publishing: OTHERS,
    verdict: { status: 'Unreachable', failed: [REFUSED] },
  },
  {
    how: 'its own published port has dropped it',
    attempts: [DROPPED],
    publishing: OTHERS,
    verdict: { status: 'Unreachable', failed: [DROPPED] },
  },
  {
    how: 'UDP through an engine that was not heard',
    words: { port: { protocol: 'UDP' } },
    attempts: [notTried('udp')],
    publishing: UNASKED,
    verdict: { status: 'Unverified', predicted: notTried('udp'), because: 'udp' },
  },
  {
    how: 'the engine was not heard, and nothing answered',
    attempts: [TIMED_OUT],
    publishing: UNASKED,
    verdict: { status: 'Unknown', unseen: 'published-ports', because: 'timed out' },
  },
  {
    how: 'the engine was not asked',
    attempts: [],
    publishing: publishes({ kind: 'not-asked' }),
    verdict: { status: 'Unknown', unseen: 'published-ports', because: 'not asked' },
  },
  {
    how: 'nothing is published by design',
    attempts: [NO_ROUTE],
    verdict: { status: 'Unreachable', failed: [NO_ROUTE] },
  },
  {
    how: 'nodes could not be listed, and nothing answered',
    attempts: [],
    nodes: FORBIDDEN,
    verdict: { status: 'Unknown', unseen: 'nodes', because: 'forbidden' },
  },
  {
    how: 'nodes could not be listed, and others are published',
    attempts: [],
    publishing: OTHERS,
    nodes: FORBIDDEN,
    verdict: { status: 'Unknown', unseen: 'nodes', because: 'forbidden' },
  },
  {
    how: 'nodes could not be listed, where a forwarder copies every port and dropped this one',
    attempts: [DROPPED],
    publishing: EVERY,
    nodes: FORBIDDEN,
    verdict: { status: 'Unreachable', failed: [DROPPED] },
  },
  { how: 'no address to dial', attempts: [], verdict: { status: 'Unreachable', failed: [] } },
])('$how: $verdict.status', ({ words, attempts, publishing = NOTHING, nodes = SEEN, isFromFile = false, verdict }) => {
  expect(decide(aRow(words), attempts, { publishing, nodes, isFromFile })).toEqual(verdict);
});
