import { connect as connectHttp2 } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { BrokenAnswer, EndOfFile, GoTimeout } from './failures.ts';
import type { Headers, HttpAnswer, HttpClient } from './http.ts';
import { answerOf } from './http-answer.ts';

/** A page of 500 Services is about 1 MB. With the default of 64 KiB it would take 16 round trips, which is long to a cloud. */
const WINDOW_BYTES = 8 * 1024 * 1024;

export interface Patience {
  /** While a request is under way, the other end is asked so often whether it is there. */
  readonly pingEveryMs: number;
  /** Without a word for so long, it is not. */
  readonly answerWithinMs: number;
}

/** Nothing tells that a network is gone under a connection. Source: apimachinery pkg/util/net/http.go, `configureHTTP2Transport`. */
const OF_GO: Patience = { pingEveryMs: 30_000, answerWithinMs: 15_000 };

/** All requests as streams of one connection. */
export function http2Client(socket: TLSSocket, authority: string, patience: Patience = OF_GO): HttpClient {
  const session = connectHttp2(`https://${authority}`, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: WINDOW_BYTES },
  });
  session.on('connect', () => session.setLocalWindowSize(WINDOW_BYTES));
  // Why a connection ends (an alert after the handshake, a reset) is told to the socket or to the session; its streams
  // only hear that it ended.
  let sessionError: Error | undefined;
  session.on('error', (error) => {
    sessionError ??= error;
  });
  let isLeaving = false;
  session.on('goaway', () => {
    isLeaving = true;
  });

  return {
    get: (path, headers) => get(path, headers),
    isUsable: () => !isLeaving && !session.closed && !session.destroyed && !socket.destroyed,
    close: () => session.destroy(),
  };

  function get(path: string, headers: Headers): Promise<HttpAnswer> {
    const pinging = setInterval(ping, patience.pingEveryMs);
    return new Promise<HttpAnswer>((resolve, reject) => {
      const stream = session.request({ ':method': 'GET', ':path': path, ...headers }, { endStream: true });
      const chunks: Buffer[] = [];
      let answered: Parameters<typeof answerOf> | undefined;
      stream.on('response', ({ ':status': status = 0, ...received }) => {
        answered = [status, received, chunks];
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        if (answered && !stream.aborted && stream.rstCode === 0) resolve(answerOf(...answered));
      });
      const fail = (error: Error) => reject(answered ? new BrokenAnswer({ cause: error }) : error);
      stream.once('error', (error) => fail(socket.errored ?? sessionError ?? error));
      // After `end` this changes nothing; without it, it is how a connection that just ends shows itself.
      stream.once('close', () => setImmediate(() => fail(socket.errored ?? sessionError ?? new EndOfFile())));
    }).finally(() => clearInterval(pinging));
  }

  function ping(): void {
    if (session.destroyed) return;
    const lost = setTimeout(() => {
      sessionError ??= new GoTimeout('http2: client connection lost');
      session.destroy();
    }, patience.answerWithinMs);
    session.ping(() => clearTimeout(lost)); // with an error, where the session has ended
  }
}
