import type { Speech } from '../domain/speech.ts';
import { firstLine, type Greeting, latin1 } from './greeting-text.ts';
import { isHttp2Frame } from './http2-frame.ts';
import { converseWithMysql } from './mysql.ts';
import { parseMysqlGreeting } from './mysql-greeting.ts';

/** What the first words of a server settle; undefined where they are in no language that is known here. */
export function speechOfGreeting(heard: Uint8Array, guess: string, afterMs: number): Speech | undefined {
  const greeting = parseGreeting(heard, guess);
  return greeting && { kind: 'greeted', ...greeting, afterMs };
}

/**
 * Who speaks first. The guess decides where two protocols greet alike: FTP and SMTP, and SFTP, which is SSH until the
 * login is over.
 */
export function parseGreeting(heard: Uint8Array, guess: string): Greeting | undefined {
  return parseMysqlGreeting(heard) ?? parseBinary(heard) ?? parseText(latin1(heard), guess);
}

/** Whether more would change nothing, and nothing is left to be said: a connection to MySQL ends with a login. */
export function isWholeGreeting(heard: Uint8Array): boolean {
  if (!converseWithMysql(heard).isOver) return false;
  return parseMysqlGreeting(heard) !== undefined || parseBinary(heard) !== undefined || heard.includes(LINE_FEED);
}

const LINE_FEED = 0x0a;

function parseBinary(heard: Uint8Array): Greeting | undefined {
  // gRPC's servers send their SETTINGS before they have heard anything (internal/transport/http2_server.go of grpc-go
  // 1.72, Netty, Node's http2), and hardly another server speaks HTTP/2 without TLS.
  if (isHttp2Frame(heard)) return { scheme: 'grpc', server: 'HTTP/2' };
  // IAC, then WILL, WON'T, DO or DON'T: RFC 854.
  const [first, second = 0] = heard;
  return first === 0xff && second >= 0xfb && second <= 0xfe ? { scheme: 'telnet', server: 'Telnet' } : undefined;
}

function parseText(text: string, guess: string): Greeting | undefined {
  for (const [pattern, schemeOf] of GREETINGS) {
    const match = text.match(pattern);
    if (match === null) continue;
    const scheme = typeof schemeOf === 'string' ? schemeOf : schemeOf(text, guess);
    return { scheme, server: firstLine(match[1] ?? '') || scheme.toUpperCase() };
  }
  return undefined;
}

/** How a greeting begins, and what the group holds: the server's words of itself. */
const GREETINGS: readonly (readonly [RegExp, string | ((text: string, guess: string) => string)])[] = [
  // Other lines may come before the version: RFC 4253, 4.2.
  [/^(?:[^\n]*\n){0,8}?SSH-[\d.]+-(\S+)/, (_, guess) => (guess === 'sftp' ? 'sftp' : 'ssh')],
  [/^(?:220|421)[ -](.*)/, ftpOrSmtp],
  [/^(?:120|530)[ -](.*)/, () => 'ftp'],
  [/^554[ -](.*)/, () => 'smtp'], // it answers, and wants nothing of us: RFC 5321, 3.1
  [/^(?:200|201) (.*)/, 'nntp'],
  [/^\* (?:OK|PREAUTH|BYE)(?: \[[^\]]*\])?(.*)/, 'imap'],
  [/^\+OK(.*)/, 'pop3'],
  [/^(RFB \d{3}\.\d{3})/, 'vnc'],
  // One line of JSON, of which the version is enough: https://docs.nats.io/reference/reference-protocols/nats-protocol
  [/^INFO \{(?:[^\n]*?"version":"([\w.-]{1,40})")?/, 'nats'],
  [/^@RSYNCD: (.*)/, 'rsync'],
  [/^\( success \( (.*)/, 'svn'],
  [/^(?::\S+ )?NOTICE (?:AUTH|\*|Auth) (.*)/, 'irc'],
  // What Redis says instead of an accept: protected mode (src/networking.c), too many clients.
  [/^-(DENIED Redis is running in protected mode)/, 'redis'],
  [/^-ERR (max number of clients reached)/, 'redis'],
];

/** Both say 220 (ready) or 421 (not now): their own words, else the guess, else SMTP's rule that its name goes first. */
function ftpOrSmtp(text: string, guess: string): string {
  if (/\bftp/i.test(text)) return 'ftp';
  if (/smtp|lmtp|\bmail/i.test(text)) return 'smtp';
  if (guess === 'ftp' || guess === 'smtp') return guess;
  return /^\d{3}[ -](?:[\w-]+\.)+[a-z]{2,}\b/i.test(text) ? 'smtp' : 'ftp';
}
