import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { Receiver, Sender } from 'ws';
import { type Behaviour, type SpdyPeer, serveSpdy } from '../tunnel/spdy-server.ts';
import type { Answer } from './api-server.ts';

/** What a test has an upgrade answered with: the protocol that was asked for, with that behaviour, or a refusal. */
export type Upgrading = (request: Asked) => Behaviour | Answer | 'hang-up' | 'reset';

export interface Asked {
  readonly method: string;
  readonly url: string;
  /** Without what differs from run to run. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The common name of the client's certificate. */
  readonly client?: string;
}

export interface ForwardingServer {
  readonly port: number;
  readonly asked: Asked[];
  readonly peers: SpdyPeer[];
  /** Connections that are open. */
  count(): number;
  close(): Promise<void>;
}

/** An API server that upgrades, over TLS where there is a certificate for it. */
export async function startForwarding(
  tls: SecureContextOptions | undefined,
  upgrading: Upgrading,
): Promise<ForwardingServer> {
  const server = tls ? createHttpsServer({ ...tls, requestCert: true, rejectUnauthorized: false }) : createServer();
  const asked: Asked[] = [];
  const peers: SpdyPeer[] = [];
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    const one = askedIn(request);
    asked.push(one);
    const answer = upgrading(one);
    socket.on('error', () => undefined);
    if (answer === 'hang-up') socket.destroy();
    else if (answer === 'reset') socket.resetAndDestroy();
    else if ('body' in answer) refuse(socket, answer);
    else peers.push(serveSpdy(switched(request, socket), answer));
  });
  server.on('tlsClientError', () => undefined);
  await listening(server);
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    peers,
    count: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function askedIn({ method = '', url = '', headers, socket }: IncomingMessage): Asked {
  const { host: _, 'sec-websocket-key': __, ...others } = headers;
  // `as`: Node's type of a request does not say that its socket has TLS.
  const { authorized, getPeerCertificate } = socket as Partial<TLSSocket>;
  const client = authorized ? getPeerCertificate?.call(socket).subject.CN : undefined;
  return { method, url, headers: others, ...(typeof client === 'string' && { client }) };
}

function refuse(socket: Socket, { status = 500, headers = {}, body }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries({ 'content-type': 'application/json', 'content-length': text.length, ...headers });
  // The connection is kept: who has no more use for it ends it.
  socket.write(`HTTP/1.1 ${status} No\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`);
}

/** Frames go over the socket itself, or in the messages of a WebSocket. The first answer comes with the switch. */
function switched({ headers }: IncomingMessage, socket: Socket): Duplex {
  const protocol = headers['sec-websocket-protocol'] ?? headers['x-stream-protocol-version'];
  const name = headers.upgrade === 'websocket' ? 'sec-websocket-protocol' : 'x-stream-protocol-version';
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${headers.upgrade}\r\n${name}: ${protocol}\r\n\r\n`,
  );
  return headers.upgrade === 'websocket' ? inMessages(socket) : socket;
}

/** A server's messages: its writes, cut where it pleases. */
export function inMessages(socket: Socket): Duplex {
  const sender = new Sender(socket);
  const receiver = new Receiver({ isServer: true, maxPayload: 16 * 1024 * 1024 });
  const carrier = new Duplex({
    read: () => socket.resume(),
    write(bytes: Buffer, _, taken) {
      const message = { binary: true, fin: true, mask: false, compress: false };
      const middle = Math.floor(bytes.length / 2);
      sender.send(Buffer.from(bytes.subarray(0, middle)), message, () => undefined);
      sender.send(Buffer.from(bytes.subarray(middle)), message, (error) => taken(error));
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  receiver.on('message', (bytes: Buffer) => {
    if (!carrier.push(bytes)) socket.pause();
  });
  receiver.on('error', (error) => carrier.destroy(error));
  socket.on('data', (bytes: Buffer) => receiver.write(bytes));
  socket.on('error', () => undefined).on('close', () => carrier.destroy());
  return carrier;
}
