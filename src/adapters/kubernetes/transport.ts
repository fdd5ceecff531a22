import type { SecureWay, Way } from './connect.ts';
import type { Credentials } from './credentials.ts';
import type { Environment } from './environment.ts';
import type { Headers, HttpAnswer, HttpClient } from './http.ts';
import { quickClient } from './quick-client.ts';

export interface Transport {
  get(path: string, headers: Headers): Promise<HttpAnswer>;
  close(): void;
}

/** Speaks HTTP/2 over one connection where the server takes it, else HTTP/1.1; connects when first asked, and again when cut off. */
export function transportTo(way: Way, credentials: Credentials, environment: Environment): Transport {
  // The variable is client-go's own way out of a proxy that breaks HTTP/2 (apimachinery pkg/util/net/http.go).
  const isHttp2Allowed = !environment.variables.DISABLE_HTTP2;
  const quick = quickClient(way, credentials, environment);
  let hasFailed = false;
  let client: Promise<HttpClient> | undefined;
  return {
    async get(path, headers) {
      const answer = hasFailed ? undefined : await quick?.get(path, headers);
      if (answer) return answer;
      hasFailed = true;
      let current = client ?? connect();
      if (!(await current).isUsable()) {
        (await current).close();
        forget(current);
        current = client ?? connect();
      }
      try {
        return await (await current).get(path, headers);
      } catch (error) {
        forget(current);
        throw error;
      }
    },
    close() {
      quick?.close();
      client?.then(
        (open) => open.close(),
        () => undefined,
      ); // one that never came up has nothing to close
    },
  };

  function connect(): Promise<HttpClient> {
    const opened = open();
    opened.catch(() => forget(opened)); // whoever asks is told
    client = opened;
    return opened;
  }

  /** The next try begins with a new connection. */
  function forget(used: Promise<HttpClient>): void {
    if (client === used) client = undefined;
  }

  // What is imported here costs 10 ms to evaluate, and is seldom needed where there is a quick client.
  async function open(): Promise<HttpClient> {
    const { authority } = way.server;
    if (!isSecure(way)) return plainClient(way);
    const { connectSecurely } = await import('./connect.ts');
    const secure = async (protocols: string[]) =>
      connectSecurely(way, { ...(await credentials.certificate()), ALPNProtocols: protocols });
    const http2 = isHttp2Allowed ? import('./http2-client.ts') : undefined; // evaluated during the handshake
    const socket = await secure(isHttp2Allowed ? ['h2', 'http/1.1'] : ['http/1.1']);
    if (http2 && socket.alpnProtocol === 'h2') return (await http2).http2Client(socket, authority);
    return (await import('./http1-client.ts')).http1Client(authority, () => secure(['http/1.1']), socket);
  }
}

async function plainClient(way: Way): Promise<HttpClient> {
  const { authority } = way.server;
  const [{ http1Client }, { plainProxyOf }] = await Promise.all([
    import('./http1-client.ts'),
    import('./plain-proxy.ts'),
  ]);
  const proxy = plainProxyOf(way);
  if (proxy) {
    const client = http1Client(authority, proxy.connect);
    const get: HttpClient['get'] = (path, headers) => {
      const addressed = proxy.address({ path, headers });
      return client.get(addressed.path, addressed.headers);
    };
    return { ...client, get };
  }
  const { connectPlainly } = await import('./connect.ts');
  return http1Client(authority, () => connectPlainly(way));
}

function isSecure(way: Way): way is SecureWay {
  return way.trust !== undefined;
}
