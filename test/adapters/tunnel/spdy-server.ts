import type { Duplex } from 'node:stream';
import { createInflate, type Inflate } from 'node:zlib';

const [SYN_STREAM, SYN_REPLY, RST_STREAM, PING, GO_AWAY] = [1, 2, 3, 6, 7];
const FIN = 1;

/** What a node does with one connection: the pair of streams that belong together. */
export interface PodConnection {
  /** Of the pod, as it was asked for. */
  readonly port: string;
  /** All that has come. */
  heard(): string;
  /** Whether the client has ended; `reset`: it has broken off. */
  readonly end: 'none' | 'ended' | 'reset';
  /** False: the bytes wait for somebody who reads. */
  send(bytes: string | Uint8Array): boolean;
  /** The pod sends no more, and nothing was wrong. */
  finish(): void;
  /** On the error stream. A node that could not connect ends the other one before it says so, or after. */
  fail(because: string, first?: 'ends' | 'says'): void;
  reset(status: number): void;
}

/** What happens on a connection, told as it happens. */
export interface Behaviour {
  opened?(connection: PodConnection): void;
  heard?(connection: PodConnection, bytes: Buffer): void;
  ended?(connection: PodConnection): void;
}

/** The other end of one connection to the API server. */
export interface SpdyPeer {
  readonly connections: readonly PodConnection[];
  /** Of our pings those that were answered, and of the client's those that came. */
  readonly pings: readonly number[];
  ping(id: number): void;
  goAway(): void;
  /** Of the client's pings. On at first. */
  answersPings: boolean;
  write(bytes: Uint8Array): void;
  /** The whole connection, without a word. */
  destroy(): void;
  readonly isClosed: boolean;
}

/** Gives back what comes, and ends when the client has ended. */
export const ECHO: Behaviour = {
  heard: (connection, bytes) => void connection.send(bytes),
  ended: (connection) => connection.finish(),
};

/** Speaks SPDY/3.1 as API servers do: the streams of a connection are paired by their request's id. */
export function serveSpdy(carrier: Duplex, behaviour: Behaviour): SpdyPeer {
  const inflater = createInflate();
  const errorStreams = new Map<string, number>();
  const connections = new Map<number, Connection>();
  const pings: number[] = [];
  const peer: SpdyPeer & { connections: Connection[] } = {
    connections: [],
    pings,
    answersPings: true,
    ping: (id) => void carrier.write(control(PING, 0, words(id))),
    goAway: () => void carrier.write(control(GO_AWAY, 0, words(0, 0))),
    write: (bytes) => void carrier.write(bytes),
    destroy: () => void carrier.destroy(),
    get isClosed() {
      return carrier.closed;
    },
  };
  carrier.on('error', () => undefined); // a client that has gone
  void read();
  return peer;

  async function read(): Promise<void> {
    try {
      for await (const frame of framesOf(carrier)) await take(frame);
    } catch (error) {
      if (!isBrokenOff(error)) throw error;
    }
  }

  async function take(frame: Buffer): Promise<void> {
    const [id, content] = [frame.readUInt32BE(0), frame.subarray(8)];
    if (!isControl(frame)) return void connections.get(id)?.take(frame.readUInt8(4), content);
    const [subject, type] = [content.readUInt32BE(0), frame.readUInt16BE(2)];
    if (type === SYN_STREAM) await open(subject, content.subarray(10));
    else if (type === RST_STREAM) connections.get(subject)?.takeReset();
    else if (type === PING) takePing(subject);
  }

  async function open(id: number, block: Buffer): Promise<void> {
    const { streamtype, requestid = '', port = '' } = await headersIn(block, inflater);
    // The content of a reply is skipped, whatever it is.
    carrier.write(control(SYN_REPLY, 0, Buffer.concat([words(id), Buffer.from('compressed')])));
    if (streamtype === 'error') errorStreams.set(requestid, id);
    if (streamtype !== 'data') return;
    const connection = new Connection({ carrier, behaviour, id, errorStream: errorStreams.get(requestid) ?? 0, port });
    connections.set(id, connection);
    peer.connections.push(connection);
    behaviour.opened?.(connection);
  }

  function takePing(id: number): void {
    pings.push(id);
    if (id % 2 === 1 && peer.answersPings) peer.ping(id);
  }
}

