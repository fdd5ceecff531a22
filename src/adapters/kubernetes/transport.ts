import type { TLSSocket } from 'node:tls';
import { connectPlainly, connectSecurely, type Way } from './connect.ts';
import type { Credentials } from './credentials.ts';
import type { Headers, HttpAnswer, HttpClient } from './http.ts';

export interface Transport {
  get(path: string, headers: Headers): Promise<HttpAnswer>;
  close(): void;
}

/** Speaks HTTP/2 over one connection where the server takes it, else HTTP/1.1; connects when first asked, and again when cut off. */
export function transportTo(
  way: Way,
  credentials: Credentials,
  options: { readonly isHttp2Allowed: boolean },
): Transport {
  let client: Promise<HttpClient> | undefined;
  return {
    async get(path, headers) {
      client ??= open();
      if (!(await client).isUsable()) {
        (await client).close();
        client = open();
      }
      const current = client;
      try {
        return await (await current).get(path, headers);
      } catch (error) {
        if (client === current) client = undefined; // the next try begins with a new connection
        throw error;
      }
    },
    close() {
      client?.then(
        (open) => open.close(),
        () => undefined,
      ); // one that never came up has nothing to close
    },
  };

  async function open(): Promise<HttpClient> {
    const { authority, isTls } = way.server;
    if (!isTls) return (await import('./http1-client.ts')).http1Client(authority, () => connectPlainly(way));
    const http2 = options.isHttp2Allowed ? import('./http2-client.ts') : undefined; // evaluated during the handshake
    const socket = await secure(options.isHttp2Allowed ? ['h2', 'http/1.1'] : ['http/1.1']);
    if (http2 && socket.alpnProtocol === 'h2') return (await http2).http2Client(socket, authority);
    return (await import('./http1-client.ts')).http1Client(authority, () => secure(['http/1.1']), socket);
  }

  async function secure(protocols: string[]): Promise<TLSSocket> {
    return await connectSecurely(way, { ...(await credentials.certificate()), ALPNProtocols: protocols });
  }
}
