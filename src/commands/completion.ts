import type { Deps } from '../deps.ts';
import { EXIT_CODES } from '../errors.ts';
import type { CompletionOptions, CompletionShell } from '../invocation.ts';
import { installedLines, installedSentence } from '../render/completion-installed.ts';

/** Prints a shell's script, or puts the executable there that kubectl asks. */
export async function runCompletion(options: CompletionOptions, { io, installCompletion }: Deps): Promise<number> {
  if (options.kind === 'script') {
    io.stdout.write(await scriptFor(options.shell));
    return EXIT_CODES.answered;
  }
  const installed = await installCompletion({ change: options.kind, folder: options.folder });
  io.stdout.write(installedSentence(installed));
  io.stderr.write(installedLines(installed));
  return EXIT_CODES.answered;
}

async function scriptFor(shell: CompletionShell): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('../render/completion-script/bash.ts')).BASH;
    case 'zsh':
      return (await import('../render/completion-script/zsh.ts')).ZSH;
    case 'fish':
      return (await import('../render/completion-script/fish.ts')).FISH;
    case 'powershell':
      return (await import('../render/completion-script/powershell.ts')).POWERSHELL;
  }
}
