import type { Facts, KubeconfigFacts, NodeFacts, ServiceFacts } from '../domain/facts.ts';
import { recordIn, recordOf } from '../domain/untrusted.ts';
import { parseConfig } from './config.ts';
import { InputError } from './input-error.ts';
import { nodeOfRow } from './node-table.ts';
import { parseNode, parseService, parseSlice, type SliceFacts } from './objects.ts';
import { type FoundObject, objectsIn } from './objects-in.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { NodeGroup } from './refuse-mixture.ts';
import { parseFacts, parseReportedFacts, type ReportedFacts } from './report.ts';
import { isReportOfService, parseFindings, type ReportedFindings } from './report-findings.ts';
import { refuseOtherVersion } from './report-version.ts';
import { serviceOfRow } from './service-table.ts';
import { wrongPorts } from './table-row.ts';

/** All that a file says, in its order. */
export interface Gathered {
  kubeconfig: KubeconfigFacts | undefined;
  readonly nodes: NodeFacts[];
  readonly services: ServiceFacts[];
  readonly slices: SliceFacts[];
  report: ReportedFacts | undefined;
  /** Of each Service port that a report explains. */
  readonly findings: ReportedFindings[];
  /** Why a report has no nodes. */
  unseenNodes: Facts['nodes'] | undefined;
  /** Of each table and List that has any. */
  nodeGroups: readonly NodeGroup[];
}

/** Namespaces are as they are written: empty where the kubeconfig has to tell, which may be in another file. */
export function gather(text: string, file: string): Gathered {
  const found: Gathered = {
    kubeconfig: undefined,
    nodes: [],
    services: [],
    slices: [],
    report: undefined,
    findings: [],
    unseenNodes: undefined,
    nodeGroups: [],
  };
  const tables = new Map<number, Set<string>>();
  let asked = '';
  for (const piece of piecesOf(text, file)) {
    const before = found.nodes.length;
    if (piece.kind === 'question') asked = piece.namespace;
    else if (piece.kind === 'row') addRow(found, piece, asked, file);
    else addDocument(found, piece, file);
    const table = tableOf(piece);
    if (table !== undefined) addNames(tables, table, found.nodes.slice(before));
  }
  return { ...found, nodeGroups: [...tables].map(([line, names]) => ({ file, line, names })) };
}

/** `asked`: the namespace of a table that has no column for it. */
function addRow(
  found: Gathered,
  { table, cells, line }: Piece & { readonly kind: 'row' },
  asked: string,
  file: string,
): void {
  if (table === 'nodes') {
    found.nodes.push(nodeOfRow(cells));
    return;
  }
  const service = serviceOfRow(cells);
  if (!service) throw new InputError({ file, line, says: wrongPorts(cells) });
  found.services.push({ ...service, namespace: service.namespace || asked });
}

function addDocument(
  found: Gathered,
  { value, syntax, line }: Piece & { readonly kind: 'document' },
  file: string,
): void {
  const objects = objectsIn(value, syntax === 'yaml');
  if (!objects) throw new InputError({ file, line, says: 'the List that begins here is not all there' });
  for (const object of objects) {
    if (object.kind === 'report') refuseOtherVersion(object.value, { file, line });
    if (isReportOfService(object.value)) found.findings.push(parseFindings(object.value, { file, line }));
    addObject(found, object);
  }
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

/** The line where the table begins, or the List, that this piece is of; one object by itself may be one of many. */
function tableOf(piece: Piece): number | undefined {
  if (piece.kind === 'question') return undefined;
  if (piece.kind === 'row') return piece.header;
  return 'items' in recordOf(piece.value) ? piece.line : undefined;
}

function addNames(tables: Map<number, Set<string>>, line: number, nodes: readonly NodeFacts[]): void {
  if (nodes.length === 0) return;
  const names = tables.get(line) ?? new Set();
  for (const { name } of nodes) names.add(name);
  tables.set(line, names);
}

function addNamed<T extends { readonly name: string }>(list: T[], object: T): void {
  if (object.name !== '') list.push(object);
}

function addReport(found: Gathered, report: unknown): void {
  if (!('facts' in recordOf(report))) return;
  const { kubeconfig, nodes, services } = parseFacts(recordIn(report, 'facts'));
  found.report = parseReportedFacts(report);
  found.kubeconfig = kubeconfig;
  for (const service of services) found.services.push(service);
  if (nodes.kind === 'known') for (const node of nodes.value) found.nodes.push(node);
  if (found.nodes.length === 0) found.unseenNodes = nodes;
}
