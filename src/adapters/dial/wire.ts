import type { Port } from '../../domain/port.ts';

/** An IP literal and its family. */
export interface Address {
  readonly ip: string;
  readonly family: 4 | 6;
}

/** One TCP connection in the making. There are two ways to one: `node-wire.ts` and `libc-wire.ts`. */
interface Wire {
  send(bytes: Uint8Array): void;
  /** Sends what is still to be sent, then closes. Nothing is told afterwards. */
  close(): void;
  /** Calls back when all that has arrived by now has been told: the program may have been busy, the network was not. */
  catchUp(then: () => void): void;
}

/** What a wire tells; never before `OpenWire` has returned. */
export interface WireEvents {
  opened(): void;
  received(bytes: Uint8Array): void;
  /** Closed by the other side after it was opened, by FIN or RST. */
  ended(): void;
  /** Not opened. `code` as the operating system's headers name it: `ECONNREFUSED`. */
  failed(code: string): void;
}

export type OpenWire = (address: Address, port: Port, events: WireEvents) => Wire;
