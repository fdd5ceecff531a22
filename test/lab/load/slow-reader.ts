import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { sumOf } from '../content.ts';
import { dial, type Target } from './dial.ts';

interface SlowOptions extends Target {
  readonly bytes: number;
}

/** Asks for bytes and takes none until SIGUSR2; then all of them. Gives the sum. */
export async function stopReading({ bytes, ...target }: SlowOptions): Promise<string> {
  const socket = dial(target, `send ${bytes}`);
  socket.setTimeout(0);
  socket.pause();
  const alive = setInterval(() => {}, 60_000); // a connection that nobody reads does not keep a process
  await once(process, 'SIGUSR2');
  clearInterval(alive);
  return sumOf(socket);
}

/** Takes one piece after the other, so much a second, until SIGUSR2. Gives how many bytes came. */
export async function readSlowly({
  bytes,
  bytesPerSecond,
  ...target
}: SlowOptions & { readonly bytesPerSecond: number }): Promise<number> {
  const socket = dial(target, `send ${bytes}`);
  let isOver = false;
  let length = 0;
  process.once('SIGUSR2', () => {
    isOver = true;
    socket.destroy();
  });
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    length += chunk.length;
    socket.pause();
    void delay((chunk.length / bytesPerSecond) * 1_000).then(() => socket.resume());
  });
  if (!isOver) await once(socket, 'close');
  return length;
}
