import type { Socket } from 'node:net';
import { EndOfFile, GoTimeout } from './failures.ts';

/** client-go's: 30 s for TCP (rest/transport.go), 10 s for TLS (net/http's DefaultTransport). */
const CONNECT_TIMEOUT_MS = 30_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Waits until a socket is connected or, for `secureConnect`, has made its handshake. Rejects with what the socket said. */
export function ready<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', address: string): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const failLater = (ms: number, words: string) => setTimeout(() => fail(new GoTimeout(words)), ms);
    const failAtEnd = () => fail(new EndOfFile());
    const limitHandshake = () => {
      clearTimeout(timer);
      timer = failLater(HANDSHAKE_TIMEOUT_MS, 'net/http: TLS handshake timeout');
    };
    let timer = failLater(CONNECT_TIMEOUT_MS, `dial tcp ${address}: i/o timeout`);
    if (event === 'secureConnect') socket.once('connect', limitHandshake);
    socket.once('error', fail).once('close', failAtEnd);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off('error', fail).off('close', failAtEnd).off('connect', limitHandshake);
      // It may break before its next owner listens; that one finds the reason in `errored`.
      socket.on('error', () => undefined).setNoDelay(true);
      resolve(socket);
    });
  });
}
