import type { Socket } from 'node:net';
import type { Way } from './connect.ts';
import type { Credentials } from './credentials.ts';

/** How long the system lets a connection be silent before it asks whether the other end still lives. */
const KEEP_ALIVE_MS = 10_000;

/** For what takes a connection to itself, and speaks HTTP/1.1 on it: an upgrade, a watch. */
export async function connectOwn(way: Way, credentials: Credentials): Promise<Socket> {
  const { connectPlainly, connectSecurely } = await import('./connect.ts');
  const { trust } = way;
  const http1 = { ALPNProtocols: ['http/1.1'] };
  const socket =
    trust === undefined
      ? await connectPlainly(way)
      : await connectSecurely({ ...way, trust }, { ...(await credentials.certificate()), ...http1 });
  return socket.setKeepAlive(true, KEEP_ALIVE_MS);
}
