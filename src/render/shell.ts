import type { NonEmpty } from '../domain/non-empty.ts';
import type { Shell } from '../domain/shell.ts';
import { safeText } from './safe-text.ts';

/** A command, ready to paste into a POSIX shell. */
export function commandLine(argv: readonly string[]): string {
  return argv.map((word) => quoted(word, 'posix')).join(' ');
}

/** Commands on one line, each run only if the one before succeeded; Windows PowerShell 5 knows no `&&`. */
export function pasteable(commands: NonEmpty<readonly string[]>, shell: Shell): string {
  const lines = commands.map((argv) => argv.map((word) => quoted(word, shell)).join(' '));
  return shell === 'powershell'
    ? lines.reduceRight((rest, line) => `${line}; if ($?) { ${rest} }`)
    : lines.join(' && ');
}

/** A word that was cut would be another one; the longest that a shell takes is 128 KiB. */
const LONGEST_WORD = 16_384;

function quoted(word: string, shell: Shell): string {
  const safe = safeText(word, LONGEST_WORD);
  if (isPlain(safe, shell)) return safe;
  switch (shell) {
    case 'posix':
      return `'${safe.replaceAll("'", `'\\''`)}'`;
    case 'fish':
      return `'${safe.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'powershell':
      return `'${safe.replaceAll("'", "''")}'`;
  }
}

/** In PowerShell `@` splats, `%` is a command, and a comma makes a list. */
function isPlain(word: string, shell: Shell): boolean {
  return shell === 'powershell' ? /^[\w+=:./-]+$/.test(word) : /^[\w@%+=:,./-]+$/.test(word);
}
