import { type Answer, known, NOT_ASKED } from '../domain/answer.ts';
import type { KubeconfigFacts, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import { decodeText } from './decode.ts';
import { type Gathered, gather } from './gather.ts';
import { InputError } from './input-error.ts';
import { joinKnownEndpoints } from './known-endpoints.ts';
import { mergeNodes } from './merge-nodes.ts';
import { nothingKnownIn } from './nothing-known.ts';
import { refuseMixture } from './refuse-mixture.ts';
import type { ReportedFacts } from './report.ts';
import type { ReportedFindings } from './report-findings.ts';

/** A file, or standard input, as it was read. */
export interface InputFile {
  /** What it is called in sentences. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What files told, before the machine is known. */
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
 * them in one file, or in several. Throws InputError with a sentence that names the place.
 */
export function readFileFacts(files: readonly InputFile[]): FileFacts {
  const { kubeconfig, nodes, services, slices, report, findings, unseenNodes, nodeGroups } = together(
    files.map(gatherIn),
  );
  refuseMixture(nodeGroups);
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
  refuseTooMany(facts, files.map(({ name }) => name).join(', '));
  return facts;
}

function gatherIn({ name, bytes }: InputFile): Gathered {
  const text = decodeText(bytes, name);
  const found = gather(text, name);
  if (isEmpty(found)) throw new InputError({ file: name, says: nothingKnownIn(text) });
  return found;
}

/** As if it stood in one file. Of what there is one of the last counts. */
function together(parts: readonly Gathered[]): Gathered {
  const last = <K extends keyof Gathered>(key: K) => parts.findLast((part) => part[key] !== undefined)?.[key];
  const kubeconfig = last('kubeconfig');
  const { namespace } = kubeconfig ?? { namespace: 'default' };
  return {
    kubeconfig,
    nodes: parts.flatMap(({ nodes }) => nodes),
    services: parts.flatMap(({ services }) => services.map(placed)),
    slices: parts.flatMap(({ slices }) => slices.map(placed)),
    report: last('report'),
    findings: parts.flatMap(({ findings }) => findings),
    unseenNodes: last('unseenNodes'),
    nodeGroups: parts.flatMap(({ nodeGroups }) => nodeGroups),
  };

  // A table without a column NAMESPACE and a manifest leave it to the kubeconfig, which may come last.
  function placed<T extends { readonly namespace: string }>(each: T): T {
    return each.namespace === '' ? { ...each, namespace } : each;
  }
}

/** More than any cluster has; a table of the answers takes a minute then. */
const MOST = 50_000;

function refuseTooMany({ nodes, services }: FileFacts, file: string): void {
  const isTooMany = nodes.kind === 'known' && nodes.value.length > MOST;
  const many = isTooMany ? 'nodes' : services.length > MOST ? 'Services' : undefined;
  if (many !== undefined) throw new InputError({ file, says: `more than 50,000 ${many}: no cluster has as many` });
}

function isEmpty({ kubeconfig, nodes, services, slices, report }: Gathered): boolean {
  const isNamed = kubeconfig?.context !== undefined || kubeconfig?.server !== undefined;
  return !isNamed && report === undefined && nodes.length + services.length + slices.length === 0;
}
