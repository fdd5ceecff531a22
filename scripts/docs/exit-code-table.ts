import { exitCodesSection } from '../../src/cli/exit-codes.ts';
import { EXIT_CODES } from '../../src/errors.ts';
import { markdownTable } from './markdown-table.ts';

/** What `kubectl nodeport help` says of them, which has to be all of them. */
export function exitCodeTable(): string {
  const [, ...lines] = exitCodesSection(undefined).trimEnd().split('\n');
  const rows = lines.map((line) => {
    const [, codes, meaning = ''] = /^ {2}([\d, ]+?) {2,}(.*)$/.exec(line) ?? [];
    return codes === undefined ? ['', line.trim().replace(/,? else$/, ':')] : [codes, meaning];
  });
  const told = rows.flatMap(([codes = '']) => codes.match(/\d+/g) ?? []).map(Number);
  const missing = Object.values(EXIT_CODES).filter((code) => !told.includes(code));
  if (missing.length > 0) throw new Error(`the help says nothing of the exit codes ${missing.join(', ')}`);
  return markdownTable(['Code', 'Meaning'], rows);
}
