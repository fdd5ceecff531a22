import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** On a free port of 127.0.0.1. `open` closes it. */
export async function listen(server: Server, open: AsyncDisposableStack): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.use(server);
  return (server.address() as AddressInfo).port; // `as`: a string only for a server on a socket file
}
