import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

/** What is answered to the `attempt`th request for a URL's path, from 1 on. */
type Answering = (url: string, attempt: number) => Answer;

export function json(body: unknown, status = 200, headers: Answer['headers'] = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text };
}

export function page(type: string, body: string, status = 200): Answer {
  return { status, headers: { 'content-type': type }, body };
}

export function failure(code: number, reason: string, message: string, headers: Answer['headers'] = {}): Answer {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  return json(status, code, headers);
}

export function listOf(kind: string, items: unknown, metadata: object = {}): Answer {
  return json({ kind, apiVersion: 'v1', metadata, items });
}

/** What kubectl asks before it asks what it was told to ask. */
const DISCOVERY: Readonly<Record<string, Answer>> = {
  '/api': json({ kind: 'APIVersions', versions: ['v1'] }),
  '/apis': json({ kind: 'APIGroupList', apiVersion: 'v1', groups: [] }),
  '/api/v1': json({
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [
      { name: 'services', singularName: 'service', namespaced: true, kind: 'Service', verbs: ['get', 'list'] },
    ],
  }),
};

/** An API server that has nothing, and answers so when it is asked for Services; over HTTP/2 and HTTP/1.1. */
export function answering(services: Answer | Answering): (tls: TlsOptions) => Server {
  return everywhere((url, attempt) => {
    const other = otherThanServices(url);
    return other ?? (typeof services === 'function' ? services(url, attempt) : services);
  });
}

/** A server that answers everything so. */
export function everywhere(given: Answer | Answering): (tls: TlsOptions) => Server {
  return (tls) => {
    const attempts = new Map<string, number>();
    return createSecureServer({ ...tls, allowHTTP1: true }, ({ url }, response) => {
      const path = pathOf(url);
      const attempt = (attempts.get(path) ?? 0) + 1;
      attempts.set(path, attempt);
      const { status, headers, body } = typeof given === 'function' ? given(url, attempt) : given;
      response.writeHead(status, headers);
      response.end(body);
    });
  };
}

/** The same as `answering` with what HTTP would not let anybody say; HTTP/1.1. */
export function meeting(met: (socket: Socket, response: ServerResponse) => void): (tls: TlsOptions) => Server {
  return (tls) => createHttpsServer(tls, (request, response) => meet(request, response, met));
}

function meet(
  { url = '', socket }: IncomingMessage,
  response: ServerResponse,
  met: (socket: Socket, response: ServerResponse) => void,
): void {
  const other = otherThanServices(url);
  if (other) response.writeHead(other.status, other.headers).end(other.body);
  else met(socket, response);
}

function otherThanServices(url: string): Answer | undefined {
  const path = pathOf(url);
  return DISCOVERY[path] ?? (path.endsWith('/services') ? undefined : listOf('List', []));
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

/** No API server at all, on TCP or inside TLS. */
export function tcp(met: (socket: Socket) => void): () => Server {
  return () => createTcpServer((socket) => met(socket.on('error', () => undefined)));
}

export function insideTls(met: (socket: Socket) => void): (tls: TlsOptions) => Server {
  return (tls) => createTlsServer(tls, (socket) => met(socket.on('error', () => undefined)));
}

export function plain(status: number, headers: Record<string, string>, body: string): () => Server {
  return () => createPlainServer((_, response) => response.writeHead(status, headers).end(body));
}
