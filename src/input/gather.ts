import type { Facts, KubeconfigFacts, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import { recordIn } from '../domain/untrusted.ts';
import { parseConfig } from './config.ts';
import { InputError } from './input-error.ts';
import { nodeOfRow } from './node-table.ts';
import { parseNode, parseService, parseSlice, type SliceFacts } from './objects.ts';
import { type FoundObject, objectsIn } from './objects-in.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { parseFacts, parseReportedFacts, type ReportedFacts } from './report.ts';
import { serviceOfRow } from './service-table.ts';
import { unfit } from './table-row.ts';

/** All that a file says, in its order. */
export interface Gathered {
  kubeconfig: KubeconfigFacts | undefined;
  readonly nodes: NodeFacts[];
  readonly services: ServiceFacts[];
  readonly slices: SliceFacts[];
  report: ReportedFacts | undefined;
  /** Why a report has no nodes. */
  unseenNodes: Facts['nodes'] | undefined;
}

export function gather(text: string, file: string): Gathered {
  const found: Gathered = {
    kubeconfig: undefined,
    nodes: [],
    services: [],
    slices: [],
    report: undefined,
    unseenNodes: undefined,
  };
  for (const piece of piecesOf(text, file)) {
    if (piece.kind === 'row') {
      addRow(found, piece, file);
      continue;
    }
    const objects = objectsIn(piece.value, piece.syntax === 'yaml');
    if (!objects) throw new InputError({ file, line: piece.line, says: 'the List that begins here is not all there' });
    for (const object of objects) addObject(found, object);
  }
  const { namespace } = found.kubeconfig ?? { namespace: 'default' };
  return { ...found, services: found.services.map(placed), slices: found.slices.map(placed) };

  // A table without a column NAMESPACE and a manifest leave it to the kubeconfig, which may come last.
  function placed<T extends { readonly namespace: string }>(each: T): T {
    return each.namespace === '' ? { ...each, namespace } : each;
  }
}

function addRow(
  found: Gathered,
  { table, cells, columns, line }: Piece & { readonly kind: 'row' },
  file: string,
): void {
  if (table === 'nodes') {
    found.nodes.push(nodeOfRow(cells));
    return;
  }
  const service = serviceOfRow(cells);
  if (!service) throw new InputError({ file, line, says: unfit({ columns }) });
  found.services.push(service);
}

function addObject(found: Gathered, { kind, value }: FoundObject): void {
  switch (kind) {
    case 'Config':
      found.kubeconfig = parseConfig(value);
      return;
    case 'report':
      addReport(found, value);
      return;
    case 'Node':
      addNamed(found.nodes, parseNode(value));
      return;
    case 'Service':
      addNamed(found.services, parseService(value));
      return;
    case 'EndpointSlice':
      found.slices.push(parseSlice(value));
  }
}

function addNamed<T extends { readonly name: string }>(list: T[], object: T): void {
  if (object.name !== '') list.push(object);
}

function addReport(found: Gathered, report: unknown): void {
  const { kubeconfig, nodes, services } = parseFacts(recordIn(report, 'facts'));
  found.report = parseReportedFacts(report);
  found.kubeconfig = kubeconfig;
  found.services.push(...services);
  if (nodes.kind === 'known') found.nodes.push(...nodes.value);
  else found.unseenNodes = nodes;
}