/** How Node tells of a connection that ends in the middle. */
function isBrokenOff(error: unknown): boolean {
  const codes = ['ECONNRESET', 'EPIPE', 'ABORT_ERR', 'ERR_STREAM_PREMATURE_CLOSE'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

interface Streams {
  readonly carrier: Duplex;
  readonly behaviour: Behaviour;
  readonly id: number;
  readonly errorStream: number;
  readonly port: string;
}

class Connection implements PodConnection {
  readonly port: string;
  readonly #streams: Streams;
  readonly #heard: Buffer[] = [];
  end: PodConnection['end'] = 'none';

  constructor(streams: Streams) {
    this.port = streams.port;
    this.#streams = streams;
  }

  heard(): string {
    return Buffer.concat(this.#heard).toString('latin1');
  }

  take(flags: number, bytes: Buffer): void {
    const { behaviour } = this.#streams;
    this.#heard.push(bytes);
    if (bytes.length > 0) behaviour.heard?.(this, bytes);
    if ((flags & FIN) === 0) return;
    this.end = 'ended';
    behaviour.ended?.(this);
  }

  takeReset(): void {
    this.end = 'reset';
  }

  send(bytes: string | Uint8Array): boolean {
    const { carrier, id } = this.#streams;
    return carrier.write(data(id, 0, Buffer.from(bytes)));
  }

  finish(): void {
    this.#end(this.#streams.id);
    this.#end(this.#streams.errorStream);
  }

  fail(because: string, first: 'ends' | 'says' = 'ends'): void {
    const { carrier, id, errorStream } = this.#streams;
    if (first === 'ends') this.#end(id);
    carrier.write(data(errorStream, 0, Buffer.from(because)));
    this.#end(errorStream);
    if (first === 'says') this.#end(id);
  }

  #end(stream: number): void {
    this.#streams.carrier.write(data(stream, FIN, Buffer.alloc(0)));
  }

  reset(status: number): void {
    const { carrier, id } = this.#streams;
    carrier.write(control(RST_STREAM, 0, words(id, status)));
  }
}

/** What comes, frame by frame. */
async function* framesOf(carrier: Duplex): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of carrier as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk]);
    for (let length = lengthOf(held); length <= held.length; length = lengthOf(held)) {
      yield held.subarray(0, length);
      held = held.subarray(length);
    }
  }
}

function lengthOf(frame: Buffer): number {
  return frame.length < 8 ? 8 : 8 + frame.readUIntBE(5, 3);
}

function isControl(frame: Buffer): boolean {
  return frame.readUInt16BE(0) === 0x8003;
}

/** Of one block, in a stream of blocks that one inflater has taken from the first on. */
export async function headersIn(block: Uint8Array, inflater: Inflate): Promise<Readonly<Record<string, string>>> {
  await new Promise((taken) => inflater.write(block, taken));
  const parts: Buffer[] = [];
  for (let part = inflater.read(); part !== null; part = inflater.read()) parts.push(part);
  const text = Buffer.concat(parts);
  const headers: Record<string, string> = {};
  let at = 4;
  const next = () => {
    const length = text.readUInt32BE(at);
    at += 4 + length;
    return text.toString('utf8', at - length, at);
  };
  for (let left = text.readUInt32BE(0); left > 0; left -= 1) headers[next()] = next();
  return headers;
}

function control(type: number, flags: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x8003, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt8(flags, 4);
  head.writeUIntBE(content.length, 5, 3);
  return Buffer.concat([head, content]);
}

function data(stream: number, flags: number, bytes: Uint8Array): Buffer {
  const head = Buffer.concat([words(stream), words(bytes.length)]);
  head.writeUInt8(flags, 4);
  return Buffer.concat([head, bytes]);
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}
