import { parseIp } from '../domain/ip.ts';

/** What a client writes and reads to be connected by a SOCKS5 proxy. Source: RFC 1928, RFC 1929. */

export interface Socks5Login {
  readonly user: string;
  readonly password: string;
}

/** Only what the proxy has to tell of where it connected is longer than its first bytes say. */
export const SOCKS5_ANSWER_BYTES = 2;

export function socks5Hello(login: Socks5Login | undefined): Uint8Array {
  return login ? Uint8Array.of(5, 2, NO_LOGIN, BY_PASSWORD) : Uint8Array.of(5, 1, NO_LOGIN);
}

const NO_LOGIN = 0;
const BY_PASSWORD = 2;

/** What the proxy wants next, or why it cannot be used, in Go's words (net/http/socks_bundle.go). */
export function readSocks5Hello([version = 0, method = 0]: Uint8Array):
  | 'nothing'
  | 'login'
  | { readonly fault: string } {
  if (version !== 5) return { fault: `unexpected protocol version ${version}` };
  if (method === NO_LOGIN) return 'nothing';
  if (method === BY_PASSWORD) return 'login';
  return { fault: 'no acceptable authentication methods' };
}

export function socks5Login({ user, password }: Socks5Login): Uint8Array {
  return Uint8Array.of(1, ...counted(user), ...counted(password));
}

export function isSocks5LoginTaken([, status]: Uint8Array): boolean {
  return status === 0;
}

/** A name is looked up by the proxy, as Go leaves it to it. */
export function socks5Connect(host: string, port: number): Uint8Array {
  const ip = parseIp(host);
  const [kind, bytes] = ip ? [ip.length === 4 ? 1 : 4, ip] : [3, counted(host)];
  return Uint8Array.of(5, 1, 0, kind, ...bytes, port >> 8, port & 0xff);
}

/** How long the answer to that is, as far as its beginning tells. */
export function socks5AnswerLength(begin: Uint8Array): number | undefined {
  const [version, status, , kind, length] = begin;
  if (version !== 5 || status !== 0) return begin.length >= SOCKS5_ANSWER_BYTES ? SOCKS5_ANSWER_BYTES : undefined;
  if (kind === 1) return 10;
  if (kind === 4) return 22;
  return length === undefined ? undefined : 7 + length;
}

/** Why there is no connection, in Go's words; `undefined`: there is one. */
export function faultOfSocks5([version = 0, status = 0]: Uint8Array): string | undefined {
  if (version !== 5) return `unexpected protocol version ${version}`;
  return status === 0 ? undefined : `unknown error ${FAULTS[status - 1] ?? `unknown code: ${status}`}`;
}

const FAULTS: readonly string[] = [
  'general SOCKS server failure',
  'connection not allowed by ruleset',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
];

function counted(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text).subarray(0, 255);
  return Uint8Array.of(bytes.length, ...bytes);
}
