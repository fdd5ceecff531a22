import * as v from 'valibot';
import type { Facts, ServiceFacts, ServicePort } from '../domain/facts.ts';
import type { Port, Protocol } from '../domain/port.ts';
import type { Attempt } from '../domain/route.ts';
import type { Observed, Study } from '../domain/study.ts';
import { recordIn, textIn } from '../domain/untrusted.ts';
import { InputError } from './input-error.ts';
import { overruleIn, parseFacts, recordedIn } from './report.ts';
import { ATTEMPTS } from './report-attempts.ts';
import { OBSERVED } from './report-observed.ts';
import { NAME, PORT, PROTOCOL, type Schema } from './report-schema.ts';
import { STUDY } from './report-study.ts';

/** What a report of one Service port tells. */
export interface ReportedFindings extends Explained {
  readonly facts: Facts;
  readonly service: ServiceFacts;
  readonly port: ServicePort;
  /** In ISO 8601; `undefined`: it does not say. */
  readonly recorded: string | undefined;
  /** What `--runtime` said then. */
  readonly overrule: string | undefined;
}

interface Explained {
  readonly study: Study;
  readonly attempts: readonly Attempt[];
  readonly observed: Observed;
  readonly namespaceFlags: readonly string[];
}

/** Of one Service port, and not of a cluster. */
export function isReportOfService(report: unknown): boolean {
  return textIn(report, 'kind') === 'Report';
}

/** A report, which anybody may have written. Throws InputError where a part of it is not as this program writes it. */
export function parseFindings(report: unknown, { file, line }: { file: string; line: number }): ReportedFindings {
  const parsed = v.safeParse(REPORT, report, { abortEarly: true });
  if (!parsed.success) throw misfit(v.getDotPath(parsed.issues[0]) ?? '');
  const { port: which, ...explained } = parsed.output.facts;
  const facts = parseFacts(recordIn(report, 'facts'));
  const [service, ...more] = facts.services;
  const port = service?.ports.find(
    ({ port: number, protocol }) => number === which.port && protocol === which.protocol,
  );
  if (service === undefined || more.length > 0) throw misfit('facts.services');
  if (port === undefined) throw misfit('facts.port');
  return { facts, service, port, ...explained, recorded: recordedIn(report), overrule: overruleIn(report) };

  function misfit(path: string): InputError {
    const says = `a report with a part that does not fit: "${path.slice(0, 80)}" is not as this program writes it`;
    return new InputError({ file, line, says });
  }
}

const WHICH: Schema<{ readonly port: Port; readonly protocol: Protocol }> = v.object({
  port: PORT,
  protocol: PROTOCOL,
});

/** They become part of commands: what else a flag might do is not for a file to say. */
const NAMESPACE_FLAGS: Schema<readonly string[]> = v.union([
  v.strictTuple([]),
  v.strictTuple([v.literal('-n'), NAME]),
  v.strictTuple([v.literal('--context'), v.string()]),
  v.strictTuple([v.literal('-n'), NAME, v.literal('--context'), v.string()]),
]);

const SERVICES = v.array(v.object({ namespace: NAME, name: NAME }));

const REPORT = v.object({
  facts: v.object({
    services: SERVICES,
    port: WHICH,
    study: STUDY,
    attempts: ATTEMPTS,
    observed: OBSERVED,
    namespaceFlags: NAMESPACE_FLAGS,
  }),
});
