import type { ServerFacts } from '../domain/facts.ts';
import { parseHost } from '../domain/host.ts';
import { parsePort } from '../domain/port.ts';

/** An API server as a file names it; `undefined` where it names none, or somebody made it unreadable. */
export function serverOf(host: string | undefined, port: unknown, isProxy: boolean): ServerFacts | undefined {
  const number = parsePort(port);
  return host !== undefined && number !== undefined && isHost(host)
    ? { host, port: number, ...(isProxy && { isProxy }) }
    : undefined;
}

/** `0.0.0.0` and `::` are where some tools let the API server listen: nobody dials them, and they say much. */
function isHost(host: string): boolean {
  const isUnreadable = /^[x*]+(?:[.][x*]+)*$|redacted|omitted/i.test(host);
  return !isUnreadable && (host === '0.0.0.0' || host === '::' || parseHost(host) !== undefined);
}
