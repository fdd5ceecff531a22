import { isErrno } from '../../errors.ts';
import type { Credentials } from './credentials.ts';
import { unreachable } from './errors-of-go.ts';
import { BrokenAnswer, EndOfFile, GoTimeout } from './failures.ts';
import type { Headers, HttpAnswer } from './http.ts';
import { retryAfterOf } from './http-answer.ts';
import type { ServerUrl } from './server-url.ts';
import type { Transport } from './transport.ts';

/** A server that asks us to wait is asked again as often as client-go does (rest/request.go), but never for minutes. */
const MAX_RETRIES = 10;
const MAX_WAIT_MS = 10_000;
const MAX_WAIT_TOTAL_MS = 30_000;
/** A connection that is cut off is made anew, at once; client-go does so ten times, a second apart, and says nothing. */
const MAX_RECONNECTS = 2;

export interface Requests {
  /** Any answer the server gave, its errors too. Throws AccessError where there is none. */
  get(path: string): Promise<HttpAnswer>;
  /** Of any request, also one that is made on a connection of its own. */
  headers(): Promise<Headers>;
  close(): void;
}

export function requestsTo(
  server: ServerUrl,
  transport: Transport,
  credentials: Credentials,
  ownHeaders: Headers,
  limitMs: number | undefined,
): Requests {
  const closed = new AbortController();

  async function headers(): Promise<Headers> {
    const authorization = await credentials.authorization();
    return { ...ownHeaders, accept: 'application/json', ...(authorization && { authorization }) };
  }

  async function getOnce(path: string): Promise<HttpAnswer> {
    const answer = await transport.get(server.prefix + path, await headers());
    if (answer.status === 401) credentials.refused();
    return answer;
  }

  async function getConnected(path: string, over: AbortSignal): Promise<HttpAnswer> {
    for (let reconnects = 0; ; reconnects++) {
      try {
        return await getOnce(path);
      } catch (error) {
        if (reconnects === MAX_RECONNECTS || !isCutOff(error) || over.aborted) throw error;
      }
    }
  }

  async function getPatiently(path: string, over: AbortSignal): Promise<HttpAnswer> {
    let waitedMs = 0;
    for (let retries = 0; ; retries++) {
      const answer = await getConnected(path, over);
      const retryAfter = retryAfterOf(answer);
      const waitMs = Math.min((retryAfter ?? 0) * 1000, MAX_WAIT_MS);
      const asksToWait = retryAfter !== undefined && (answer.status === 429 || answer.status >= 500);
      if (!asksToWait || retries === MAX_RETRIES || waitedMs + waitMs > MAX_WAIT_TOTAL_MS) return answer;
      const { setTimeout: sleep } = await import('node:timers/promises'); // seldom needed, so not at the start
      await sleep(waitMs, undefined, { signal: over });
      waitedMs += waitMs;
    }
  }

  return {
    headers,
    get: (path) =>
      within(limitMs, closed.signal, (over) => getPatiently(path, over)).catch((error) => {
        throw unreachable(error, server);
      }),
    close() {
      closed.abort();
      transport.close();
    },
  };
}

/** All tries together, as in client-go. A request that is late goes on unheard, until the transport is closed. */
async function within<T>(
  limitMs: number | undefined,
  closed: AbortSignal,
  work: (over: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limitMs === undefined) return work(closed);
  const late = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new GoTimeout('context deadline exceeded (Client.Timeout exceeded while awaiting headers)'));
    late.abort();
  }, limitMs);
  return Promise.race([work(AbortSignal.any([closed, late.signal])), promise]).finally(() => clearTimeout(timer));
}

/** A server that goes away tells nobody; nothing was changed, so the request can be made again. */
function isCutOff(error: unknown): boolean {
  if (error instanceof BrokenAnswer) return isCutOff(error.cause);
  return error instanceof EndOfFile || (isErrno(error) && CUT_OFF.has(error.code));
}

const CUT_OFF: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_HTTP2_GOAWAY_SESSION',
  'ERR_HTTP2_INVALID_SESSION',
  'ERR_HTTP2_SESSION_ERROR',
  'ERR_HTTP2_STREAM_CANCEL',
]);
