import { once } from 'node:events';
import type { Socket } from 'node:net';
import { ask, dial, type Target } from './dial.ts';

export interface ConnectOptions extends Target {
  readonly count: number;
  readonly atOnce: number;
}

export interface Connected {
  readonly perSecond: number;
  readonly medianMs: number;
  /** Those whose answer was another than the right one. */
  readonly failed: number;
}

/** New connections, each with a short question and its answer, so many at a time. */
export async function connectMany({ count, atOnce, ...target }: ConnectOptions): Promise<Connected> {
  const durations: number[] = [];
  let left = count;
  let failed = 0;
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const startedAt = performance.now();
      const answer = await ask(target, 'sent').catch(() => '');
      if (/^\d+$/.test(answer)) durations.push(performance.now() - startedAt);
      else failed += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - startedAt) / 1_000;
  durations.sort((a, b) => a - b);
  return { perSecond: count / seconds, medianMs: durations[durations.length >> 1] ?? Number.NaN, failed };
}

/**
 * So many connections that are all open together; when the last one is open, each says its number and hears it again.
 * Gives how many did.
 */
export async function holdMany({
  count,
  ...target
}: Target & { readonly count: number }): Promise<{ echoed: number; errors: readonly string[] }> {
  const sockets = Array.from({ length: count }, () => dial(target, 'echo'));
  const errors: string[] = [];
  for (const socket of sockets) socket.on('error', (error) => errors.push(error.message));
  // The pod has each of them before the second word is said.
  const first = await Promise.all(sockets.map((socket) => echo(socket, 'open')));
  const second = await Promise.all(sockets.map((socket, number) => echo(socket, `connection ${number}`)));
  for (const socket of sockets) socket.destroy();
  return { echoed: second.filter((isRight, at) => isRight && first[at]).length, errors: [...new Set(errors)] };
}

async function echo(socket: Socket, word: string): Promise<boolean> {
  if (socket.destroyed) return false;
  let heard = '';
  const listen = (bytes: Buffer) => {
    heard += bytes.toString();
    if (heard.length >= word.length) socket.emit('heard');
  };
  socket.on('data', listen);
  socket.write(word);
  await Promise.race([once(socket, 'heard'), once(socket, 'close')]).catch(() => {});
  socket.off('data', listen);
  return heard === word;
}
