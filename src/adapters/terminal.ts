import type { WriteStream } from 'node:tty';
import type { Io, Stream } from '../deps.ts';

/** Work shorter than this shows no spinner: it would only flicker, and loading it takes time that the work has not. */
const SPINNER_AFTER_MS = 200;

interface Streams {
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>;
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Terminal {
  readonly io: Io;
  /** Until everything written has been taken by whoever reads it. */
  flushed(): Promise<void>;
}

export function openTerminal({ stdout, stderr, environment }: Streams): Terminal {
  const [out, err] = [openStream(stdout), openStream(stderr)];
  // A terminal without a width (a pty that nobody gave one) makes ora 9 clear an infinity of lines.
  const hasSpinner = stderr.isTTY && environment.TERM !== 'dumb' && (stderr.columns ?? 0) > 0;
  return {
    io: {
      stdout: out.stream,
      stderr: err.stream,
      progress: (text, work) => (hasSpinner ? withSpinner(text, work, stderr, environment) : work()),
    },
    flushed: async () => {
      await out.flushed();
      await err.flushed();
    },
  };
}

// A stream takes its writes in order, so the last one's callback stands for all. (Bun calls back at once for an empty
// write, and knows no writableLength.)
function openStream(stream: Streams['stdout']): { readonly stream: Stream; readonly flushed: () => Promise<void> } {
  let last = Promise.resolve();
  const write = (text: string) => {
    if (text !== '') last = new Promise((taken) => stream.write(text, () => taken()));
  };
  return { stream: { write, isTerminal: stream.isTTY === true }, flushed: () => last };
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
