import type { Machine } from '../lab/machine.ts';
import { type Finished, type RunOptions, start } from '../lab/run.ts';
import { waitFor } from '../lab/wait.ts';
import { PATH } from './in-lab.ts';

/** A `kubectl … -w` that runs until it is told to end. */
export interface Watching {
  /** What it has printed, a line each. */
  lines(): readonly string[];
  /** Until it has said so many lines of this kind. */
  said(what: RegExp, times: number): Promise<void>;
  /** Until it has printed such a line, after so many others. */
  printed(what: RegExp, afterLines?: number): Promise<void>;
  /** To all of its processes. */
  end(signal?: NodeJS.Signals): Promise<Finished>;
}

/** `argv`: what follows `kubectl`. It is given back when it has printed its first line. */
export async function startWatching(
  machine: Machine,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<Watching> {
  const running = start(machine, ['kubectl', ...argv], { path: PATH, ...options });
  let isOver = false;
  const finished = running.finished.then((its) => {
    isOver = true;
    return its;
  });
  const lines = () => running.stdout().split('\n').slice(0, -1);
  const printed = async (what: RegExp, afterLines = 0) => {
    const isPrinted = () =>
      isOver ||
      lines()
        .slice(afterLines)
        .some((line) => what.test(line));
    await waitFor(machine.sandbox, `${what} of ${argv.join(' ')}`, isPrinted);
    if (isOver) throw new Error(`${argv.join(' ')} ended: ${running.stderr()}`);
  };
  await printed(/^/);
  return {
    ...{ lines, printed },
    async said(what, times) {
      const isSaid = () =>
        running
          .stderr()
          .split('\n')
          .filter((line) => what.test(line)).length >= times;
      await waitFor(machine.sandbox, `${what} of ${argv.join(' ')}, ${times} times`, isSaid);
    },
    end(signal = 'SIGINT') {
      running.signal(signal);
      return finished;
    },
  };
}
