import type { Candidate } from '../domain/gap.ts';
import type { CompletionOptions, CompletionShell } from '../invocation.ts';
import { type Flags, type Misuse, textOf } from './plain-flags.ts';

/** What the command takes. */
export const SHELLS = [
  { word: 'bash', description: 'the script for bash' },
  { word: 'zsh', description: 'the script for zsh' },
  { word: 'fish', description: 'the script for fish' },
  { word: 'powershell', description: 'the script for PowerShell' },
  { word: 'install', description: 'let kubectl complete `kubectl nodeport`' },
] as const satisfies readonly (Candidate & { readonly word: CompletionShell | 'install' })[];

/** What `completion` was asked for. Of a shell, kubectl's sentences. */
export function completionOptionsOf(flags: Flags, [word, ...more]: readonly string[]): CompletionOptions | Misuse {
  const shell = SHELLS.find((each) => each.word === word)?.word;
  if (word === undefined) return { misuse: 'Shell not specified.' };
  if (shell === undefined) return { misuse: `Unsupported shell type ${JSON.stringify(word)}.` };
  if (more.length > 0) return { misuse: 'Too many arguments. Expected only the shell type.' };
  const folder = textOf(flags, 'dir');
  if (shell === 'install') return { kind: flags.uninstall === true ? 'uninstall' : 'install', folder };
  const stranger = ['dir', 'uninstall'].find((name) => Object.hasOwn(flags, name));
  return stranger ? { misuse: `--${stranger} goes with \`completion install\`` } : { kind: 'script', shell };
}
