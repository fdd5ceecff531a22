import { InputError } from './input-error.ts';

/** The nodes that one table, or one List, names. */
export interface NodeGroup {
  readonly file: string;
  /** Where it begins. */
  readonly line: number;
  readonly names: ReadonlySet<string>;
}

/**
 * Refuses nodes of two clusters: tables that share no node, not even by way of a third. Tables that do are one cluster
 * at two moments, as before and after somebody has scaled it.
 */
export function refuseMixture(groups: readonly NodeGroup[]): void {
  const [first] = groups;
  if (!first) return;
  const holders = holdersOf(groups);
  const reached = new Set([first]);
  for (const { names } of reached) {
    for (const name of names) {
      for (const near of holders.get(name) ?? []) reached.add(near);
      holders.delete(name);
    }
  }
  const other = groups.find((group) => !reached.has(group));
  if (!other) return;
  const { file, line } = other;
  const where = file === first.file ? `line ${first.line}` : `${first.file}:${first.line}`;
  throw new InputError({
    file,
    line,
    says: `no node here is among those of ${where}: are these two clusters? one at a time`,
  });
}

function holdersOf(groups: readonly NodeGroup[]): Map<string, NodeGroup[]> {
  const holders = new Map<string, NodeGroup[]>();
  for (const group of groups) {
    for (const name of group.names) {
      const known = holders.get(name);
      if (known) known.push(group);
      else holders.set(name, [group]);
    }
  }
  return holders;
}
