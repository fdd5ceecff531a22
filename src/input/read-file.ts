import { type Answer, known, NOT_ASKED } from '../domain/answer.ts';
import type { KubeconfigFacts, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import { decodeText } from './decode.ts';
import { gather } from './gather.ts';
import { InputError } from './input-error.ts';
import { joinKnownEndpoints } from './known-endpoints.ts';
import { mergeNodes } from './merge-nodes.ts';
import type { ReportedFacts } from './report.ts';

/** What a file told, before the machine is known. */
export interface FileFacts {
  /** `undefined`: there is none in it. */
  readonly kubeconfig: KubeconfigFacts | undefined;
  readonly nodes: Answer<readonly NodeFacts[]>;
  /** Their endpoints are known where the file has EndpointSlices. */
  readonly services: readonly ServiceFacts[];
  /** What only an earlier `explain -o json` tells. */
  readonly report: ReportedFacts | undefined;
}

/**
 * Reads what people paste: output of `kubectl get` as YAML, JSON or tables, a kubeconfig, an earlier report, several of
 * them in one file. Throws InputError with a sentence that names the place.
 */
export function readFileFacts(bytes: Uint8Array, name: string): FileFacts {
  const { kubeconfig, nodes, services, slices, report, unseenNodes } = gather(decodeText(bytes, name), name);
  const byName = new Map(
    joinKnownEndpoints(services, slices).map((service) => [`${service.namespace}/${service.name}`, service]),
  );
  const facts: FileFacts = {
    kubeconfig,
    nodes: nodes.length > 0 ? known(mergeNodes(nodes)) : (unseenNodes ?? NOT_ASKED),
    services: [...byName.values()],
    report,
  };
  if (isEmpty(facts)) throw new InputError({ file: name, says: LOOKED_FOR });
  return facts;
}

const LOOKED_FOR =
  'nothing in it that is known here: looked for nodes, Services and a kubeconfig as `kubectl get -o yaml`, `-o json` ' +
  'and `kubectl config view` print them, for tables of `kubectl get nodes` and `kubectl get svc`, and for a report of ' +
  '`kubectl nodeport explain -o json`';

function isEmpty({ kubeconfig, nodes, services, report }: FileFacts): boolean {
  const isNamed = kubeconfig?.context !== undefined || kubeconfig?.server !== undefined;
  return !isNamed && nodes.kind === 'not-asked' && services.length === 0 && report === undefined;
}
