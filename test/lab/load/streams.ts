import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { contentOf, sumOf } from '../content.ts';
import { dial, type Target, textOf } from './dial.ts';

export interface StreamsOptions extends Target {
  readonly streams: number;
  /** Of each. */
  readonly bytes: number;
}

export interface Moved {
  readonly seconds: number;
  /** What arrived on each: `LENGTH SHA256`, or only the length where sums were not asked for. */
  readonly arrived: readonly string[];
}

/** All streams at once, from the pod to us. Summing costs time of its own. */
export async function download({
  streams,
  bytes,
  isSummed,
  ...target
}: StreamsOptions & { readonly isSummed: boolean }): Promise<Moved> {
  return move(streams, async () => {
    if (isSummed) return summed(dial(target, `send ${bytes}`));
    const { socket, length } = dialAndCount(target, bytes);
    await once(socket, 'end');
    socket.end();
    return String(length());
  });
}

/** All streams at once, from the pod to us, for a time; the bytes per second of all together. */
export async function downloadFor({
  streams,
  seconds,
  ...target
}: Target & { readonly streams: number; readonly seconds: number }): Promise<number> {
  const counted = Array.from({ length: streams }, () => dialAndCount(target, 1e12));
  await delay(seconds * 1_000);
  for (const { socket } of counted) socket.destroy();
  return counted.reduce((sum, { length }) => sum + length(), 0) / seconds;
}

/** One buffer for all reads: a client that is quick, so that the tunnel is what is measured. */
function dialAndCount(target: Target, bytes: number): { readonly socket: Socket; length(): number } {
  let length = 0;
  const callback = (read: number) => {
    length += read;
    return true;
  };
  const socket = dial(target, `send ${bytes}`, { buffer: READ_BUFFER, callback });
  socket.on('error', () => {}); // it shows in the length
  socket.resume();
  return { socket, length: () => length };
}

/** All streams at once, from us to the pod, which says what arrived. */
export async function upload({ streams, bytes, ...target }: StreamsOptions): Promise<Moved> {
  return move(streams, async () => {
    const socket = dial(target, `take ${bytes}`);
    contentOf(bytes).pipe(socket, { end: false });
    return (await textOf(socket)).trim();
  });
}

async function move(streams: number, one: () => Promise<string>): Promise<Moved> {
  const startedAt = performance.now();
  const each = () => one().catch((error: Error) => error.message);
  const arrived = await Promise.all(Array.from({ length: streams }, each));
  return { seconds: (performance.now() - startedAt) / 1_000, arrived };
}

async function summed(socket: Socket): Promise<string> {
  const sum = await sumOf(socket);
  socket.end();
  return sum;
}

const READ_BUFFER = Buffer.alloc(256 * 1024);
