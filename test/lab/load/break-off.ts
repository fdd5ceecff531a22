import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { dial, type Target } from './dial.ts';

interface Many extends Target {
  readonly count: number;
}

const MIB = Buffer.alloc(1024 * 1024);

/** So many clients, one after the other, that wait for the pod's end and then say a MiB that nobody can hear any more. */
export async function speakTooLate({ count, ...target }: Many): Promise<number> {
  for (let number = 0; number < count; number += 1) {
    const socket = dial(target, `hear late-${number}`);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {}); // it may be broken off: nobody listens
    socket.resume();
    await once(socket, 'end');
    socket.end(MIB);
    await closed;
  }
  return count;
}

/** So many clients at once that write to a pod which reads nothing, and break off. */
export async function leaveUnread({ count, ...target }: Many): Promise<number> {
  const sockets = Array.from({ length: count }, () => dial(target, 'stall'));
  for (const socket of sockets) {
    socket.on('error', () => {});
    for (let mebibytes = 0; mebibytes < 32; mebibytes += 1) socket.write(MIB);
  }
  await delay(1_000); // everything on the way is full
  for (const socket of sockets) socket.resetAndDestroy();
  await delay(200);
  return count;
}
