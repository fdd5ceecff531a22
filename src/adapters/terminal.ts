import type { WriteStream } from 'node:tty';
import type { Io, Stream } from '../deps.ts';

/** Work shorter than this shows no spinner: it would only flicker, and loading it takes time that the work has not. */
const SPINNER_AFTER_MS = 200;

interface Streams {
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>;
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function createIo({ stdout, stderr, environment }: Streams): Io {
  return {
    stdout: streamOf(stdout),
    stderr: streamOf(stderr),
    progress: (text, work) =>
      stderr.isTTY && environment.TERM !== 'dumb' ? withSpinner(text, work, stderr, environment) : work(),
  };
}

function streamOf(stream: Streams['stdout']): Stream {
  return { write: (text) => void stream.write(text), isTerminal: stream.isTTY === true };
}

async function withSpinner<T>(
  text: string,
  work: () => Promise<T>,
  stream: NodeJS.WritableStream,
  environment: Streams['environment'],
): Promise<T> {
  let stop = () => {};
  let isOver = false;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (isOver) return;
    const color = environment.NO_COLOR === undefined ? 'cyan' : false;
    const spinner = ora({ text, stream, color, discardStdin: false }).start();
    stop = () => void spinner.stop();
  }, SPINNER_AFTER_MS);
  try {
    return await work();
  } finally {
    isOver = true;
    clearTimeout(timer);
    stop();
  }
}
