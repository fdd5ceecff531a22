import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Resources, Scope, Watcher } from '../../deps.ts';
import { AccessError } from '../../errors.ts';
import { unreachable } from './errors-of-go.ts';
import type { Exchange } from './exchange.ts';
import { isObject } from './go-decode.ts';
import { list, pathOf } from './list.ts';
import type { PlainProxy } from './plain-proxy.ts';
import type { Requests } from './requests.ts';
import type { ServerUrl } from './server-url.ts';
import { readWatch } from './watch-stream.ts';

/** What breaks is made again after so long, each time after twice as long, at the most after this. */
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/** How often somebody asks who may list, and not watch. */
const POLL_MS = 2_000;

export interface WatchMeans extends Pick<Requests, 'get' | 'headers'> {
  readonly server: ServerUrl;
  readonly exchange: Exchange;
  /** A new connection to the API server, for one watch. */
  connect(): Promise<Socket>;
  /** Where that is one to a proxy: what the proxy has to be told. */
  readonly address?: PlainProxy['address'];
}

/**
 * What is asked for, as it is from moment to moment. A list first, then the changes; whatever ends a watch (its time, an
 * expired version, the server), it begins again with a list, so that nothing is missed.
 */
export async function watch<R extends keyof Resources, T>(
  means: WatchMeans,
  { resource, scope, parse }: { resource: R; scope: Scope; parse: (object: Resources[R]) => T },
  watcher: Watcher<T>,
  signal: AbortSignal,
): Promise<void> {
  const keyed = (object: Resources[R]) => [keyOf(object), parse(object)] as const;
  let delayMs = FIRST_DELAY_MS;
  let isListed = false;
  let known = new Map<string, T>();
  while (!signal.aborted) {
    try {
      const { objects, version } = await list(means, resource, scope, keyed);
      if (signal.aborted) return;
      isListed = true;
      known = new Map(objects.map(([key, now]) => [key, asItWas(known.get(key), now)]));
      watcher.changed([...known.values()]);
      const path = pathOf(resource, scope, { watch: '1', allowWatchBookmarks: 'true', resourceVersion: version });
      const isAllowed = await follow(path, (type, object) => {
        // `as`: as in a list.
        const [key, now] = keyed(object as Resources[R]);
        const before = known.get(key);
        if (type === 'DELETED') known.delete(key);
        else known.set(key, asItWas(before, now));
        if (before === undefined || known.get(key) !== before) watcher.changed([...known.values()]);
      });
      await rest(isAllowed ? delayMs : POLL_MS);
    } catch (error) {
      if (signal.aborted) return;
      // What was allowed once will be again: an API server that has just started forbids, and a plugin needs a network.
      if (!(error instanceof AccessError) || (!isListed && isFinal(error))) throw error;
      watcher.lost(error);
      await rest(delayMs);
    }
    delayMs = Math.min(2 * delayMs, LONGEST_DELAY_MS);
  }

  /** Whether watching is allowed. Returns when the watch has ended. */
  async function follow(path: string, changed: (type: string, object: unknown) => void): Promise<boolean> {
    const startedAt = performance.now();
    try {
      const { host = means.server.authority, 'accept-encoding': _, ...headers } = await means.headers(); // in lines
      const request = { method: 'GET', path: means.server.prefix + path, headers: { host, ...headers } } as const;
      const addressed = means.address?.(request) ?? request;
      const answer = await means.exchange(request, async (answered) =>
        readWatch(await means.connect(), { ...addressed, answered }, read, signal),
      );
      return answer?.status !== 403;
    } catch (error) {
      throw unreachable(error, means.server);
    } finally {
      // One that ends at once, again and again, is not to keep the server busy.
      if (performance.now() - startedAt > LONGEST_DELAY_MS) delayMs = FIRST_DELAY_MS;
    }

    function read(line: string): boolean {
      const { type, object } = parsed(line);
      if (typeof type === 'string' && CHANGES.has(type) && isObject(object)) changed(type, object);
      return type !== 'ERROR';
    }
  }

  async function rest(ms: number): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => undefined); // the signal is looked at by the loop
  }
}

/** The others are a bookmark, and an error, after which nothing comes. */
const CHANGES: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED']);

/** What is read of an object is the same value while it is the same: nodes change all the time, and seldom in what is read. */
function asItWas<T>(before: T | undefined, now: T): T {
  return before !== undefined && isDeepStrictEqual(before, now) ? before : now;
}

function isFinal({ reason }: AccessError): boolean {
  return reason === 'forbidden' || reason === 'not-found' || reason === 'kubeconfig';
}

function keyOf(object: unknown): string {
  const metadata = isObject(object) ? object.metadata : undefined;
  return isObject(metadata) ? `${metadata.namespace}/${metadata.name}` : '';
}

/** A line that was cut off is the end of a watch. */
function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    const event: unknown = JSON.parse(line);
    return isObject(event) ? event : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}
