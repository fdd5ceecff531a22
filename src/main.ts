import { parseCli } from './cli/cli.ts';
import type { Deps } from './deps.ts';
import type { Program } from './domain/program.ts';
import { AccessError, EXIT_CODES, TargetError } from './errors.ts';
import type { Invocation } from './invocation.ts';
import { bugReport, safeLines } from './render/failure.ts';
import { didYouMean, nearestValues } from './render/nearest.ts';
import { withLog } from './with-log.ts';

/** A command line in, an exit code out. The only place that knows what ends how. */
export async function main(argv: readonly string[], deps: Deps, program: Program): Promise<number> {
  let isCommandKept = false;
  try {
    const invocation = parseCli(argv);
    isCommandKept = invocation.command === 'open' && invocation.options.argv !== undefined;
    return await run(invocation, withLog(deps, verbosityOf(invocation)), program);
  } catch (error) {
    const code = explainFailure(error, deps, program);
    return isCommandKept && code !== EXIT_CODES.bug ? EXIT_CODES.notStarted : code;
  }
}

function verbosityOf(invocation: Invocation): number | undefined {
  if (!('options' in invocation)) return undefined;
  const { options } = invocation;
  return 'connection' in options ? options.connection.verbosity : undefined;
}

async function run(invocation: Invocation, deps: Deps, program: Program): Promise<number> {
  const { io } = deps;
  switch (invocation.command) {
    case 'list': {
      const { runList } = await import('./commands/list.ts');
      return runList(invocation.options, deps);
    }
    case 'explain': {
      const { runExplain } = await import('./commands/explain.ts');
      return runExplain(invocation.options, deps);
    }
    case 'open': {
      const { runOpen } = await import('./commands/open.ts');
      return runOpen(invocation.options, deps);
    }
    case 'completion': {
      const { runCompletion } = await import('./commands/completion.ts');
      return runCompletion(invocation.options, deps);
    }
    case 'complete': {
      const { runComplete } = await import('./commands/complete.ts');
      return runComplete(invocation.options, deps);
    }
    case 'version': {
      const { runVersion } = await import('./commands/version.ts');
      return runVersion(invocation.options, deps, program);
    }
    case 'help': {
      const { renderHelp, renderOverview } = await import('./cli/help.ts');
      const { topic } = invocation;
      io.stdout.write(topic === undefined ? renderOverview() : renderHelp(topic, await loadRuntimes()));
      return EXIT_CODES.answered;
    }
    case 'misuse':
      io.stderr.write(safeLines(invocation.text));
      return invocation.keeps === undefined ? EXIT_CODES.misuse : EXIT_CODES.notStarted;
  }
}

/** They take 2 ms to be evaluated. */
async function loadRuntimes() {
  const { knownRuntimes } = await import('./recognise.ts');
  return knownRuntimes();
}

function explainFailure(error: unknown, { io, homeDirectory }: Deps, { version }: Program): number {
  if (error instanceof TargetError || error instanceof AccessError) {
    io.stderr.write(safeLines(error.message));
    if (error instanceof AccessError)
      return error.reason === 'bad-selector' ? EXIT_CODES.misuse : EXIT_CODES.couldNotFindOut;
    const hint = error.choice && didYouMean(nearestValues(error.choice));
    io.stderr.write(hint === undefined ? '' : safeLines(hint));
    return EXIT_CODES.misuse;
  }
  io.stderr.write(bugReport(error, version, homeDirectory));
  return EXIT_CODES.bug;
}
