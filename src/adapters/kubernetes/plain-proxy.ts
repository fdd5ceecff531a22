import type { Socket } from 'node:net';
import type { Way } from './connect.ts';
import { dialProxy } from './dial-proxy.ts';
import type { Headers } from './http.ts';
import { proxyAuthorization } from './proxy.ts';

interface Addressed {
  readonly path: string;
  readonly headers: Headers;
}

/** An HTTP proxy that makes our requests itself. */
export interface PlainProxy {
  connect(): Promise<Socket>;
  /** With the whole URL, and what the proxy wants to know of us. */
  address(request: Addressed): Addressed;
}

/** What is not encrypted an HTTP proxy does not pass on: it is asked for it, as Go asks it. Not for an upgrade, though. */
export function plainProxyOf({ server, proxy, trust }: Way): PlainProxy | undefined {
  if (trust !== undefined || !proxy || proxy.kind === 'socks5') return undefined;
  const authorization = proxyAuthorization(proxy);
  return {
    connect: () => dialProxy(proxy, server),
    address: ({ path, headers }) => ({
      path: `http://${server.authority}${path}`,
      headers: { ...headers, ...(authorization !== undefined && { 'proxy-authorization': authorization }) },
    }),
  };
}
