import { constants, platform } from 'node:os';
import { getSystemErrorName } from 'node:util';
import { type Calls, loadCalls, SYSTEMS, type System } from './libc-calls.ts';
import type { Address } from './wire.ts';

/** The C library's sockets, as far as a dial needs them. An error is told by its name: `ECONNREFUSED`. */
export interface Libc {
  /** Starts a TCP connection without waiting for it. */
  connect(address: Address, port: number): { readonly socket: number } | { readonly code: string };
  /** How a connect ended that `poll` says is over: undefined when it succeeded. */
  connectError(socket: number): string | undefined;
  /**
   * For how many sockets there is something; does not wait. `table` has two words for each socket: its number; what is
   * wanted (lower half) and what is there (upper half, filled in anew by each call).
   */
  poll(table: Int32Array): number;
  /** What there is, up to the buffer's length, and how much it is; `ended` by FIN or RST. */
  receive(socket: number, buffer: Uint8Array): number | 'nothing' | 'ended';
  send(socket: number, bytes: Uint8Array): void;
  close(socket: number): void;
}

/**
 * Undefined where Node's own sockets are to be used: this is not Bun, it is Windows, or (never seen, but macOS is
 * assumed) the numbers below are wrong, so that a connect would wait.
 */
export async function openLibc(): Promise<Libc | undefined> {
  const system = SYSTEMS.get(platform());
  if (system === undefined || !('Bun' in globalThis)) return undefined;
  const libc = new BunLibc(system, await loadCalls(system));
  return libc.canOpenWithoutWaiting() ? libc : undefined;
}

// The same on both.
const AF_INET = 2;
const SOCK_STREAM = 1;
const F_SETFD = 2;
const F_GETFL = 3;
const F_SETFL = 4;
const FD_CLOEXEC = 1;
/** The connect goes on by itself. EINTR says the same of a socket that does not wait. */
const UNDER_WAY: readonly number[] = [constants.errno.EINPROGRESS, constants.errno.EINTR];

class BunLibc implements Libc {
  readonly #system: System;
  readonly #calls: Calls;
  readonly #int = new Int32Array(1);
  readonly #intLength = new Int32Array([4]);

  constructor(system: System, calls: Calls) {
    this.#system = system;
    this.#calls = calls;
  }

  canOpenWithoutWaiting(): boolean {
    const socket = this.#calls.socket(AF_INET, SOCK_STREAM, 0);
    this.#setFlags(socket);
    const flags = this.#fcntl(socket, F_GETFL, 0);
    this.close(socket);
    return flags !== -1 && (flags & this.#system.nonBlock) !== 0;
  }

  connect(address: Address, port: number): { readonly socket: number } | { readonly code: string } {
    const socket = this.#calls.socket(this.#familyNumber(address), SOCK_STREAM, 0);
    if (socket === -1) return { code: getSystemErrorName(-this.#calls.errno()) };
    this.#setFlags(socket);
    const encoded = this.#encode(address, port);
    if (this.#calls.connect(socket, encoded, encoded.length) === 0) return { socket };
    const errno = this.#calls.errno();
    if (UNDER_WAY.includes(errno)) return { socket };
    this.close(socket);
    return { code: getSystemErrorName(-errno) };
  }

  connectError(socket: number): string | undefined {
    const { solSocket, soError } = this.#system;
    this.#calls.getsockopt(socket, solSocket, soError, this.#int, this.#intLength);
    const [errno = 0] = this.#int;
    return errno === 0 ? undefined : getSystemErrorName(-errno);
  }

  poll(table: Int32Array): number {
    return this.#calls.poll(table, table.length / 2, 0);
  }

  receive(socket: number, buffer: Uint8Array): number | 'nothing' | 'ended' {
    const length = this.#calls.recv(socket, buffer, buffer.length, 0);
    if (length > 0) return length;
    return length === -1 && this.#calls.errno() === constants.errno.EAGAIN ? 'nothing' : 'ended';
  }

  send(socket: number, bytes: Uint8Array): void {
    // A hundred bytes fit into an empty socket's buffer; where the other side is gone, `receive` will tell. Bun ignores
    // SIGPIPE (recorded: 1.4.5, SigIgn of /proc/self/status).
    this.#calls.send(socket, bytes, bytes.length, 0);
  }

  close(socket: number): void {
    this.#calls.close(socket);
  }

  #setFlags(socket: number): void {
    this.#fcntl(socket, F_SETFL, this.#system.nonBlock);
    this.#fcntl(socket, F_SETFD, FD_CLOEXEC);
  }

  #fcntl(socket: number, command: number, value: number): number {
    return this.#calls.fcntl(socket, command, value, value, value, value, value, value, value);
  }

  #familyNumber({ family }: Address): number {
    return family === 4 ? AF_INET : this.#system.inet6;
  }

  /** `struct sockaddr_in` or `sockaddr_in6`. */
  #encode(address: Address, port: number): Uint8Array {
    const encoded = new Uint8Array(address.family === 4 ? 16 : 28);
    const view = new DataView(encoded.buffer);
    const family = this.#familyNumber(address);
    if (this.#system.hasLengthByte) encoded.set([encoded.length, family]);
    else view.setUint16(0, family, true); // every platform we ship for is little-endian
    view.setUint16(2, port);
    const [ip = '', zone] = address.ip.split('%');
    this.#calls.inet_pton(family, cString(ip), encoded.subarray(address.family === 4 ? 4 : 8));
    if (zone !== undefined) view.setUint32(24, this.#calls.if_nametoindex(cString(zone)), true);
    return encoded;
  }
}

function cString(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\0`);
}
