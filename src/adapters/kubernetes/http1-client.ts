import { Agent, type ClientRequestArgs, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { BrokenAnswer, EndOfFile, isHangUp } from './failures.ts';
import type { Headers, HttpAnswer, HttpClient } from './http.ts';
import { answerOf } from './http-answer.ts';

/** One connection per request that is under way, kept for the next. `first` is one that exists already. */
export function http1Client(authority: string, connect: () => Promise<Socket>, first?: Socket): HttpClient {
  const agent = new ConnectingAgent(connect, first);
  return {
    get: (path, headers) => get(agent, path, { host: authority, ...headers }),
    isUsable: () => true,
    close: () => agent.destroy(),
  };
}

class ConnectingAgent extends Agent {
  readonly #connect: () => Promise<Socket>;
  #first: Socket | undefined;

  constructor(connect: () => Promise<Socket>, first: Socket | undefined) {
    super({ keepAlive: true });
    this.#connect = connect;
    this.#first = first;
  }

  override createConnection(_: ClientRequestArgs, callback?: (error: Error | null, socket: Duplex) => void): null {
    const first = this.#first;
    this.#first = undefined;
    const socket = first ? intact(first) : this.#connect();
    // `as`: Node's type wants a socket beside an error, its code does not.
    socket.then(
      (ready) => callback?.(null, ready),
      (error) => callback?.(error, undefined as unknown as Duplex),
    );
    return null;
  }

  override destroy(): void {
    this.#first?.destroy();
    super.destroy();
  }
}

/** A server that wants a certificate says so only after the handshake (TLS 1.3). */
async function intact(socket: Socket): Promise<Socket> {
  if (socket.destroyed) throw socket.errored ?? new EndOfFile();
  return socket;
}

function get(agent: Agent, path: string, headers: Headers): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const fail = (error: Error) => {
      const cause = isHangUp(error) ? new EndOfFile({ cause: error }) : error;
      reject(hasBegun ? new BrokenAnswer({ cause }) : cause);
    };
    const sent = request({ agent, path, headers }, (response) => {
      hasBegun = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => {
        if (response.complete) resolve(answerOf(response.statusCode ?? 0, response.headers, chunks));
        else fail(new EndOfFile());
      });
    });
    sent.on('error', fail);
    sent.end();
  });
}
