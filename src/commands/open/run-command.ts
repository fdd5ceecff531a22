import type { CommandEnd, Deps } from '../../deps.ts';
import { fillCommand, type OpenAddress } from '../../domain/command-variables.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import { EXIT_CODES, TargetError } from '../../errors.ts';
import { safeLines } from '../../render/failure.ts';
import type { Target } from './target.ts';
import type { Way } from './way.ts';

/** Throws TargetError where the braces of a COMMAND ask for what these targets have not got. */
export function checkCommand(argv: readonly string[], [first, ...others]: NonEmpty<Target>): void {
  const placeholder = (target: Target): OpenAddress => addressOf(target, { url: '', host: '', port: target.port.port });
  fill(argv, [placeholder(first), ...others.map(placeholder)]);
}

/** Runs a COMMAND with the addresses, and gives its exit code. Signals are passed on to it. */
export async function runCommand(
  argv: readonly string[],
  [first, ...others]: NonEmpty<Way>,
  deps: Deps,
): Promise<number> {
  const reached = ({ target, address, url }: Way) => addressOf(target, { url, host: address.host, port: address.port });
  const filled = fill(argv, [reached(first), ...others.map(reached)]);
  const command = await deps.startCommand(filled.argv, filled.environment);
  const release = deps.takeSignals((signal) => {
    // Ctrl-C, and a terminal that is closed, are told to the command by the terminal itself: twice would be once too often.
    if (signal === 'SIGTERM' || !deps.isOnTerminal()) command.signal(signal);
  });
  try {
    return codeOf(await command.ended, filled.argv, deps);
  } finally {
    release();
  }
}

/** As docker run(1) and POSIX shells. */
function codeOf(end: CommandEnd, [program = '']: readonly string[], { io }: Deps): number {
  if (end.kind === 'ended') return end.code;
  const isMissing = end.because === 'not-found';
  io.stderr.write(
    safeLines(`error: cannot run "${program}": ${isMissing ? 'it is not found' : 'it is not executable'}`),
  );
  return isMissing ? EXIT_CODES.notFound : EXIT_CODES.notExecutable;
}

function fill(argv: readonly string[], addresses: NonEmpty<OpenAddress>) {
  const filled = fillCommand(addresses, argv);
  if (filled.kind === 'misuse') throw new TargetError(`error: ${filled.sentence}`);
  return filled;
}

function addressOf({ service, port }: Target, at: Pick<OpenAddress, 'url' | 'host' | 'port'>): OpenAddress {
  return { name: service.name, servicePort: port, ...at };
}
