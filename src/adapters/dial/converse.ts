import type { Interlocutor } from '../../deps.ts';
import { conclude, expectedScheme, nextHello, shareMs, type Tried } from '../../domain/hello.ts';
import type { Speech } from '../../domain/speech.ts';
import { sayHello } from './say-hello.ts';

/**
 * Finds out what is spoken at an address where a Service's own words suggest `guess`: by one connection, seldom two or
 * three, one after the other, each of them listened to before anything is said. Never throws for what a network can do,
 * and takes `limitMs` at the most. `afterMs` of what it returns is from our last word (or the accept, or the beginning of
 * the handshake) to the first byte of the answer.
 */
export async function converse(to: Interlocutor, guess: string, limitMs: number): Promise<Speech> {
  const endsAt = performance.now() + limitMs;
  const tried: Tried[] = [];
  for (;;) {
    const hello = nextHello(guess, tried);
    const now = performance.now();
    if (hello === undefined || now >= endsAt) return conclude(guess, tried);
    const shareEndsAt = now + shareMs(guess, tried, hello, endsAt - now);
    const expected = expectedScheme(guess, tried);
    tried.push({ hello, reply: await sayHello(to, { hello, guess: expected, tried, shareEndsAt, endsAt }) });
  }
}
