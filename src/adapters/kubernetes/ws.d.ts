/** What is used of ws: its frames, without its handshake. It has no declarations of its own for these (8.23). */
declare module 'ws' {
  import type { Duplex, Writable } from 'node:stream';

  interface Message {
    readonly binary: boolean;
    readonly fin: boolean;
    readonly mask: boolean;
    readonly compress: boolean;
  }

  export class Sender {
    constructor(socket: Duplex);
    send(bytes: Uint8Array, options: Message, sent: (error?: Error | null) => void): void;
    pong(bytes: Uint8Array, mask: boolean, sent: () => void): void;
  }

  /** Takes bytes; emits `message` (Buffer), `ping` (Buffer), `conclude`, `error`. */
  export class Receiver extends Writable {
    constructor(options: { readonly isServer: boolean; readonly maxPayload: number });
  }
}
