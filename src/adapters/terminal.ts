import { fstatSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import type { Io, Stream } from '../deps.ts';

/** Work shorter than this shows no spinner: it would only flicker, and loading it takes time that the work has not. */
const SPINNER_AFTER_MS = 200;

interface Outputs {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** What is written to a descriptor arrives nowhere: ends the program. */
  readonly gone: (error: Error, fd: Output['fd']) => never;
  /** Whether somebody still reads what is written to a descriptor, as far as this system tells. */
  readonly hasReader: (fd: number) => Promise<boolean>;
}

interface Output {
  readonly fd: 1 | 2;
  /** The runtime's own stream. Making one takes 3 ms and 6 MB (Bun 1.4.5). */
  readonly open: () => NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
}

export interface Terminal {
  readonly io: Io;
  /** Until everything written has been taken by whoever reads it. */
  flushed(): Promise<void>;
}

export function openTerminal(outputs: Outputs): Terminal {
  const [out, err] = [openStream(outputs.stdout, outputs), openStream(outputs.stderr, outputs)];
  return {
    io: {
      stdout: out.stream,
      stderr: err.stream,
      progress: (text, work) => withSpinner(text, work, err, outputs.environment),
    },
    flushed: async () => {
      await out.flushed();
      await err.flushed();
    },
  };
}

/** And not: a disk is full. */
export function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'EIO' || error.code === 'EBADF';
}

interface OpenStream {
  readonly stream: Stream;
  /** What stands on the last line of a terminal, and gives way to what is written. */
  spinner: { clear(): unknown } | undefined;
  readonly flushed: () => Promise<void>;
  readonly open: Output['open'];
}

/**
 * Writes as Node itself does to a file, a pipe and a terminal of Unix: at once, waiting for whoever reads. The runtime's
 * stream takes over where that cannot be done: on a pipe that somebody has told not to wait, and on Windows, where a
 * console takes characters instead of bytes.
 */
function openStream({ fd, open: make }: Output, outputs: Outputs): OpenStream {
  const { environment, platform, gone, hasReader } = outputs;
  let opened: ReturnType<Output['open']> | undefined;
  let isStreaming = platform === 'win32';
  let last = Promise.resolve();

  function open(): ReturnType<Output['open']> {
    opened ??= make().on('error', (error) => gone(error, fd));
    return opened;
  }

  function write(text: string): void {
    if (text !== '') self.spinner?.clear();
    const rest = isStreaming ? text : writeNow(Buffer.from(text));
    if (rest.length === 0) return;
    isStreaming = true;
    // A stream takes its writes in order, so the last one's callback stands for all. (Bun calls back at once for an
    // empty write, and knows no writableLength.)
    last = new Promise((taken) => open().write(rest, () => taken()));
  }

  /** What is left to be written. */
  function writeNow(bytes: Uint8Array): Uint8Array {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(fd, bytes, written);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code !== 'EAGAIN') gone(error, fd);
    }
    return bytes.subarray(written);
  }

  const stream = {
    write,
    get isTerminal() {
      return mayBeTerminal(fd) && open().isTTY === true;
    },
    get hasColour() {
      return stream.isTerminal && showsColour(environment, platform);
    },
    untilGone: (signal: AbortSignal) => untilGone(fd, hasReader, signal),
  };
  const self: OpenStream = { stream, spinner: undefined, open, flushed: () => last };
  return self;
}

/** Source: cli-runtime pkg/printers/terminal.go, `AllowsColorOutput`. */
function showsColour(environment: Outputs['environment'], platform: Outputs['platform']): boolean {
  if (environment.TERM === 'dumb' || environment.NO_COLOR !== undefined) return false;
  return platform !== 'win32' || Boolean(environment.WT_SESSION);
}

/** /dev/null is a character device too. */
function mayBeTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false; // it was closed by whoever started us
    throw error;
  }
}

/** How often it is looked at. Nothing tells when a reader leaves, but a write, and there is nothing to be written. */
const LOOK_EVERY_MS = 250;

function untilGone(fd: 1 | 2, hasReader: Outputs['hasReader'], signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = () => hasReader(fd).then((isRead) => isRead || resolve(), reject);
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  const stop = () => resolve();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  return promise.finally(() => {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
  });
}

async function withSpinner<T>(
  text: string,
  work: () => Promise<T>,
  output: OpenStream,
  environment: Outputs['environment'],
): Promise<T> {
  let stop = () => {};
  let isOver = false;
  const timer = setTimeout(async () => {
    // A terminal without a width (a pty that nobody gave one) makes ora 9 clear an infinity of lines.
    if (!output.stream.isTerminal || environment.TERM === 'dumb' || !((output.open().columns ?? 0) > 0)) return;
    const { default: ora } = await import('ora');
    if (isOver) return;
    const color = environment.NO_COLOR === undefined ? 'cyan' : false;
    const spinner = ora({ text, stream: output.open(), color, discardStdin: false }).start();
    output.spinner = spinner;
    stop = () => {
      output.spinner = undefined;
      spinner.stop();
    };
  }, SPINNER_AFTER_MS);
  try {
    return await work();
  } finally {
    isOver = true;
    clearTimeout(timer);
    stop();
  }
}
