import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { authorityOf } from '../../domain/host.ts';
import { AccessError } from '../../errors.ts';
import { EndOfFile, ProxyRefusal } from './failures.ts';
import type { ProxyUrl } from './proxy.ts';
import { ready } from './ready.ts';
import type { ServerUrl } from './server-url.ts';

const MAX_HEAD_BYTES = 16 * 1024;

/** Asks an HTTP(S) proxy for a connection to the server, as Go does for an https server. */
export async function connectThroughProxy(proxy: ProxyUrl, server: ServerUrl): Promise<Socket> {
  if (proxy.kind === 'unusable') throw new AccessError('kubeconfig', `error: invalid proxy URL: ${proxy.because}`);
  if (proxy.kind === 'socks5') {
    throw new AccessError('kubeconfig', 'error: a socks5 proxy cannot be used yet; an http or https proxy can');
  }
  const socket = await dialProxy(proxy.kind, proxy.url);
  const target = authorityOf(server.host, server.port);
  const login = `${decodeURIComponent(proxy.url.username)}:${decodeURIComponent(proxy.url.password)}`;
  const authorization = login === ':' ? '' : `Proxy-Authorization: Basic ${Buffer.from(login).toString('base64')}\r\n`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
  try {
    const [, status = '', reason = ''] = /^HTTP\/1\.\d (\d{3}) ?([^\r]*)/.exec(await readHead(socket)) ?? [];
    if (!status.startsWith('2')) throw new ProxyRefusal(reason || `proxy answered ${status || 'without HTTP'}`);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function dialProxy(kind: 'http' | 'https', url: URL): Promise<Socket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (kind === 'https' ? 443 : 80));
  const address = `${host}:${port}`;
  // The proxy's certificate is judged by the system, as the cluster's CA says nothing about it.
  return kind === 'https'
    ? ready(connectTls({ host, port, minVersion: 'TLSv1.2' }), 'secureConnect', address)
    : ready(connectTcp({ host, port }), 'connect', address);
}

function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = '';
    const settle = (act: () => void) => {
      socket.off('data', onData).off('error', reject).off('close', onClose);
      act();
    };
    const onClose = () => settle(() => reject(new EndOfFile()));
    const onData = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0 && head.length < MAX_HEAD_BYTES) return;
      settle(() => {
        socket.pause();
        // What follows the head already belongs to the server.
        const rest = Buffer.from(head.slice(end + 4), 'latin1');
        if (end >= 0 && rest.length > 0) socket.unshift(rest);
        resolve(head.slice(0, end));
      });
    };
    socket.on('data', onData).once('error', reject).once('close', onClose);
  });
}
