import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';

/** What a test may answer with. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anything but text is written as JSON. */
  readonly body: unknown;
}

export interface Seen {
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: IncomingMessage['headers'];
  /** The common name of the client's certificate. */
  readonly client: string | undefined;
  /** The name that the client asked for before the handshake (SNI). */
  readonly serverName: string | undefined;
}

export interface ApiServer {
  readonly port: number;
  readonly seen: Seen[];
  /** How many connections there have been. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** An answering that throws cuts the connection off. */
export type Answering = (request: Seen) => Answer;

export function startTls(
  tls: SecureContextOptions & { allowHTTP2?: boolean },
  answering: Answering,
): Promise<ApiServer> {
  const { allowHTTP2 = true, ...context } = tls;
  const options = { ...context, requestCert: true, rejectUnauthorized: false };
  const server = allowHTTP2 ? createSecureServer({ ...options, allowHTTP1: true }) : createHttpsServer(options);
  return listen(server, 'secureConnection', answering);
}

export function startPlain(answering: Answering): Promise<ApiServer> {
  return listen(createServer(), 'connection', answering);
}

async function listen(server: Server, connection: string, answering: Answering): Promise<ApiServer> {
  const seen: Seen[] = [];
  const sockets = new Set<{ destroy(): void }>();
  let connections = 0;
  server.on(connection, (socket: TLSSocket) => {
    connections += 1;
    sockets.add(socket);
  });
  server.on(
    'request',
    (request: Http2ServerRequest & IncomingMessage, response: Http2ServerResponse & ServerResponse) => {
      const one = {
        url: request.url,
        httpVersion: request.httpVersion,
        headers: request.headers,
        client: clientOf(request),
        serverName: serverNameOf(request),
      };
      seen.push(one);
      const answer = attempt(answering, one);
      if (answer === undefined) return cutOff(request);
      const { status = 200, headers = {}, body } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function attempt(answering: Answering, request: Seen): Answer | undefined {
  try {
    return answering(request);
  } catch {
    return undefined; // the test's way to say: no answer
  }
}

function cutOff(request: Http2ServerRequest & IncomingMessage): void {
  // HTTP/2 lets nobody else end its socket.
  if (request.stream?.session) request.stream.session.destroy();
  else request.socket.destroy();
}

function socketOf(request: Http2ServerRequest & IncomingMessage): Socket {
  return request.stream?.session?.socket ?? request.socket;
}

function clientOf(request: Http2ServerRequest & IncomingMessage): string | undefined {
  const socket = socketOf(request);
  // `as`: HTTP/2 shows a stand-in for the socket, which no `in` and no `instanceof` sees through.
  const { authorized, getPeerCertificate } = socket as Partial<TLSSocket>;
  const name = authorized ? getPeerCertificate?.call(socket).subject.CN : undefined;
  return Array.isArray(name) ? name[0] : name;
}

function serverNameOf(request: Http2ServerRequest & IncomingMessage): string | undefined {
  const { servername } = socketOf(request) as { servername?: string | false }; // Node's; its types leave it out
  return servername || undefined;
}
