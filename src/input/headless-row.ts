import { lineAt, type Place } from './lines.ts';
import { placeWords } from './place-words.ts';
import { ROW_SHAPES } from './row-shapes.ts';
import type { Cells } from './table-cells.ts';
import type { TableKind } from './table-kind.ts';
import { bareLine } from './table-line.ts';

/** A row without a header above it: that was cut off, or `--no-headers` left it out, or somebody pasted one row. */
export interface HeadlessRow {
  readonly table: TableKind['id'];
  readonly cells: Cells;
  readonly end: Place;
}

/** A sentence about a Service has its words too; a row has nothing but them, in their places. */
export function headlessRowAt(text: string, place: Place): HeadlessRow | undefined {
  const { text: raw, next } = lineAt(text, place);
  if (raw.length > LONGEST || !isLikely(raw)) return undefined;
  const line = bareLine(raw).replaceAll('`', '');
  for (const { table, columns } of LAYOUTS) {
    const cells = placeWords(line, columns, ROW_SHAPES[table]);
    if (cells && (table === 'services' || isNode(cells))) return { table, cells, end: next };
  }
  return undefined;
}

/** Tables of much else have `Ready` and `v1.2.0`: what is a node without its header has a role that nodes have. */
function isNode({ ROLES = '', VERSION = '' }: Cells): boolean {
  const isRole = /^$|^[a-z,-]*(?:control-?plane|master|worker|etcd|agent|node|compute|infra)[a-z,-]*$/.test(ROLES);
  return isRole && /^v1\.(?:[5-9]|\d\d)\.\d/.test(VERSION);
}

/** Of a node with all its labels. */
const LONGEST = 16_384;

/** Most lines of a paste are none, so they are told apart before they are taken apart. */
function isLikely(line: string): boolean {
  if (/[\s|](?:ClusterIP|NodePort|LoadBalancer|ExternalName)[\s|]/.test(line)) return true;
  return /[\s|](?:Ready|NotReady|Unknown)[\s|,]/.test(line) && /[\s|]v1\./.test(line);
}

const NARROW = ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'];
const WIDE = [...NARROW, 'INTERNAL-IP', 'EXTERNAL-IP', 'OS-IMAGE', 'KERNEL-VERSION', 'CONTAINER-RUNTIME'];
const SERVICE = ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'];

const LAYOUTS: readonly { readonly table: TableKind['id']; readonly columns: readonly string[] }[] = [
  ...[SERVICE, [...SERVICE, 'SELECTOR']].flatMap((columns) => [
    { table: 'services' as const, columns },
    { table: 'services' as const, columns: ['NAMESPACE', ...columns] },
  ]),
  ...[NARROW, WIDE].flatMap((columns) => [
    { table: 'nodes' as const, columns },
    { table: 'nodes' as const, columns: [...columns, 'LABELS'] },
  ]),
];
