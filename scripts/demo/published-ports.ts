import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { PublishedPorts } from './engine.ts';
import { listen } from './listen.ts';
import { createMysqlServer } from './mysql-server.ts';

/**
 * What stands behind the ports that the worker publishes: real listeners, by the nodePort that they stand for. `at`: the
 * ports of this machine that they are to have; any that is free where none is named.
 */
export async function openPublishedPorts(
  open: AsyncDisposableStack,
  at: PublishedPorts = new Map(),
): Promise<PublishedPorts> {
  const web = createHttpServer((_, response) => response.end('hello from web\n'));
  // docker-proxy: it accepts, finds nobody behind it, and closes.
  const admin = createTcpServer((socket) => socket.destroy());
  return new Map([
    ['30001/tcp', await listen(web, open, at.get('30001/tcp'))],
    ['31696/tcp', await listen(createMysqlServer(), open, at.get('31696/tcp'))],
    ['30081/tcp', await listen(admin, open)],
    ['30053/udp', await bindUdp(open)],
  ]);
}

async function bindUdp(open: AsyncDisposableStack): Promise<number> {
  const dns = open.use(createSocket('udp4'));
  dns.bind(0, '127.0.0.1');
  await once(dns, 'listening');
  return dns.address().port;
}
