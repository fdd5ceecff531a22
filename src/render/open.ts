import type { ServiceFacts, ServicePort } from '../domain/facts.ts';
import { authorityOf } from '../domain/host.ts';
import type { OtherEndpoint, PodEndpoint } from '../domain/pod-endpoints.ts';
import type { ReportRow } from '../domain/report.ts';
import type { Speech } from '../domain/speech.ts';
import { portWord, targetWord } from '../domain/target-word.ts';
import { urlOf } from '../domain/url.ts';
import type { WaitReason } from '../domain/waiting.ts';
import { lastCause } from './cause.ts';
import { isPlainName } from './plain-name.ts';
import { safeText } from './safe-text.ts';
import { commandLine } from './shell.ts';
import { waitPhrase } from './waiting.ts';
import { reasonOf } from './words.ts';

interface Named {
  readonly service: Pick<ServiceFacts, 'namespace' | 'name' | 'ports'>;
  readonly port: Pick<ServicePort, 'name' | 'port' | 'protocol'>;
}

/** Who it is about: `kind-dev shop/web`, `kind-dev shop/web:admin` where it has several ports. Without a context (in a pod, say) the Service alone. */
export function subjectOf(context: string | undefined, { service, port }: Named): string {
  const hasOthers = service.ports.length > 1;
  const name = hasOthers ? safeText(`${service.namespace}/${portWord(service, port)}`) : nameOf(service);
  return context === undefined ? name : `${safeText(context)} ${name}`;
}

interface ServiceNamed {
  readonly service: Pick<ServiceFacts, 'namespace' | 'name'>;
}

function nameOf({ namespace, name }: ServiceNamed['service']): string {
  return safeText(`${namespace}/${name}`);
}

/** Whose listener takes the connections: one of the cluster's, or a tunnel's, which takes them in any case. */
export type Taker = 'cluster' | 'tunnel' | 'tunnel-of-another';

/** What was spoken: `HTTP 200 in 4 ms`, `MariaDB 10.11.6 greeted in 2 ms`. */
export function speechPhrase(speech: Speech, taker: Taker): string {
  const phrase = phraseOf(speech, taker === 'cluster');
  return taker === 'tunnel-of-another' ? `${phrase}, through a tunnel that is open already` : phrase;
}

function phraseOf(speech: Speech, isTaken: boolean): string {
  switch (speech.kind) {
    case 'greeted':
      return `${safeText(speech.server)} greeted in ${speech.afterMs} ms`;
    case 'http':
      return `${speech.scheme.toUpperCase()} ${speech.status} in ${speech.afterMs} ms`;
    case 'tls':
      return `answers over TLS in ${speech.afterMs} ms`;
    case 'recognised':
      return `${speech.scheme} answered in ${speech.afterMs} ms`;
    case 'unsettled': {
      const what = isTaken ? 'takes connections' : 'has said nothing yet';
      return speech.scheme === 'tcp'
        ? `${what}; what it speaks is not known`
        : `${what}; that it speaks ${speech.scheme} is what the Service says`;
    }
  }
}

/** Why there is a tunnel, in front of all that it says later. `row`: what was dialled, where something was. */
export function tunnelLine(
  subject: string,
  {
    pod,
    row,
    asked,
    moved,
    until,
    open,
  }: {
    readonly pod: string;
    readonly row: ReportRow | undefined;
    /** Whether it was asked for. */
    readonly asked: boolean;
    /** Where it listens, where the nodePort is somebody else's. */
    readonly moved: { readonly from: number; readonly to: number } | undefined;
    readonly until: 'ctrl-c' | 'end-of-command';
    /** Where it listens besides this machine's loopback. */
    readonly open: readonly string[];
  },
): string {
  const why = asked ? '' : `${whyNotDirect(row)}, so `;
  const where = moved === undefined ? '' : `, on port ${moved.to} as ${moved.from} is taken here`;
  const end = until === 'ctrl-c' ? 'until Ctrl-C' : 'while the command runs';
  const wide = open.length === 0 ? '' : `, for whoever reaches ${open.join(', ')}`;
  return `${subject}: ${why}a tunnel to pod ${safeText(pod)}${where}${wide}, ${end}`;
}

