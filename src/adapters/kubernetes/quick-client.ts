import type { PeerCertificate } from 'node:tls';
import { familyOf } from '../../domain/ip.ts';
import type { Way } from './connect.ts';
import type { Credentials } from './credentials.ts';
import type { Environment } from './environment.ts';
import type { Headers, HttpAnswer } from './http.ts';
import { answerOf, headerOf } from './http-answer.ts';

/** Bun's own HTTP client, as far as it does what kubectl does. */
export interface QuickClient {
  /** `undefined`: nothing came of it. What is wrong is for the other clients to find out and to say. */
  get(path: string, headers: Headers): Promise<HttpAnswer | undefined>;
  close(): void;
}

/**
 * A connection that stands has brought an answer by then: client-go gives a handshake 10 s. Where there is none, the
 * other client waits as kubectl does. Not shorter: a slow server would be asked everything twice.
 */
const LIMIT_MS = 10_000;

/**
 * Its answers are there before node:http2 would be connected, and it takes a quarter of the memory. It is left alone
 * with what was seen to be as safe (Bun 1.4.5): a private CA (the only one it then trusts), TLS of at least 1.2, an IP
 * address among the certificate's names; a name is compared by us. `undefined` where that is not enough.
 */
export function quickClient(way: Way, credentials: Credentials, environment: Environment): QuickClient | undefined {
  const { server, proxy, trust } = way;
  const isPlain = trust?.isVerified && trust.serverName === undefined && !proxy && !isToldOtherwise(environment);
  if (!('Bun' in globalThis) || !isPlain || trust.ca === undefined) return undefined;
  const { ca } = trust;
  const underWay = new Set<AbortController>();

  async function get(path: string, { 'accept-encoding': encoding = 'identity', ...headers }: Headers) {
    const url = URL.parse(`https://${server.authority}${path}`);
    const single = Object.entries(headers).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : []));
    // Of several values it makes one, of unusual URLs usual ones.
    const isExact = url && url.pathname + url.search === path && hostOf(url) === server.host.toLowerCase();
    if (!isExact || single.length !== Object.keys(headers).length) return undefined;
    const identity = familyOf(server.host) ? undefined : await identityOf(server.host);
    const tls = { ca, rejectUnauthorized: true, ...identity, ...(await credentials.certificate()) };
    return await ask(url, Object.fromEntries([...single, ['accept-encoding', encoding]]), tls);
  }

  async function ask(url: URL, headers: Record<string, string>, tls: object): Promise<HttpAnswer | undefined> {
    const abort = new AbortController();
    underWay.add(abort);
    const timer = setTimeout(() => abort.abort(), LIMIT_MS);
    try {
      const init: BunRequest = { headers, tls, decompress: false, redirect: 'manual', signal: abort.signal };
      const response = await fetch(url, init);
      clearTimeout(timer);
      const { status } = response;
      const received = Object.fromEntries(response.headers);
      const isCompressed = headerOf({ headers: received }, 'content-encoding') === 'gzip';
      // As text it is never held twice, as bytes beside it: of 10,000 Services that would be 10 MiB.
      if (!isCompressed) return { status, headers: received, body: await response.text() };
      return await answerOf(status, received, [Buffer.from(await response.arrayBuffer())]);
    } catch {
      return undefined; // refused, not trusted, cut off, too late: all of it is found again, and named
    } finally {
      clearTimeout(timer);
      underWay.delete(abort);
    }
  }

  return {
    get,
    close() {
      for (const abort of underWay) abort.abort();
    },
  };
}

interface BunRequest extends RequestInit {
  readonly tls: object;
  /** Else what cannot be decompressed is complained of on stderr. */
  readonly decompress: false;
}

/** A proxy that fetch would take whatever Go's rules say, and Bun's own variables: nothing is to depend on those. */
function isToldOtherwise({ variables }: Environment): boolean {
  return Object.keys(variables).some((name) =>
    /^(https?_proxy|all_proxy|bun_config_.*|bun_feature_flag_.*)$/i.test(name),
  );
}

/** Bun takes a Common Name for want of a DNS name, Go does not. */
async function identityOf(name: string) {
  const { checkName } = await import('./tls-options.ts');
  return { checkServerIdentity: (_: string, certificate: PeerCertificate) => checkName(name, certificate) };
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
