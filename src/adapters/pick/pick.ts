import type { ReadStream, WriteStream } from 'node:tty';
import { AbortPromptError, ExitPromptError } from '@inquirer/core';
import type { Question } from '../../deps.ts';
import { picker } from './picker.ts';

/** A terminal, from both sides; one that understands more than `TERM=dumb`. */
interface PickStreams {
  readonly input: Pick<ReadStream, 'on' | 'off'> & NodeJS.ReadableStream;
  /** Where all of it is drawn: standard error, since standard output is for the answer. */
  readonly output: Pick<WriteStream, 'rows' | 'columns'> & NodeJS.WritableStream;
  /** Of it NO_COLOR. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Lets somebody choose one: type to filter, arrows, Enter. The index of the choice; `undefined` where it was left, with
 * Esc, Ctrl-C or Ctrl-D, or where the input has ended. Either way the screen is as it was.
 */
export async function pick(
  { message, choices }: Question,
  { input, output, environment }: PickStreams,
): Promise<number | undefined> {
  const left = new AbortController();
  const forget = listenForEsc(input, () => left.abort());
  try {
    const isColoured = environment.NO_COLOR === undefined;
    const context = { input, output, signal: left.signal, clearPromptOnDone: true };
    return await picker({ message, choices, isColoured, output }, context);
  } catch (error) {
    // Those of the signal, and of Ctrl-C or the end of the process.
    if (error instanceof AbortPromptError || error instanceof ExitPromptError) return undefined;
    throw error;
  } finally {
    forget();
  }
}

/**
 * An Esc that nothing follows for this long is the key, and not the beginning of another key's sequence, which a slow
 * line may cut. Node's readline waits for half a second (v26), which looks as if nothing had happened.
 */
const ESC_ALONE_MS = 60;

function listenForEsc(input: PickStreams['input'], leave: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  function received(bytes: Uint8Array | string): void {
    clearTimeout(timer);
    if (String(bytes).endsWith('\u001b')) timer = setTimeout(leave, ESC_ALONE_MS);
  }
  input.on('data', received);
  return () => {
    clearTimeout(timer);
    input.off('data', received);
  };
}
