import type { Deps } from '../../deps.ts';
import { authorityOf } from '../../domain/host.ts';
import type { Port } from '../../domain/port.ts';
import type { Route } from '../../domain/route.ts';
import { schemeOf } from '../../domain/scheme.ts';
import type { Speech } from '../../domain/speech.ts';
import { parseWebUrl } from '../../domain/web-url.ts';
import { speechOfGreeting } from '../../protocol/greetings.ts';
import type { Taker } from '../../render/open.ts';
import type { Target } from './target.ts';

/** An address at which a target was reached, before anybody has spoken with it. */
export interface Address {
  readonly host: string;
  readonly port: Port;
  readonly answeredBy: Route['answeredBy'];
  readonly stays: Route['stays'];
  readonly taker: Taker;
  /** What its server said first, where the dial has listened to it. */
  readonly heard: { readonly greeting: Uint8Array; readonly afterMs: number } | undefined;
}

/** What is so wherever one of our own listeners takes the connections. */
export const OF_TUNNEL = { answeredBy: 'proxy', stays: 'local', heard: undefined } as const;

/** The same, once it is known what is spoken there. */
export interface Way {
  readonly target: Target;
  readonly address: Address;
  readonly speech: Speech;
  readonly url: string;
}

/** How long a conversation may take: a slow server on this machine, and one that is far away. */
const LOCAL_MS = 2_000;
const FAR_MS = 3_000;

/** Speaks with what answers there, so that its URL has the right scheme. */
export async function speakAt(
  target: Target,
  address: Address,
  path: string | undefined,
  { converse }: Pick<Deps, 'converse'>,
): Promise<Way> {
  const guess = schemeOf(target.port);
  const page = pathOf(target, path);
  const known = address.heard && speechOfGreeting(address.heard.greeting, guess, address.heard.afterMs);
  const limitMs = address.stays === 'local' ? LOCAL_MS : FAR_MS;
  const speech = known ?? (await converse({ host: address.host, port: address.port, path: page }, guess, limitMs));
  return { target, address, speech, url: urlAt(address, schemeSaid(speech, guess), page) };
}

/** A page, where there are pages. `undefined` path: the one that the Service's annotation names. */
function urlAt({ host, port }: Address, scheme: string, path: string | undefined): string {
  const origin = `${scheme}://${authorityOf(host, port)}`;
  return path !== undefined && parseWebUrl(origin) ? (parseWebUrl(`${origin}${path}`) ?? origin) : origin;
}

/**
 * An annotation is anybody's, and its URL may become a word of a shell (`sh -c 'curl {url}'`): only what means nothing
 * there is taken.
 */
function pathOf({ service }: Target, path: string | undefined): string | undefined {
  return path ?? (/^\/[\w\-.~%/?#=+,:@]*$/.test(service.path ?? '') ? service.path : undefined);
}

/** A WebSocket begins as HTTP, and is what the Service said it is. */
function schemeSaid({ kind, scheme }: Speech, guess: string): string {
  const isWebSocket = kind === 'http' && (guess === 'ws' || guess === 'wss');
  return isWebSocket ? scheme.replace('http', 'ws') : scheme;
}
