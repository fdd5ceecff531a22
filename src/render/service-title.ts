import type { Case } from '../domain/case.ts';
import { compare } from '../domain/compare.ts';
import { nodesOf } from '../domain/evidence.ts';
import { authorityOf } from '../domain/host.ts';
import { hopOf, isNotApplied, type Problem } from '../domain/problem.ts';
import { schemeOf } from '../domain/scheme.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import { isHidden } from '../domain/world.ts';
import { describeRuntime, nameOfMachine } from './names.ts';
import { speechPhrase, subjectOf } from './open.ts';
import { safeText } from './safe-text.ts';

/** The first line: what is so. */
export function titleOf({ case: each, problems }: ServiceReport): string {
  const subject = subjectOf(undefined, each);
  const { verdict } = each;
  const from = nameOfMachine(each.facts.machine);
  const root = problems.find((problem) => hopOf(problem) !== undefined);
  if (verdict?.status === 'Reachable') return `${subject} answers at ${directUrl(each) ?? ''}`;
  if (root && isOfService(root)) return `${subject} does not answer, whatever the address`;
  if (problems.some(isNotApplied)) return `${subject} has no nodePort yet: which address it will have cannot be told`;
  if (verdict === undefined) return `${subject} has no address that ${from} could dial`;
  if (verdict.status === 'Unverified') return unverified(subject, each);
  if (verdict.status === 'Unknown') return `whether an address reaches ${subject} from ${from} cannot be told`;
  const isHealthy = readyOf(each) !== undefined;
  return isHealthy
    ? `${subject} is healthy, but no address reaches it from ${from}`
    : `no address reaches ${subject} from ${from}`;
}

/** Whose cause lies behind the nodes: whatever the way, nobody answers. */
function isOfService(problem: Problem): boolean {
  const hop = hopOf(problem);
  return (hop === 'service' || hop === 'pods' || problem.code === 'node-not-ready') && problem.code !== 'no-node-port';
}

function unverified(subject: string, { verdict, port, facts }: Case): string {
  const predicted = verdict?.status === 'Unverified' ? verdict.predicted : undefined;
  const because = port.protocol === 'TCP' ? 'nothing was dialled' : `${port.protocol} cannot be verified by dialling`;
  if (predicted === undefined)
    return `whether an address reaches ${subject} from ${nameOfMachine(facts.machine)} cannot be told`;
  const { host, port: dialled } = predicted.route;
  return `${subject} is expected at ${schemeOf(port)}://${authorityOf(host, dialled)}: ${because}`;
}

/** Where it answers, with the scheme that was spoken. */
export function directUrl({ verdict, observed, port }: Case): string | undefined {
  if (verdict?.status !== 'Reachable') return undefined;
  const { host, port: dialled } = verdict.best.route;
  return `${observed.direct?.speech.scheme ?? schemeOf(port)}://${authorityOf(host, dialled)}`;
}

/** What it is, what it said, whether the pods say the same, how many are ready. */
export function reachableLine({ case: each }: ServiceReport, width: number): string {
  const { direct, pods } = each.observed;
  const said = direct ? speechPhrase(direct.speech, 'cluster') : 'it answers';
  const rest = `${said}${direct ? sameness(direct.speech, pods) : ''}${readyWords(each)}`;
  return thatFits(width, `${describeRuntime(each.runtime)}; ${rest}`, `${each.runtime.distribution.title}; ${rest}`);
}

/** What is well is told in a line each: the shorter words where the longer ones take more. */
function thatFits(width: number, long: string, short: string): string {
  return long.length <= width ? long : short;
}

function sameness(said: Parameters<typeof compare>[0], pods: Case['observed']['pods']): string {
  if (pods.kind === 'cannot-ask') return `, not compared with the pod (pods/portforward: ${safeText(pods.because)})`;
  if (pods.kind !== 'asked') return '';
  const isSame = pods.answers.some((answer) => answer.kind === 'spoke' && compare(said, answer.speech) === 'same');
  return isSame ? ', the same as the pod' : '';
}

/** Ready and all of its endpoints; `undefined`: not known, or none is. */
export function readyOf(each: Case): string | undefined {
  const { endpoints } = each.port;
  if (endpoints.kind !== 'known') return undefined;
  const ready = endpoints.value.filter(({ isReady }) => isReady).length;
  return ready === 0 ? undefined : `${ready} of ${endpoints.value.length} ready`;
}

function readyWords({ port: { endpoints } }: Case): string {
  if (endpoints.kind !== 'known') return '';
  const ready = endpoints.value.filter(({ isReady }) => isReady).length;
  return `; ${ready}/${endpoints.value.length} ready`;
}

/** Why the address that every tutorial names is dead here. */
export function deadAddressLine({ case: each }: ServiceReport, width: number): string | undefined {
  const { facts, world, port, verdict, runtime } = each;
  const { nodes, because } = world.reach;
  const host = nodesOf(facts).flatMap(({ addresses }) => addresses.map(({ ip }) => ip))[0];
  if (host === undefined || port.nodePort === undefined || verdict?.status !== 'Reachable') return undefined;
  if (verdict.best.route.host === host) return undefined;
  const isDead = nodes === 'no' || isHidden(host, world.reach);
  const words = `${authorityOf(host, port.nodePort)} cannot work: `;
  return isDead
    ? thatFits(width, `${words}${because}`, `${words}its network is out of reach, ${runtime.substrate.place}`)
    : undefined;
}
