import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { familyOf } from '../../domain/ip.ts';

/**
 * `shaken`: by whoever, with whatever certificate: what is served is asked here, not whether it is to be trusted.
 * `alert`: refused, in TLS. `failed`: by other words, by an end or by silence.
 */
export type Handshake =
  | {
      readonly kind: 'shaken';
      readonly socket: TLSSocket;
      readonly alpn: string | undefined;
      /** Of the server's certificate, SHA-256. */
      readonly fingerprint: string | undefined;
    }
  | { readonly kind: 'alert' }
  | { readonly kind: 'failed' };

export interface HandshakeOptions {
  /** A name is told to the server (SNI), an address is not: RFC 6066, 3. */
  readonly host: string;
  readonly protocols: readonly string[];
  readonly limitMs: number;
}

/** On a connection that nothing has been said on. */
export async function shakeHands(raw: Socket, { host, protocols, limitMs }: HandshakeOptions): Promise<Handshake> {
  const { promise, resolve } = Promise.withResolvers<Handshake>();
  const socket = connect({
    socket: raw,
    rejectUnauthorized: false,
    ALPNProtocols: [...protocols],
    ...(familyOf(host) === undefined ? { servername: host.replace(/\.$/, '') } : {}),
  });
  const timer = setTimeout(() => setImmediate(() => resolve({ kind: 'failed' })), Math.max(0, limitMs));
  socket.on('secureConnect', () => {
    const { fingerprint256: fingerprint } = socket.getPeerCertificate();
    resolve({ kind: 'shaken', socket, alpn: socket.alpnProtocol || undefined, fingerprint });
  });
  socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    resolve({ kind: IN_TLS.test(code) ? 'alert' : 'failed' });
  });
  socket.on('close', () => resolve({ kind: 'failed' }));
  const handshake = await promise;
  clearTimeout(timer);
  if (handshake.kind !== 'shaken') socket.destroy();
  return handshake;
}

/**
 * Errors that only a server that speaks TLS can bring about: its alerts (recorded: Node 26.10 and Bun 1.4.5 name them
 * differently, `ALERT` is in both), a version from before 1.2, a key that is too small for this library. Whoever speaks
 * something else makes ERR_SSL_WRONG_VERSION_NUMBER, ERR_SSL_PACKET_LENGTH_TOO_LONG or ECONNRESET.
 */
const IN_TLS = /ALERT|UNSUPPORTED_PROTOCOL|KEY_TOO_SMALL/;
