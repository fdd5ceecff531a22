import { openLibc } from './libc.ts';

/** What `poll` tells unasked: an error, or the end, of the other side. The same on Linux and macOS. */
const POLLERR = 0x08;
const POLLHUP = 0x10;

/** Opened once: each time takes 55 KB that do not come back (recorded, Bun 1.4.5), and it is asked four times a second. */
let opened: ReturnType<typeof openLibc> | undefined;

/**
 * Whether somebody still reads what is written to this descriptor. Only `poll` can tell without writing; where the C
 * library cannot be called (Node, Windows) it is always true. (Opening /proc/self/fd/1 anew does not fail for an anonymous
 * pipe, unlike for a FIFO: recorded, Linux 6.18.)
 */
export async function hasReader(fd: number): Promise<boolean> {
  opened ??= openLibc();
  const libc = await opened;
  if (libc === undefined) return true;
  const table = Int32Array.of(fd, 0);
  libc.poll(table);
  const [, answer = 0] = table;
  return ((answer >>> 16) & (POLLERR | POLLHUP)) === 0;
}
