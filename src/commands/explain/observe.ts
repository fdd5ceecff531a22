import { compare } from '../../domain/compare.ts';
import { familyOf } from '../../domain/ip.ts';
import type { ProbeResult } from '../../domain/probe.ts';
import type { Attempt } from '../../domain/route.ts';
import { usableEndpoints } from '../../domain/service-row.ts';
import type { Speech } from '../../domain/speech.ts';
import type { Observed, PodAnswers, Spoken } from '../../domain/study.ts';
import { limitsOf } from '../limits.ts';
import { rowOf, type Target } from '../open/target.ts';
import { OF_TUNNEL, speakAt } from '../open/way.ts';
import { askNeighbours } from './ask-neighbours.ts';
import type { ExplainedService } from './explained-service.ts';
import type { Read, Reading } from './read-case.ts';
import { speakWithPods } from './speak-with-pods.ts';

export interface Seen {
  readonly attempts: readonly Attempt[];
  readonly observed: Observed;
}

interface Observing extends Reading {
  readonly options: ExplainedService;
}

/** kube-proxy is up to three seconds behind the EndpointSlices. */
const PATIENCE_MS = 3_000;

/**
 * Dials the addresses, best first, speaks with the one that answers and with the pods, and compares; an address at which
 * somebody else answers is passed over. Where none is left, dials what tells a dead port from a dead host.
 */
export async function observe(read: Read, observing: Observing): Promise<Seen> {
  const { cluster, deps } = observing;
  const pods = await speakWithPods(read, read.study.endpoints, { cluster, deps });
  const first = await dialAll(read, pods, observing);
  if (first.direct || !mayComeYet(read, first.attempts)) return withNeighbours(first, read, pods, observing);
  await deps.sleep(PATIENCE_MS, new AbortController().signal);
  return withNeighbours(await dialAll(read, pods, observing), read, pods, observing);
}

interface Dialled {
  readonly attempts: readonly Attempt[];
  readonly direct: Spoken | undefined;
  readonly strangers: readonly Spoken[];
}

async function dialAll(read: Read, pods: PodAnswers, observing: Observing): Promise<Dialled> {
  const passedOver: Attempt[] = [];
  const strangers: Spoken[] = [];
  for (;;) {
    const attempts = [...passedOver, ...(await dial(read, passedOver, observing))];
    const best = attempts.find(({ result }) => result.outcome === 'answered');
    if (best === undefined) return { attempts, direct: undefined, strangers };
    const spoken = { route: best.route, speech: await speakWithAddress(read, best, observing) };
    const verdict = judge(spoken, pods, readyIn(read));
    if (verdict === 'believed') return { attempts, direct: spoken, strangers };
    passedOver.push({ route: best.route, result: verdict });
    if (verdict.outcome === 'another-program') strangers.push(spoken);
  }
}

async function dial(
  target: Target & Pick<Read, 'facts'>,
  passedOver: readonly Attempt[],
  { options, overrule, deps }: Observing,
): Promise<readonly Attempt[]> {
  const row = rowOf(target);
  if (row === undefined) return [];
  const { inspect } = await import('../../inspect.ts');
  const inspected = { ...target.facts, tunnels: [] }; // one of our own says nothing of the way that is asked about
  const report = await inspect(
    inspected,
    {
      rows: [row],
      policy: 'auto',
      timeoutMs: limitsOf(options.timeoutMs, target.facts.machine),
      overrule,
      passedOver: passedOver.map(({ route }) => route),
    },
    deps,
  );
  return report.rows[0]?.attempts ?? [];
}

async function speakWithAddress(target: Target, { route, result }: Attempt, { deps }: Observing): Promise<Speech> {
  const { host, port, answeredBy, stays } = route;
  const greeting = result.outcome === 'answered' ? result.greeting : undefined;
  const heard = greeting && 'afterMs' in result ? { greeting, afterMs: result.afterMs } : undefined;
  if (target.port.protocol !== 'TCP') return { kind: 'unsettled', scheme: target.port.protocol.toLowerCase() };
  const { speech } = await speakAt(
    target,
    { ...OF_TUNNEL, host, port, answeredBy, stays, heard, taker: 'cluster' },
    undefined,
    deps,
  );
  return speech;
}

/** How long a silence was that a pod would have broken. */
const SILENT_MS = 2_000;

/**
 * Whether what answered is believed to be the pods: it is, unless every pod was asked, and each said something else. A
 * proxy that goes on holding a connection of which the node has dropped the other half is silent where the pods speak.
 */
function judge({ route, speech }: Spoken, pods: PodAnswers, ready: number): 'believed' | ProbeResult {
  const answers = pods.kind === 'asked' ? pods.answers : [];
  const said = answers.flatMap((answer) => (answer.kind === 'spoke' ? [answer.speech] : []));
  const isEachHeard = said.length === ready && said.every(({ kind }) => kind !== 'unsettled');
  if (ready === 0 || !isEachHeard) return 'believed';
  if (speech.kind === 'unsettled') {
    return route.answeredBy === 'proxy' ? { outcome: 'timed-out', afterMs: SILENT_MS } : 'believed';
  }
  // A certificate may be chosen by the name that was asked for, and pods are asked at an address.
  const told = familyOf(route.host) === undefined ? withoutCertificate(speech) : speech;
  const isOther = said.every((each) => compare(told, told === speech ? each : withoutCertificate(each)) === 'other');
  return isOther ? { outcome: 'another-program', afterMs: speech.afterMs } : 'believed';
}

function withoutCertificate({ certificate: _, ...speech }: Speech): Speech {
  return speech;
}

function readyIn({ study: { endpoints } }: Read): number {
  return endpoints.kind === 'known' ? endpoints.value.pods.filter(({ isReady }) => isReady).length : 0;
}

/** Whether kube-proxy may not have heard yet of what the EndpointSlices say. */
function mayComeYet(target: Target, attempts: readonly Attempt[]): boolean {
  const row = rowOf(target);
  const ready = row && usableEndpoints(row, undefined);
  const isReady = ready?.kind === 'known' && ready.value > 0;
  return isReady && attempts.some(({ result }) => result.outcome === 'refused' || result.outcome === 'dropped');
}

async function withNeighbours(
  { attempts, direct, strangers }: Dialled,
  read: Read,
  pods: PodAnswers,
  observing: Observing,
): Promise<Seen> {
  const neighbours = direct ? [] : await askNeighbours(attempts, read, observing);
  return { attempts, observed: { direct, strangers, pods, neighbours } };
}
