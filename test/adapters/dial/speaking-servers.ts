import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import type { Signed } from '../kubernetes/pki.ts';

/** Recorded from MariaDB 10.11.19: its greeting, and «access denied». */
const GREETING = Buffer.from(
  '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531000e0000007a52673365272e5000fef7080200ff81150000000000001d0000002b2268674b22655a7045466e006d7973716c5f6e61746976655f70617373776f726400',
  'hex',
);
const DENIED = Buffer.from('0a000002ff15042332383030304e', 'hex');
const SETTINGS = Buffer.from('000000040000000000', 'hex');

/** A server of one kind, which is told what it hears. */
export type MakeServer = (key: Signed) => Server;

export const http: MakeServer = () =>
  createHttpServer((request, response) => {
    response.setHeader('server', 'nginx/1.27.3');
    response.writeHead(request.url === '/' ? 200 : 404).end('hello');
  });

export const https: MakeServer = ({ cert, key }) =>
  createHttpsServer({ cert, key }, (_, response) => response.writeHead(401, { server: 'Caddy' }).end());

/** As nginx does it: plain words on the port of TLS are answered in plain words. */
export const httpsThatExplains: MakeServer = (signed) => {
  const inner = https(signed);
  return onceHeard((socket, words) => {
    const plain = 'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nContent-Length: 88\r\n\r\n';
    const body = `<title>400 The plain HTTP request was sent to HTTPS port</title>${' '.repeat(25)}`;
    if (words[0] !== 0x16) socket.end(plain + body.slice(0, 88));
    else {
      socket.pause().unshift(words);
      inner.emit('connection', socket);
    }
  });
};

/** Inside TLS of these options. */
export function inTls(options: TlsOptions, behave: (socket: TLSSocket) => void): MakeServer {
  return ({ cert, key }) =>
    createTlsServer({ cert, key, ...options }, (socket) => behave(socket.on('error', () => {})));
}

/** Says something as soon as it is connected to. */
export function speaksFirst(words: string | Buffer, delayMs = 0): MakeServer {
  return plain((socket) => setTimeout(() => socket.write(words), delayMs));
}

/** Greets in two pieces, and ends after the login. */
export function mariadb(delayMs = 0): MakeServer {
  return plain((socket) => {
    setTimeout(() => socket.write(GREETING.subarray(0, 30)), delayMs);
    setTimeout(() => socket.write(GREETING.subarray(30)), delayMs + 10);
    socket.once('data', () => setTimeout(() => socket.end(DENIED), 10));
  });
}

export function plain(behave: (socket: Socket) => void): MakeServer {
  return () => createServer((socket) => behave(socket.on('error', () => {})));
}

/** Answers words that begin in one of these ways, and closes at any others. */
export function answers(table: Answers): MakeServer {
  return () => onceHeard((socket, words) => socket.end(answerIn(table, words)));
}

export function answersInTls(table: Answers): MakeServer {
  return inTls({}, (socket) => {
    socket.once('data', (words) => socket.end(answerIn(table, Buffer.from(words))));
  });
}

type Answers = Readonly<Record<string, string>>;

function answerIn(table: Answers, words: Buffer): Buffer {
  const [, answer = ''] = Object.entries(table).find(([begin]) => words.toString('latin1').startsWith(begin)) ?? [];
  return Buffer.from(answer, 'latin1');
}

/** grpc-go's, which sends its SETTINGS before it has heard anything. */
export const grpc = speaksFirst(SETTINGS);

function onceHeard(behave: (socket: Socket, words: Buffer) => void): Server {
  return createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (words) => behave(socket, Buffer.from(words)));
  });
}
