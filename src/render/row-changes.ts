import type { ReportRow } from '../domain/report.ts';
import { keyOfRow } from '../domain/watched-rows.ts';
import { lookOf } from './table.ts';

/** Which rows look otherwise than when they were last printed: only these are printed again. */
export class RowChanges {
  /** As they were last printed. */
  readonly #printed = new Map<string, ReportRow>();
  readonly #isWide: boolean;

  /** `isWide`: what `-o wide` tells of a row counts too. */
  constructor(isWide: boolean) {
    this.#isWide = isWide;
  }

  /** The rows as they are, and those that are gone, of which some may not have been printed. Gives those to print. */
  next(rows: readonly ReportRow[], gone: readonly ReportRow[]): readonly ReportRow[] {
    const left = gone.filter(({ row }) => this.#printed.delete(keyOfRow(row)));
    const changed = rows.filter((row) => this.#isNew(row));
    for (const row of changed) this.#printed.set(keyOfRow(row.row), row);
    return [...left, ...changed];
  }

  #isNew(row: ReportRow): boolean {
    const printed = this.#printed.get(keyOfRow(row.row));
    return printed === undefined || (printed !== row && this.#lookOf(printed) !== this.#lookOf(row));
  }

  #lookOf(row: ReportRow): string {
    return lookOf(row, { isWide: this.#isWide });
  }
}
