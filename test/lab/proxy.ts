import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer, request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What stands between a client and the API server, as JSON in the only argument. It writes a line for what it does. */
export type ProxyOptions =
  /** For `HTTPS_PROXY` and `proxy-url`: passes on what it cannot read. */
  | { readonly kind: 'connect'; readonly port: number }
  /** Ends TLS itself, and lets no other upgrade through than WebSockets, as balancers do. */
  | {
      readonly kind: 'websockets-only';
      readonly port: number;
      readonly upstream: { readonly host: string; readonly port: number };
      readonly certificate: string;
      readonly key: string;
      readonly authority: string;
    };

if (import.meta.main) {
  const options = JSON.parse(process.argv[2] ?? '') as ProxyOptions;
  if (options.kind === 'connect') connectProxy(options.port);
  else reverseProxy(options);
}

function connectProxy(port: number): void {
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (asked, client: Socket) => {
    console.log(`CONNECT ${asked.url}`);
    const [host = '', to] = (asked.url ?? '').split(':');
    const upstream = connect({ host, port: Number(to) }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(client, upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  server.listen(port, '127.0.0.1');
}

function reverseProxy({ port, upstream, ...files }: Extract<ProxyOptions, { kind: 'websockets-only' }>): void {
  const ca = readFileSync(files.authority);
  const tls = { cert: readFileSync(files.certificate), key: readFileSync(files.key), ALPNProtocols: ['http/1.1'] };
  const server = createHttpsServer(tls, (asked, response) => {
    const { method, url: path, headers } = asked;
    const sent = request({ ...upstream, ca, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders(); // a watch says nothing for a while
      answer.pipe(response);
    });
    sent.on('error', () => response.destroy());
    response.on('close', () => sent.destroy());
    asked.pipe(sent);
  });
  server.on('upgrade', (asked: IncomingMessage, client: Socket, first: Buffer) => {
    const protocol = String(asked.headers.upgrade).toLowerCase();
    console.log(`${asked.method} ${protocol}`);
    if (protocol !== 'websocket')
      return client.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    const to = connectTls({ ...upstream, ca, ALPNProtocols: ['http/1.1'] }, () => {
      to.write(`${headOf(asked)}\r\n\r\n`);
      to.write(first);
      join(client, to);
    });
    to.on('error', () => client.destroy());
    client.on('error', () => to.destroy());
    return undefined;
  });
  server.listen(port, '127.0.0.1');
}

function headOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
  return [`${method} ${url} HTTP/1.1`, ...lines].join('\r\n');
}

function join(one: Socket, other: Socket): void {
  one.pipe(other);
  other.pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
}
