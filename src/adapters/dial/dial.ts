import type { Dial, ProbeResult } from '../../domain/probe.ts';
import { converseWithMysql } from '../../protocol/mysql.ts';
import { outcomeOf } from './outcome.ts';
import type { Address, OpenWire } from './wire.ts';

/** The caller lost interest. */
export const ABORTED: ProbeResult = { outcome: 'not-tried', because: 'another-route-answered' };

/**
 * One connection, from its first packet to its end. `afterMs` of what answered is the time to the accept, without our
 * own watching. Rejects on an error that has no outcome yet.
 */
export function dialOnce(
  openWire: OpenWire,
  address: Address,
  { port, timeoutMs, watchMs, speaks }: Dial,
  signal: AbortSignal,
): Promise<ProbeResult> {
  if (signal.aborted) return Promise.resolve(ABORTED);
  const { promise, resolve, reject } = Promise.withResolvers<ProbeResult>();
  const startedAt = performance.now();
  let answered: Extract<ProbeResult, { outcome: 'answered' }> | undefined;
  let isWatched = false;
  let heard = new Uint8Array();
  let greeting = heard; // what was heard before anything was said
  let said = 0;
  let timer: NodeJS.Timeout | undefined;

  const wire = openWire(address, port, { opened, received, ended, failed });
  after(timeoutMs, () => end({ outcome: 'timed-out', afterMs: elapsedMs() }));
  signal.addEventListener('abort', abort);
  return promise;

  function opened(): void {
    answered = { outcome: 'answered', afterMs: elapsedMs() };
    if (watchMs > 0) after(watchMs, watched);
    else watched();
  }

  function watched(): void {
    isWatched = true;
    if (speaks === 'nothing') endAnswered();
    else after(Math.max(0, timeoutMs - elapsedMs()), endAnswered);
  }

  function received(bytes: Uint8Array): void {
    if (speaks === 'nothing')
      endAnswered(); // nobody speaks first but a server behind the proxy
    else converse(bytes);
  }

  function converse(bytes: Uint8Array): void {
    heard = new Uint8Array([...heard, ...bytes]);
    if (said === 0) greeting = heard;
    const { says, isOver } = converseWithMysql(heard);
    for (const words of says.slice(said)) wire.send(words);
    said = says.length;
    if (isOver || heard.length > MOST_HEARD) endAnswered();
  }

  function ended(): void {
    if (isWatched || heard.length > 0) endAnswered();
    else end({ outcome: 'dropped', afterMs: elapsedMs() });
  }

  function failed(code: string): void {
    if (RESET_AFTER_ACCEPT.includes(code)) {
      opened();
      ended();
      return;
    }
    const outcome = outcomeOf(code, elapsedMs());
    if (outcome === undefined) settle(() => reject(new Error(`a dial ended with ${code}, which has no outcome yet`)));
    else end(outcome);
  }

  function abort(): void {
    end(ABORTED);
  }

  function endAnswered(): void {
    if (answered !== undefined) end(greeting.length > 0 ? { ...answered, greeting } : answered);
  }

  function end(outcome: ProbeResult): void {
    settle(() => resolve(outcome));
  }

  function settle(tell: () => void): void {
    clearTimeout(timer);
    timer = undefined;
    signal.removeEventListener('abort', abort);
    wire.close();
    tell();
  }

  /** One timer at a time. What has arrived while the program was busy goes first, and may put another in its place. */
  function after(ms: number, then: () => void): void {
    clearTimeout(timer);
    const mine = setTimeout(() => wire.catchUp(() => timer === mine && then()), ms);
    timer = mine;
  }

  function elapsedMs(): number {
    return Math.round(performance.now() - startedAt);
  }
}

/** Bytes. A greeting and an error are a few hundred; what goes on talking is not MySQL. */
const MOST_HEARD = 65_536;

/**
 * A reset in answer to our SYN is ECONNREFUSED. These two are a reset of what was open already: the accept and the end
 * came before the program looked (recorded: Linux, a listener that resets at once).
 */
const RESET_AFTER_ACCEPT: readonly string[] = ['ECONNRESET', 'EPIPE'];