/** The reason that `list` gives, as a clause. */
function whyNotDirect(row: ReportRow | undefined): string {
  if (row === undefined) return 'it has no nodePort';
  if (row.verdict.status === 'Reachable') {
    const { host, port } = row.verdict.best.route; // so it is in WSL alone, where the browser is Windows'
    return `${authorityOf(host, port)} answers here, but not in Windows`;
  }
  const reason = reasonOf(row);
  const isKnown = row.verdict.status !== 'Unverified' && row.verdict.status !== 'Unknown';
  const what = isKnown ? 'no address answers from here' : 'no address is known to answer from here';
  return `${what}${reason === undefined ? '' : ` (${safeText(reason)})`}`;
}

export type NoTunnel =
  | { readonly code: 'protocol'; readonly protocol: string }
  | { readonly code: 'external-name'; readonly host: string }
  | {
      readonly code: 'no-pod';
      readonly pods: readonly PodEndpoint[];
      readonly others: readonly OtherEndpoint[];
      /** What the pods themselves say; `undefined`: nobody selects them, or they may not be seen. */
      readonly reason: WaitReason | undefined;
    };

/** `where`: the flags that chose cluster and namespace. */
export function noTunnelSentence(named: Named, because: NoTunnel, where: readonly string[]): string {
  const name = nameOf(named.service);
  switch (because.code) {
    case 'protocol':
      return `${name}: a tunnel carries TCP, and port ${named.port.port} is ${because.protocol}`;
    case 'external-name':
      return `${name} is another name of ${safeText(because.host)}, and has no pods that a tunnel could lead to`;
    case 'no-pod':
      return noPodSentence(named, because, where);
  }
}

function noPodSentence(
  named: Named,
  { pods, others, reason }: Extract<NoTunnel, { code: 'no-pod' }>,
  where: readonly string[],
): string {
  const name = nameOf(named.service);
  if (pods.length === 0 && others.length > 0) {
    const hosts = others.slice(0, MOST_NAMED).map(({ host, port }) => authorityOf(host, port));
    const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : '';
    return `${name}: its endpoints are not pods, and a tunnel leads to a pod: ${safeText(hosts.join(', '))}${more}`;
  }
  const count = pods.length === 0 ? 'no pod stands behind it' : `0 of ${pods.length} pods are ready`;
  const what = reason === undefined ? count : waitPhrase(reason);
  return `${name}: ${what}${waitHint(named, where)}`;
}

function waitHint(named: Named, where: readonly string[]): string {
  const wait = openCommand(named, [], ['--wait', ...where]);
  return wait === undefined ? '' : `\n    ${wait}    waits, and says for what`;
}

const MOST_NAMED = 5;

/** Nothing answers, and no tunnel was wanted or allowed. The two ways that are left, each alone on its line. */
export function noAddressSentence(named: Named, row: ReportRow | undefined, where: readonly string[]): string {
  const first = noAddressLine(named, row);
  if (named.port.protocol !== 'TCP') return first;
  if (row?.verdict.status === 'NoEndpoints') return `${first}${waitHint(named, where)}`; // nor has a tunnel where to lead
  const open = openCommand(named, [], where);
  const withCommand = openCommand(named, ['--', 'COMMAND'], where);
  if (open === undefined || withCommand === undefined) return first;
  return `${first}
    ${open.padEnd(withCommand.length)}    a tunnel, until Ctrl-C
    ${withCommand}    a tunnel for as long as COMMAND runs`;
}

export function noAddressLine({ service }: ServiceNamed, row: ReportRow | undefined): string {
  const predicted = row?.verdict.status === 'Unverified' ? row.verdict.predicted : undefined;
  const expected = row && predicted ? `; expected at ${safeText(urlOf(row.row, predicted.route))}` : '';
  return `${nameOf(service)}: ${whyNotDirect(row)}${expected}`;
}

/** `undefined`: its name would be something else on a command line. */
function openCommand(named: Named, last: readonly string[], where: readonly string[]): string | undefined {
  const word = targetWord(named);
  const argv = ['kubectl', 'nodeport', 'open', word, ...where, ...last];
  return word.split(':').every(isPlainName) ? commandLine(argv) : undefined;
}

export function refusedLine(pod: string, because: string): string {
  return `pod ${safeText(pod)} does not take connections (${lastCause(because)}): is its port the Service's targetPort?`;
}
