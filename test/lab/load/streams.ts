import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { contentOf, sumOf } from '../content.ts';
import { flood } from '../flood.ts';
import { dial, type Target, textOf } from './dial.ts';

export interface StreamsOptions extends Target {
  readonly streams: number;
  /** Of each. */
  readonly bytes: number;
}

export interface Moved {
  readonly seconds: number;
  /** What arrived on each: `LENGTH SHA256`, or only the length. */
  readonly arrived: readonly string[];
}

/** All streams at once, from the pod to us, with their sums. */
export async function download({ streams, bytes, ...target }: StreamsOptions): Promise<Moved> {
  return move(streams, () => summed(dial(target, `send ${bytes}`)));
}

/**
 * The same as quickly as can be: only the lengths are looked at, and the end is not waited for, which containerd holds
 * back for a second.
 */
export async function floodDown({ streams, bytes, ...target }: StreamsOptions): Promise<Moved> {
  return move(streams, async () => {
    const { socket, length, over } = dialAndCount(target, bytes);
    await over;
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
function dialAndCount(target: Target, bytes: number): Counted {
  let length = 0;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const callback = (read: number) => {
    length += read;
    if (length >= bytes) resolve();
    return true;
  };
  const socket = dial(target, `flood ${bytes}`, { buffer: READ_BUFFER, callback });
  socket.on('error', () => {}); // it shows in the length
  socket.once('close', resolve);
  socket.resume();
  return { socket, over, length: () => length };
}

interface Counted {
  readonly socket: Socket;
  /** All bytes have come, or no more will. */
  readonly over: Promise<void>;
  length(): number;
}

/** All streams at once, from us to the pod, which says the sum of what arrived. */
export async function upload({ streams, bytes, ...target }: StreamsOptions): Promise<Moved> {
  return move(streams, async () => {
    const socket = dial(target, `take ${bytes}`);
    contentOf(bytes).pipe(socket, { end: false });
    return (await textOf(socket)).trim();
  });
}

/** The same as quickly as can be: the pod says only how much arrived, and its end is not waited for. */
export async function floodUp({ streams, bytes, ...target }: StreamsOptions): Promise<Moved> {
  return move(streams, async () => {
    const socket = dial(target, `count ${bytes}`);
    flood(socket, bytes, () => {}); // it ends when the pod has answered
    const [line = ''] = await once(socket.setEncoding('utf8'), 'data');
    socket.end();
    return String(line).trim();
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
