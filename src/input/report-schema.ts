import * as v from 'valibot';
import type { Answer, Unknown } from '../domain/answer.ts';
import { parseHost } from '../domain/host.ts';
import { parseIp } from '../domain/ip.ts';
import { type Port, type Protocol, parsePort } from '../domain/port.ts';

/** Parts of a report that anybody may have written: each becomes a value of ours, or the report is refused. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** What JSON leaves out where it is `undefined`. */
export function perhaps<T>(schema: Schema<T>) {
  return v.optional(schema, () => undefined);
}

/** One of the words of a union of ours; the record makes sure that none is forgotten. */
export function wordOf<T extends string>(words: Readonly<Record<T, true>>): Schema<T> {
  return v.custom<T>((value) => typeof value === 'string' && Object.hasOwn(words, value));
}

export function answerOf<T>(schema: Schema<T>): Schema<Answer<T>> {
  return v.variant('kind', [
    v.object({ kind: v.literal('known'), value: schema }),
    v.object({ kind: v.literal('unknown'), because: UNKNOWN }),
    v.object({ kind: v.literal('not-asked') }),
  ]);
}

function parsed<T>(parse: (value: unknown) => T | undefined): Schema<T> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const value = parse(dataset.value);
      if (value !== undefined) return value;
      addIssue();
      return NEVER;
    }),
  );
}

export const PORT: Schema<Port> = parsed(parsePort);

export const PROTOCOL: Schema<Protocol> = wordOf({ TCP: true, UDP: true, SCTP: true });

/** Part of URLs and of what a person dials. */
export const HOST: Schema<string> = parsed(parseHost);

/** As the API server wants it: what begins with a dash would be a flag in a line that is pasted. */
export const NAME: Schema<string> = v.pipe(v.string(), v.maxLength(253), v.regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/));

/** A node, or the container that is one. */
export const NODE: Schema<string> = v.pipe(v.string(), v.maxLength(253), v.regex(/^[A-Za-z0-9][\w.-]*$/));

/** What stands before the colon of a URL. */
export const SCHEME: Schema<string> = v.pipe(v.string(), v.maxLength(40), v.regex(/^[a-z][a-z0-9+.-]*$/));

export const COUNT: Schema<number> = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const MILLISECONDS: Schema<number> = v.pipe(v.number(), v.finite(), v.minValue(0));

export const TEXTS: Schema<Readonly<Record<string, string>>> = v.record(v.string(), v.string());

/** `primary`, or a network in CIDR notation. */
export const NETWORK: Schema<string> = parsed((value) => {
  const [ip = '', length = '', ...more] = typeof value === 'string' ? value.split('/') : [];
  const isNetwork = parseIp(ip) !== undefined && /^\d{1,3}$/.test(length) && more.length === 0;
  return typeof value === 'string' && (value === 'primary' || isNetwork) ? value : undefined;
});

const UNKNOWN: Schema<Unknown> = v.object({ code: v.string(), value: v.string(), source: v.string() });
