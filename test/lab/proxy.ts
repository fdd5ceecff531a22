import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as requestPlainly, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, request } from 'node:https';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** What stands between a client and the API server, as JSON in the only argument. It writes a line for what it does. */
export type ProxyOptions =
  /** For `HTTPS_PROXY` and `proxy-url`: passes on what it cannot read, and plain HTTP too. */
  | (Forwarding & { readonly kind: 'connect'; readonly certificate?: string; readonly key?: string })
  | (Forwarding & { readonly kind: 'socks5' })
  /** Ends TLS itself, and lets no other upgrade through than WebSockets, as balancers do. */
  | {
      readonly kind: 'websockets-only';
      readonly port: number;
      readonly upstream: { readonly host: string; readonly port: number };
      readonly certificate: string;
      readonly key: string;
      readonly authority: string;
    };

interface Forwarding {
  readonly port: number;
  /** Where every host is taken to be: so that only the proxy knows a way there. */
  readonly to?: string;
  /** `user:password`; without it everybody may use it. */
  readonly login?: string;
}

if (import.meta.main) {
  const options = JSON.parse(process.argv[2] ?? '') as ProxyOptions;
  switch (options.kind) {
    case 'connect':
      connectProxy(options);
      break;
    case 'socks5':
      socksProxy(options);
      break;
    case 'websockets-only':
      reverseProxy(options);
  }
}

function connectProxy({ port, to, login, certificate, key }: Extract<ProxyOptions, { kind: 'connect' }>): void {
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const isKnown = ({ headers }: IncomingMessage) => !wanted || headers['proxy-authorization'] === wanted;
  const forward = (asked: IncomingMessage, response: ServerResponse) => {
    console.log(`${asked.method} ${asked.url}`);
    if (!isKnown(asked)) return response.writeHead(407).end();
    const { hostname, port: of, pathname, search, host } = new URL(asked.url ?? '');
    const headers = { ...asked.headers, host };
    const sent = requestPlainly({ host: to ?? hostname, port: of, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    return sent.on('error', () => response.destroy()).end();
  };
  const server =
    certificate && key
      ? createHttpsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, forward)
      : createServer(forward);
  server.on('connect', (asked: IncomingMessage, client: Socket) => {
    console.log(`CONNECT ${asked.url}`);
    if (!isKnown(asked)) return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const { hostname, port: of } = new URL(`http://${asked.url}`);
    const yes = Buffer.from('HTTP/1.1 200 Connection established\r\n\r\n');
    return passTo(client, { host: to ?? hostname, port: Number(of) }, yes);
  });
  server.listen(port, '127.0.0.1');
}

/** RFC 1928, and RFC 1929 for the login. Each message of a client comes in one piece here. */
function socksProxy({ port, to, login }: Extract<ProxyOptions, { kind: 'socks5' }>): void {
  const server = createTcpServer((client) => {
    const next = (read: (message: Buffer) => void) =>
      client.once('data', (message) => read(Buffer.from(message as Buffer)));
    client.on('error', () => client.destroy());
    next(() => {
      client.write(Buffer.from([5, login ? 2 : 0]));
      next(login ? greet : open);
    });
    function greet(message: Buffer): void {
      const [user, password] = [message.subarray(2, 2 + (message[1] ?? 0)), message.subarray(3 + (message[1] ?? 0))];
      const isKnown = `${user}:${password}` === login;
      client.write(Buffer.from([1, isKnown ? 0 : 1]));
      if (isKnown) next(open);
      else client.end();
    }
    function open(message: Buffer): void {
      const { host, port: of } = socksTarget(message);
      console.log(`CONNECT ${host}:${of}`);
      passTo(client, { host: to ?? host, port: of }, Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
    }
  });
  server.listen(port, '127.0.0.1');
}

function socksTarget(message: Buffer): { readonly host: string; readonly port: number } {
  const port = message.readUInt16BE(message.length - 2);
  const address = message.subarray(4, -2);
  if (message[3] === 3) return { host: address.subarray(1).toString(), port };
  return { host: message[3] === 1 ? address.join('.') : address.toString('hex'), port };
}

function passTo(client: Socket, target: { readonly host: string; readonly port: number }, yes: Buffer): void {
  const upstream = connect(target, () => {
    client.write(yes);
    join(client, upstream);
  });
  upstream.on('error', () => client.destroy());
  client.on('error', () => upstream.destroy());
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
