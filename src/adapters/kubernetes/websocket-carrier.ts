import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Receiver, Sender } from 'ws';
import type { Headers } from './http.ts';

/**
 * What asks for a WebSocket. By hand, because `ws` refuses names of protocols with a slash, as every client does that
 * follows the WHATWG's rule.
 */
export function webSocketHeaders(protocol: string): Headers {
  return {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    'sec-websocket-protocol': protocol,
  };
}

/** Bytes in binary messages, wherever they are cut. Source: apimachinery pkg/util/httpstream/…/tunneling.go. */
export function webSocketCarrier(socket: Socket): Duplex {
  const sender = new Sender(socket);
  const receiver = new Receiver({ isServer: false, maxPayload: MOST_IN_A_MESSAGE });
  const carrier = new Duplex({
    read: () => socket.resume(),
    write(bytes: Buffer, _encoding, taken) {
      sender.send(bytes, { binary: true, fin: true, mask: true, compress: false }, (error) => taken(error));
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  let hasEnded = false;
  receiver.on('message', (bytes: Buffer) => {
    if (!carrier.push(bytes)) socket.pause();
  });
  receiver.on('ping', (bytes: Buffer) => sender.pong(bytes, true, () => {}));
  receiver.on('conclude', end);
  receiver.on('error', lose);
  socket.on('data', (bytes: Buffer) => receiver.write(bytes));
  socket.once('end', end);
  socket.on('error', lose);
  socket.on('close', () => lose());
  return carrier;

  function end(): void {
    if (!hasEnded) carrier.push(null);
    hasEnded = true;
  }

  /** After the end somebody may still have to read what came before it. */
  function lose(error?: Error): void {
    if (!hasEnded) carrier.destroy(error);
  }
}

/** A server's messages are its own writes, of 32 KiB and a little. */
const MOST_IN_A_MESSAGE = 16 * 1024 * 1024;
