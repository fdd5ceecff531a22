import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/** On a port of 127.0.0.1, a free one if none is named. `open` closes it. */
export async function listen(server: Server, open: AsyncDisposableStack, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  open.use(server);
  return (server.address() as AddressInfo).port; // `as`: a string only for a server on a socket file
}
