import type { Speech } from './speech.ts';

/** How what an address said compares with what a pod said. `unsaid`: one of them said nothing that tells. */
export type Comparison = 'same' | 'other' | 'unsaid';

/**
 * Greeting, certificate, HTTP status and what its head says of the server; how long it took says nothing. Where one
 * protocol is spoken in two ways nothing tells the programs apart: a server may have words of its own for strangers.
 */
export function compare(one: Speech, other: Speech): Comparison {
  if (one.kind === 'unsettled' || other.kind === 'unsettled') return 'unsaid';
  if (one.scheme !== other.scheme) return 'other';
  if (one.kind !== other.kind || isRefusal(one) || isRefusal(other)) return 'unsaid';
  if (isOfMesh(one) !== isOfMesh(other)) return 'unsaid';
  return gistOf(one) === gistOf(other) ? 'same' : 'other';
}

/** Whose greetings hold a time, an id, or the address of whoever asks: Exim, POP3's APOP, ProFTPD. */
const CHATTY: ReadonlySet<string> = new Set(['ftp', 'imap', 'irc', 'nntp', 'pop3', 'rsync', 'smtp', 'svn']);

function gistOf(speech: Exclude<Speech, { kind: 'unsettled' }>): string {
  const { afterMs: _, ...gist } = speech;
  if (speech.kind === 'greeted' && CHATTY.has(speech.scheme)) return speech.scheme;
  return JSON.stringify(gist, Object.keys(gist).toSorted());
}

/** A service mesh stands before the pod's own server, and the API server's way goes past it. */
function isOfMesh(speech: Speech): boolean {
  return speech.kind === 'http' && /envoy|linkerd/i.test(speech.server ?? '');
}

/** What a database says to a host that it does not let in: `MariaDB: Host '…' is not allowed to connect`. */
function isRefusal(speech: Speech): boolean {
  return speech.kind === 'greeted' && speech.scheme === 'mysql' && /^(?:MySQL|MariaDB): /.test(speech.server);
}
