import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { ProxyFailure } from './failures.ts';
import type { ProxyUrl } from './proxy.ts';
import { ready } from './ready.ts';
import type { ServerUrl } from './server-url.ts';
import { tlsOptionsOf } from './tls-options.ts';
import type { Trust } from './trust.ts';

/**
 * Connects to the proxy itself. One of https is trusted as the cluster is, by its CA and under its `tls-server-name`: that
 * is how client-go sets Go's transport up, which has one configuration for both.
 */
export async function dialProxy(proxy: ProxyUrl, server: ServerUrl, trust: Trust = BY_SYSTEM): Promise<Socket> {
  const { kind, host, port } = proxy;
  const address = `${host}:${port}`;
  try {
    return kind === 'https'
      ? await ready(connectTls({ host, port, ...tlsOptionsOf(trust, host) }), 'secureConnect', address)
      : await ready(connectTcp({ host, port }), 'connect', address);
  } catch (error) {
    throw new ProxyFailure({ proxy, server }, { cause: error });
  }
}

const BY_SYSTEM: Trust = { isVerified: true, ca: undefined, serverName: undefined };
