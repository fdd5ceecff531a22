import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { connectThroughProxy } from './connect-through-proxy.ts';
import { trueDialError } from './dial-error.ts';
import { EndOfFile, isHangUp } from './failures.ts';
import type { ProxyUrl } from './proxy.ts';
import { ready } from './ready.ts';
import type { ServerUrl } from './server-url.ts';
import { tlsOptionsOf } from './tls-options.ts';
import type { Trust } from './trust.ts';

/** One way to one API server: what every new connection to it needs. */
export interface Way {
  readonly server: ServerUrl;
  readonly proxy: ProxyUrl | undefined;
  /** `undefined` for `http://`. The client certificate comes with each connection: a plugin may renew it. */
  readonly trust: Trust | undefined;
}

export interface SecureWay extends Way {
  readonly trust: Trust;
}

/** For a server over TLS. Rejects with the socket's own error or one of failures.ts. */
export async function connectSecurely(way: SecureWay, options: ConnectionOptions): Promise<TLSSocket> {
  const { host, port } = way.server;
  const carrier = way.proxy ? { socket: await connectThroughProxy(way.proxy, way.server, way.trust) } : { host, port };
  try {
    return await ready(
      connectTls({ ...carrier, ...tlsOptionsOf(way.trust, host), ...options }),
      'secureConnect',
      `${host}:${port}`,
    );
  } catch (error) {
    // A server that hangs up during the handshake; Go says EOF.
    throw isHangUp(error) ? new EndOfFile({ cause: error }) : await trueDialError(error, way.server);
  }
}

/** For an `http://` server. */
export async function connectPlainly({ server, proxy }: Way): Promise<Socket> {
  if (proxy) return (await connectThroughProxy(proxy, server, undefined)).resume(); // a client of HTTP speaks first
  const { host, port } = server;
  try {
    return await ready(connectTcp({ host, port }), 'connect', `${host}:${port}`);
  } catch (error) {
    throw await trueDialError(error, server);
  }
}
