import { firstLine, latin1 } from './greeting-text.ts';

/** How an HTTP/1 server answered. */
export interface HttpAnswer {
  readonly status: number;
  /** Its header `server`. */
  readonly server: string | undefined;
  /** Its media type, and whether it says when it was made: programs that name themselves not often differ in these. */
  readonly head: string | undefined;
  /** What it means besides its status, where it says that the question was the wrong one. */
  readonly says: 'http' | 'is-https' | 'is-http2' | 'is-mongodb';
}

/** Undefined: these bytes do not begin with a status line. */
export function parseHttpAnswer(heard: Uint8Array): HttpAnswer | undefined {
  const text = latin1(heard, MOST_READ);
  const [, status] = text.match(/^HTTP\/\d(?:\.\d)? ([1-5]\d\d)(?:[ \r\n]|$)/) ?? [];
  if (status === undefined) return undefined;
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const [, server = ''] = head.match(/\nserver:([^\r\n]*)/i) ?? [];
  const says = status === '400' || status === '200' ? meaningOf(text.slice(head.length)) : 'http';
  return { status: Number(status), server: firstLine(server) || undefined, head: gistOf(head), says };
}

function gistOf(head: string): string | undefined {
  const [, type] = head.match(/\ncontent-type:[ \t]*([\w.+-]{1,60}\/[\w.+-]{1,60})/i) ?? [];
  const isDated = /\ndate:[ \t]*\w/i.test(head);
  return [type?.toLowerCase(), isDated ? 'dated' : undefined].filter(Boolean).join(', ') || undefined;
}

/** Whether more would change nothing: the head is there, and the body where it may hold one of the sentences below. */
export function isWholeHttpAnswer(heard: Uint8Array): boolean {
  const text = latin1(heard, MOST_READ);
  const head = text.match(/^HTTP\/(\S+) (\d+)[\s\S]*?\r?\n\r?\n/);
  if (head === null) return heard.length >= MOST_READ;
  const [{ length }, version, status] = head;
  const isTelling = status === '400' || (status === '200' && version === '1.0');
  if (!isTelling || heard.length >= MOST_READ) return true;
  const [, bodyLength] = head[0].match(/\ncontent-length:[ \t]*(\d{1,9})/i) ?? [];
  return bodyLength !== undefined && heard.length >= length + Number(bodyLength);
}

/** Bytes of an answer that are looked at. */
const MOST_READ = 8_192;

function meaningOf(body: string): HttpAnswer['says'] {
  const found = SENTENCES.find(([sentence]) => sentence.test(body));
  return found?.[1] ?? 'http';
}

/**
 * What servers say to a request that is none of theirs, all with status 400 but MongoDB with 200; read in 2026 in nginx
 * (src/http/ngx_http_special_response.c), Go (net/http/server.go), Apache (mod_ssl), Tomcat, Kestrel (Http2Connection.cs)
 * and MongoDB (src/mongo/util/net, for a message whose length reads `GET `).
 */
const SENTENCES: readonly (readonly [RegExp, HttpAnswer['says']])[] = [
  [/plain HTTP request was sent to HTTPS port/, 'is-https'],
  [/Client sent an HTTP request to an HTTPS server/, 'is-https'],
  [/speaking plain HTTP to an SSL-enabled server port/, 'is-https'],
  [/This combination of host and port requires TLS/, 'is-https'],
  [/HTTP\/1\.x request was sent to an HTTP\/2 only endpoint/, 'is-http2'],
  [/^\s*It looks like you are trying to access MongoDB over HTTP/, 'is-mongodb'],
];
