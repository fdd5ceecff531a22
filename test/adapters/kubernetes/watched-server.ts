import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { Answer } from './api-server.ts';

/** A watch that has been asked for and is answered as it goes on. */
export interface Watched {
  event(type: string, object: object): void;
  write(text: string | Uint8Array): void;
  /** As a server ends it when its time is over. */
  end(): void;
  /** As a server that dies. */
  cut(): void;
}

export interface WatchedServer {
  readonly port: number;
  /** The paths, in their order, a list's as a watch's. */
  readonly urls: string[];
  readonly headers: IncomingMessage['headers'][];
  /** Connections that are open. */
  count(): number;
  close(): Promise<void>;
}

/** What a test has lists and watches answered with; a watch may be refused. */
export interface Answering {
  list(request: IncomingMessage): Answer | 'silence';
  watch(watched: Watched, request: IncomingMessage): Answer | undefined;
}

/** An API server whose watches go on, on one port or on any. */
export async function startWatched(tls: SecureContextOptions, answering: Answering, port = 0): Promise<WatchedServer> {
  const server = createServer(tls);
  const urls: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => {
    const { url = '' } = request;
    urls.push(url);
    headers.push(request.headers);
    const isWatch = url.includes('watch=1');
    const answer = isWatch ? answering.watch(watchedOn(response), request) : answering.list(request);
    if (answer === 'silence' || answer === undefined) return;
    const { status = 200, body } = answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    urls,
    headers,
    count: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function watchedOn(response: ServerResponse): Watched {
  response.setHeader('content-type', 'application/json');
  return {
    event: (type, object) => void response.write(`${JSON.stringify({ type, object })}\n`),
    write: (text) => void response.write(text),
    end: () => void response.end(),
    cut: () => void response.socket?.destroy(),
  };
}
