import { request } from 'node:http';
import type { Socket } from 'node:net';
import { EndOfFile, GoTimeout, isHangUp } from './failures.ts';
import type { Headers, HttpAnswer } from './http.ts';
import { answerOf } from './http-answer.ts';

/** What a server makes of the wish to speak another protocol. */
export type UpgradeAnswer =
  /** What has come of the new protocol already is the first that the socket gives. */
  | { readonly kind: 'switched'; readonly answer: Pick<HttpAnswer, 'status' | 'headers'>; readonly socket: Socket }
  | { readonly kind: 'refused'; readonly answer: HttpAnswer };

export interface UpgradeRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** `connection` and `upgrade` among them. */
  readonly headers: Headers;
}

/** Asks on a connection of its own, which afterwards belongs to whoever asked. Rejects where there is no answer. */
export function upgradeOn(
  socket: Socket,
  limitMs: number,
  { method, path, headers }: UpgradeRequest,
): Promise<UpgradeAnswer> {
  const timer = setTimeout(() => socket.destroy(new GoTimeout('net/http: timeout awaiting response headers')), limitMs);
  const answered = new Promise<UpgradeAnswer>((resolve, reject) => {
    const fail = (error: Error) =>
      reject(socket.errored ?? (isHangUp(error) ? new EndOfFile({ cause: error }) : error));
    const sent = request({ createConnection: () => socket, method, path, headers });
    sent.once('upgrade', ({ statusCode: status = 0, headers }, upgraded: Socket, head) => {
      if (head.length > 0) upgraded.unshift(head);
      resolve({ kind: 'switched', answer: { status, headers }, socket: upgraded });
    });
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('close', () => reject(new EndOfFile()));
      response.once('end', () => {
        socket.destroy();
        resolve(
          answerOf(response.statusCode ?? 0, response.headers, chunks).then((answer) => ({ kind: 'refused', answer })),
        );
      });
    });
    sent.on('error', fail);
    sent.once('close', () => reject(new EndOfFile()));
    sent.end();
  });
  return answered.finally(() => clearTimeout(timer));
}
