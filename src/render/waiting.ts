import { portsCalled } from '../domain/choose-port.ts';
import type { ServiceFacts } from '../domain/facts.ts';
import type { ReportRow } from '../domain/report.ts';
import { selectorText } from '../domain/selects.ts';
import type { ServiceRow } from '../domain/service-row.ts';
import { targetWord } from '../domain/target-word.ts';
import type { WaitReason } from '../domain/waiting.ts';
import type { Workload } from './missing.ts';
import { phraseOfTrouble } from './pod-trouble.ts';
import { safeText } from './safe-text.ts';
import { reasonOf } from './words.ts';

/** One line without its end: `waiting for shop/web: its selector app=web matches no pod`. */
export function waitingLine(reason: WaitReason, { namespace, name }: ServiceName): string {
  return `waiting for ${safeText(namespace)}/${safeText(name)}: ${waitPhrase(reason)}`;
}

/** What is known at once to be in vain, as a line: `shop/db: an ExternalName Service is a DNS name, …`. */
export function inVainLine(reason: WaitReason, { namespace, name }: ServiceName): string {
  return `${safeText(namespace)}/${safeText(name)}: ${waitPhrase(reason)}`;
}

/** `waiting for shop/web: no address answers from here (127.0.0.1: refused)`, of a row with a ready endpoint. */
export function unansweredLine(row: ReportRow): string {
  const what = row.verdict.status === 'Unverified' ? 'no address is dialled' : 'no address answers from here';
  const reason = reasonOf(row);
  return `waiting for ${nameOfRow(row.row)}: ${what}${reason === undefined ? '' : ` (${safeText(reason)})`}`;
}

/** Of a row that no dial can tell anything about. */
export function undialledLine({ row }: ReportRow): string {
  return `${nameOfRow(row)}: ${row.port.protocol} cannot be verified by dialling: a ready endpoint is all that is waited for`;
}

/** Of a Service that was named, maybe with one of its ports, and has no row. */
export function unlistedLine({ namespace, name, type, ports }: ServiceFacts, port: string | undefined): string {
  const what = `waiting for ${safeText(namespace)}/${safeText(name)}`;
  if (port !== undefined && portsCalled(port, ports).length === 0) return `${what}: it has no port ${safeText(port)}`;
  return `${what}: it is of type ${safeText(type)} and has no nodePort`;
}

function nameOfRow(row: ServiceRow): string {
  return `${safeText(row.service.namespace)}/${safeText(targetWord(row))}`;
}

/**
 * `what` is not there yet: a Service, what it is to select, or the workload that it was asked for by. `namespace`:
 * `undefined` is all of them.
 */
export function awaitedLine(what: Awaited, namespace: string | undefined): string {
  const where = namespace === undefined ? 'any namespace' : `namespace ${safeText(namespace)}`;
  return `waiting for ${phraseOfAwaited(what)} in ${where}: there is none yet`;
}

type Awaited =
  | { readonly kind: 'labelled'; readonly selector: string }
  | { readonly kind: 'with-node-port'; readonly selector: string | undefined }
  | { readonly kind: 'selecting'; readonly workload: Workload }
  | { readonly kind: 'workload'; readonly workload: Workload };

function phraseOfAwaited(what: Awaited): string {
  switch (what.kind) {
    case 'labelled':
      return `a Service with ${safeText(what.selector)}`;
    case 'with-node-port': {
      const labels = what.selector === undefined ? '' : ` and ${safeText(what.selector)}`;
      return `a Service with a nodePort${labels}`;
    }
    case 'selecting':
      return `a Service that selects ${what.workload.kind} ${safeText(what.workload.name)}`;
    case 'workload':
      return `${what.workload.kind} ${safeText(what.workload.name)}`;
  }
}

export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** Why there is no ready endpoint, a clause. */
export function waitPhrase(reason: WaitReason): string {
  switch (reason.code) {
    case 'no-service':
      return 'there is no such Service yet';
    case 'external-name':
      return 'an ExternalName Service is a DNS name, and never has an endpoint';
    case 'nobody-lists':
      return 'it has no selector, and no EndpointSlice lists a ready endpoint';
    case 'pods-not-seen':
      return `no endpoint is ready, and its pods cannot be listed (${safeText(reason.because)})`;
    case 'selects-nothing':
      return `its selector ${safeText(selectorText(reason.selector))} matches no pod`;
    case 'none-ready':
      return reason.others === 0
        ? phraseOfTrouble(reason.trouble)
        : `none of ${reason.others + 1} pods is ready; ${phraseOfTrouble(reason.trouble)}`;
    case 'no-such-port':
      return `pod ${safeText(reason.pod)} is ready, but no container of it has a port named ${safeText(reason.targetName)}`;
    case 'not-listed-yet':
      return `pod ${safeText(reason.pod)} is ready, and its EndpointSlice does not say so yet`;
  }
}
