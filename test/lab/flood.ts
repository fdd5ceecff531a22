import type { Socket } from 'node:net';

const BLOCK = Buffer.alloc(256 * 1024);

/** So many bytes, in blocks that are always the same. */
export function flood(socket: Socket, bytes: number, sent: () => void): void {
  let left = bytes;
  const go = () => {
    while (left > 0) {
      const block = BLOCK.subarray(0, left);
      left -= block.length;
      if (!socket.write(block)) return;
    }
    socket.off('drain', go);
    sent();
  };
  socket.on('drain', go);
  go();
}

/** Tells how many bytes came, once they are so many. */
export function countOf(socket: Socket, bytes: number, tell: (length: number) => void): void {
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    const isFirst = length < bytes;
    length += chunk.length;
    if (isFirst && length >= bytes) tell(length);
  });
}
