import type { Socket } from 'node:net';
import { authorityOf } from '../../domain/host.ts';
import {
  faultOfSocks5,
  isSocks5LoginTaken,
  readSocks5Hello,
  SOCKS5_ANSWER_BYTES,
  socks5AnswerLength,
  socks5Connect,
  socks5Hello,
  socks5Login,
} from '../../protocol/socks5.ts';
import { dialProxy } from './dial-proxy.ts';
import { GoTimeout, isHangUp, ProxyFailure, ProxyRefusal } from './failures.ts';
import { type ProxyUrl, proxyAuthorization } from './proxy.ts';
import { readUntil } from './read-until.ts';
import type { ServerUrl } from './server-url.ts';
import type { Trust } from './trust.ts';

const MAX_HEAD_BYTES = 16 * 1024;

/** Go's, for an HTTP proxy (net/http/transport.go); for one of socks5 it waits without end. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Asks a proxy for a connection to the server, as Go does for an https server. The socket is paused. */
export async function connectThroughProxy(
  proxy: ProxyUrl,
  server: ServerUrl,
  trust: Trust | undefined,
): Promise<Socket> {
  const socket = await dialProxy(proxy, server, trust);
  const timer = setTimeout(() => socket.destroy(new GoTimeout('context deadline exceeded')), ANSWER_TIMEOUT_MS);
  try {
    await (proxy.kind === 'socks5' ? askSocks5(socket, proxy, server) : askHttp(socket, proxy, server));
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function askHttp(socket: Socket, proxy: ProxyUrl, server: ServerUrl): Promise<void> {
  const target = authorityOf(server.host, server.port);
  const authorization = proxyAuthorization(proxy);
  const login = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${login}\r\n`);
  const head = (await readUntil(socket, headLength)).toString('latin1');
  const [, status = '', reason = ''] = /^HTTP\/1\.\d (\d{3}) ?([^\r]*)/.exec(head) ?? [];
  if (!status.startsWith('2')) throw new ProxyRefusal(reason || `proxy answered ${status || 'without HTTP'}`);
}

function headLength(begin: Buffer): number | undefined {
  const end = begin.indexOf('\r\n\r\n');
  if (end >= 0) return end + 4;
  return begin.length > MAX_HEAD_BYTES ? begin.length : undefined;
}

async function askSocks5(socket: Socket, proxy: ProxyUrl, server: ServerUrl): Promise<void> {
  const fail = (cause: Error) => new ProxyFailure({ proxy, server }, { cause });
  const ask = async (question: Uint8Array, lengthOf: (begin: Buffer) => number | undefined) => {
    socket.write(question);
    return await readUntil(socket, lengthOf).catch((error: unknown) => {
      throw error instanceof Error && !isHangUp(error) ? fail(error) : error;
    });
  };
  const { login } = proxy;
  const wanted = readSocks5Hello(await ask(socks5Hello(login), () => SOCKS5_ANSWER_BYTES));
  if (typeof wanted === 'object') throw fail(new ProxyRefusal(wanted.fault));
  if (wanted === 'login') {
    if (!login) throw fail(new ProxyRefusal('unsupported authentication method 2'));
    const isTaken = isSocks5LoginTaken(await ask(socks5Login(login), () => SOCKS5_ANSWER_BYTES));
    if (!isTaken) throw fail(new ProxyRefusal('username/password authentication failed'));
  }
  const fault = faultOfSocks5(await ask(socks5Connect(server.host, server.port), socks5AnswerLength));
  if (fault !== undefined) throw fail(new ProxyRefusal(fault));
}
