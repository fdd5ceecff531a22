import { request } from 'node:http';
import type { Socket } from 'node:net';
import { elapsedMs } from '../../domain/elapsed.ts';
import { EndOfFile, isHangUp } from './failures.ts';
import type { Headers, HttpAnswer } from './http.ts';
import { answerOf } from './http-answer.ts';

/** A bookmark comes every minute; a connection that is silent for longer is one whose other end is gone. */
const SILENCE_MS = 90_000;

/** A timer that is late by so much was on a machine that slept: what it was connected to is not believed any more. */
const TICK_MS = 5_000;
const SLEPT_MS = 10_000;

/** An event is one object, and etcd takes none above 1.5 MiB. */
const LONGEST_LINE = 16 * 1024 * 1024;

export interface WatchRequest {
  readonly path: string;
  readonly headers: Headers;
  /** Is told of the head of the answer. */
  readonly answered: (head: Pick<HttpAnswer, 'status' | 'headers'>) => void;
}

/**
 * Reads a watch line by line until it ends, whichever way, or `line` says that it does not go on; resolves to the
 * server's answer where that is another than a watch. Rejects with the socket's error, or with what `line` throws. The
 * socket is destroyed at the end.
 */
export function readWatch(
  socket: Socket,
  { path, headers, answered }: WatchRequest,
  line: (text: string) => boolean,
  signal: AbortSignal,
): Promise<HttpAnswer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer | undefined>();
  const stopWatching = watchOver(socket);
  const abort = () => socket.destroy();
  const fail = (error: Error) => reject(socket.errored ?? (isHangUp(error) ? new EndOfFile({ cause: error }) : error));
  signal.addEventListener('abort', abort);
  const sent = request({ createConnection: () => socket, path, headers }, (response) => {
    const status = response.statusCode ?? 0;
    answered({ status, headers: response.headers });
    const isWatch = status === 200;
    const chunks: Buffer[] = [];
    let rest = '';
    response.setEncoding(isWatch ? 'utf8' : 'latin1');
    response.on('data', (chunk: string) => {
      if (!isWatch) chunks.push(Buffer.from(chunk, 'latin1'));
      else if (rest.length > LONGEST_LINE) socket.destroy();
      else {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        tell(lines);
      }
    });
    response.once('error', fail);
    response.once('close', () => resolve(undefined));
    response.once('end', () => resolve(isWatch ? undefined : answerOf(status, response.headers, chunks)));
  });
  sent.on('error', fail);
  sent.once('close', () => reject(new EndOfFile()));
  if (signal.aborted) abort();
  sent.end();
  return promise.finally(() => {
    stopWatching();
    signal.removeEventListener('abort', abort);
    socket.destroy();
  });

  function tell(lines: readonly string[]): void {
    try {
      for (const text of lines) {
        if (signal.aborted || line(text)) continue;
        resolve(undefined); // which destroys the socket
        return;
      }
    } catch (error) {
      reject(error); // thrown into an event of the socket it would end the program
      socket.destroy();
    }
  }
}

function watchOver(socket: Socket): () => void {
  let tickedAt = Date.now();
  let heardAt = tickedAt;
  socket.on('data', () => {
    heardAt = Date.now();
  });
  const timer = setInterval(() => {
    const now = Date.now();
    if (elapsedMs(tickedAt, now) > SLEPT_MS || elapsedMs(heardAt, now) > SILENCE_MS) socket.destroy(new EndOfFile());
    tickedAt = now;
  }, TICK_MS);
  return () => clearInterval(timer);
}
