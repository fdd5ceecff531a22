import type { Connection } from '../domain/connection.ts';
import { parseDuration, parseGoDuration } from './duration.ts';
import type { FlagName } from './flags.ts';

/** The flags that were given, each with the last of its values. */
export type Flags = Readonly<Record<string, unknown>>;

/** What cannot be meant: the sentence, and maybe a second line that helps. */
export interface Misuse {
  readonly misuse: string;
}

/** A flag's value. An empty one is what kubectl's flags start from: it is «not given». */
export function textOf(flags: Flags, name: FlagName): string | undefined {
  const value = flags[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** kubectl's connection flags, of any command that takes them. */
export function connectionOf(flags: Flags): Connection | Misuse {
  const requestTimeoutMs = requestTimeoutOf(textOf(flags, 'request-timeout') ?? '0');
  if (isMisuse(requestTimeoutMs)) return requestTimeoutMs;
  const given: { readonly [K in keyof Connection]-?: Connection[K] | undefined } = {
    kubeconfig: textOf(flags, 'kubeconfig'),
    context: textOf(flags, 'context'),
    cluster: textOf(flags, 'cluster'),
    user: textOf(flags, 'user'),
    namespace: textOf(flags, 'namespace'),
    server: textOf(flags, 'server'),
    tlsServerName: textOf(flags, 'tls-server-name'),
    certificateAuthority: textOf(flags, 'certificate-authority'),
    insecureSkipTlsVerify: isSet(flags, 'insecure-skip-tls-verify'),
    token: textOf(flags, 'token'),
    username: textOf(flags, 'username'),
    password: textOf(flags, 'password'),
    clientCertificate: textOf(flags, 'client-certificate'),
    clientKey: textOf(flags, 'client-key'),
    as: textOf(flags, 'as'),
    asUid: textOf(flags, 'as-uid'),
    asGroups: arrayOf(flags, 'as-group'),
    asUserExtra: arrayOf(flags, 'as-user-extra'),
    requestTimeoutMs,
    disableCompression: isSet(flags, 'disable-compression'),
    verbosity: numberOf(flags, 'v'),
    kuberc: textOf(flags, 'kuberc'),
  };
  // `as`: without what is undefined it is a Connection.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Connection;
}

function isSet(flags: Flags, name: FlagName): true | undefined {
  return flags[name] === true || undefined;
}

/** argv.ts has seen that it is one. */
function numberOf(flags: Flags, name: FlagName): number | undefined {
  const text = textOf(flags, name);
  return text === undefined ? undefined : Number(text);
}

/** The values of a flag that may be given again, as argv.ts writes them. */
function arrayOf(flags: Flags, name: FlagName): readonly string[] | undefined {
  const text = textOf(flags, name);
  return text === undefined ? undefined : JSON.parse(text);
}

/** client-go's own rule and sentence. Source: tools/clientcmd/helpers.go, `ParseTimeout`. */
function requestTimeoutOf(text: string): number | undefined | Misuse {
  const timeMs = /^\+?\d+$/.test(text) ? Number(text) * 1_000 : parseGoDuration(text);
  if (timeMs === undefined || timeMs > LONGEST_OF_GO_MS) {
    const because = 'Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit';
    return { misuse: `Invalid timeout value. ${because} (e.g. 1s | 2m | 3h)` };
  }
  return timeMs > 0 ? Math.min(timeMs, LONGEST_TIMER_MS) : undefined; // Go's client waits for ever then
}

/** Nanoseconds in 64 bits. */
const LONGEST_OF_GO_MS = 2 ** 63 / 1e6;

/** A timer that is longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A flag's value as a time in milliseconds, of at least `leastMs`; `undefined`: not given. */
export function timeOf(flags: Flags, name: FlagName, leastMs: number): number | undefined | Misuse {
  const text = textOf(flags, name);
  if (text === undefined) return undefined;
  const timeMs = parseDuration(text);
  const because = leastMs > 0 ? `must be a time of at least ${leastMs}ms` : 'must be a time';
  if (timeMs === undefined || timeMs < leastMs) return invalid(name, text, `${because}, such as 500ms or 2s`);
  return Math.min(timeMs, LONGEST_TIMER_MS);
}

/** `--wait 90s`: what stands after a space is a word of its own, and none that a Service can be called. */
export function misplacedTime(flags: Flags, words: readonly string[]): Misuse | undefined {
  const time = flags.wait === undefined ? undefined : words.find((word) => /^\d+(ms|s|m|h)?$/.test(word));
  return time === undefined
    ? undefined
    : { misuse: `"${time}" is no name of a Service\ndid you mean \`--wait=${time}\`?` };
}

export function invalid(flag: FlagName, value: string, because: string): Misuse {
  return { misuse: `invalid argument "${value}" for "--${flag}" flag: ${because}` };
}

export function isMisuse(value: unknown): value is Misuse {
  return typeof value === 'object' && value !== null && 'misuse' in value;
}
