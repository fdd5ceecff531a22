import type { Socket } from 'node:net';
import { EndOfFile } from './failures.ts';

/**
 * The bytes that a message of the other end takes, once `lengthOf` can tell from what has come of it; what follows them
 * stays in the socket, which is then paused.
 */
export function readUntil(socket: Socket, lengthOf: (begin: Buffer) => number | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let begin = Buffer.alloc(0);
    const settle = (act: () => void) => {
      socket.off('data', onData).off('error', reject).off('close', onClose);
      act();
    };
    const onClose = () => settle(() => reject(new EndOfFile()));
    const onData = (chunk: Buffer) => {
      begin = Buffer.concat([begin, chunk]);
      const length = lengthOf(begin);
      if (length === undefined || begin.length < length) return;
      settle(() => {
        socket.pause();
        if (begin.length > length) socket.unshift(begin.subarray(length));
        resolve(begin.subarray(0, length));
      });
    };
    socket.on('data', onData).once('error', reject).once('close', onClose).resume();
  });
}
