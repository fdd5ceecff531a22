import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EndOfFile } from '../../../src/adapters/kubernetes/failures.ts';
import { readWatch } from '../../../src/adapters/kubernetes/watch-stream.ts';

/** Of the timer that looks after a watch. */
const TICK_MS = 5_000;

let server: Server;
let end: AbortController;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  end = new AbortController();
  server = createServer((_, response) => response.write('an event\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  end.abort();
  server.closeAllConnections();
  server.close();
});

/** A watch on which nothing comes any more, and how it has ended. */
async function watchInSilence(): Promise<() => unknown> {
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let outcome: unknown = 'goes on';
  const told = (ended: unknown) => {
    outcome = ended;
  };
  readWatch(
    socket,
    { path: '/', headers: { host: 'localhost' }, answered: () => resolve() },
    () => true,
    end.signal,
  ).then(told, told);
  await begun;
  return () => outcome;
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const tick = () => vi.advanceTimersByTimeAsync(TICK_MS);

test('it is silent for a minute and a half, and then over', async () => {
  const outcome = await watchInSilence();
  for (let passedMs = 0; passedMs < 90_000; passedMs += TICK_MS) await tick();
  await setImmediate();
  expect(outcome()).toBe('goes on');
  await tick();
  await vi.waitFor(() => expect(outcome()).toBeInstanceOf(EndOfFile));
});

test.each([
  ['the machine has slept', 60_000],
  ['the clock was put back', -3_600_000],
])('when %s, it is over at once', async (_, ms) => {
  const outcome = await watchInSilence();
  later(ms);
  await tick();
  await vi.waitFor(() => expect(outcome()).toBeInstanceOf(EndOfFile));
});
