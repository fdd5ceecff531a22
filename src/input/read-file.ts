import { type Answer, known, NOT_ASKED } from '../domain/answer.ts';
import type { KubeconfigFacts, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import { decodeText } from './decode.ts';
import { gather } from './gather.ts';
import { InputError } from './input-error.ts';
import { joinKnownEndpoints } from './known-endpoints.ts';
import { mergeNodes } from './merge-nodes.ts';
import { nothingKnownIn } from './nothing-known.ts';
import type { ReportedFacts } from './report.ts';
import type { ReportedFindings } from './report-findings.ts';

/** What a file told, before the machine is known. */
export interface FileFacts {
  /** `undefined`: there is none in it. */
  readonly kubeconfig: KubeconfigFacts | undefined;
  readonly nodes: Answer<readonly NodeFacts[]>;
  /** Their endpoints are known where the file has EndpointSlices. */
  readonly services: readonly ServiceFacts[];
  /** What only an earlier `explain -o json` tells. */
  readonly report: ReportedFacts | undefined;
  /** Of each Service port that an earlier `explain NAME -o json` explained. */
  readonly findings: readonly ReportedFindings[];
}

/**
 * Reads what people paste: output of `kubectl get` as YAML, JSON or tables, a kubeconfig, an earlier report, several of
 * them in one file. Throws InputError with a sentence that names the place.
 */
export function readFileFacts(bytes: Uint8Array, name: string): FileFacts {
  const text = decodeText(bytes, name);
  const { kubeconfig, nodes, services, slices, report, findings, unseenNodes } = gather(text, name);
  const byName = new Map(
    joinKnownEndpoints(services, slices).map((service) => [`${service.namespace}/${service.name}`, service]),
  );
  const facts: FileFacts = {
    kubeconfig,
    nodes: nodes.length > 0 ? known(mergeNodes(nodes)) : (unseenNodes ?? NOT_ASKED),
    services: [...byName.values()],
    report,
    findings,
  };
  if (isEmpty(facts)) throw new InputError({ file: name, says: nothingKnownIn(text) });
  refuseTooMany(facts, name);
  return facts;
}

/** More than any cluster has; a table of the answers takes a minute then. */
const MOST = 50_000;

function refuseTooMany({ nodes, services }: FileFacts, file: string): void {
  const isTooMany = nodes.kind === 'known' && nodes.value.length > MOST;
  const many = isTooMany ? 'nodes' : services.length > MOST ? 'Services' : undefined;
  if (many !== undefined) throw new InputError({ file, says: `more than 50,000 ${many}: no cluster has as many` });
}

function isEmpty({ kubeconfig, nodes, services, report }: FileFacts): boolean {
  const isNamed = kubeconfig?.context !== undefined || kubeconfig?.server !== undefined;
  return !isNamed && nodes.kind === 'not-asked' && services.length === 0 && report === undefined;
}
