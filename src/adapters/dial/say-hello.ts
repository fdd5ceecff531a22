import { connect, type Socket } from 'node:net';
import type { Interlocutor } from '../../deps.ts';
import { type Hello, listenMs, type Reply, type Tried } from '../../domain/hello.ts';
import {
  type Heard,
  isWholeAnswer,
  replyInTls,
  replyOfGreeting,
  replyOfHandshake,
  replyTo,
} from '../../protocol/answers.ts';
import { isWholeGreeting } from '../../protocol/greetings.ts';
import { converseWithMysql } from '../../protocol/mysql.ts';
import { wordsOf } from '../../protocol/questions.ts';
import { Line } from './line.ts';
import { shakeHands } from './shake-hands.ts';

export interface Topic {
  readonly hello: Hello;
  /** The scheme that is expected. */
  readonly guess: string;
  /** What has been tried before. */
  readonly tried: readonly Tried[];
  /** When the next hello has its turn, by the clock of `performance`. */
  readonly shareEndsAt: number;
  /** When all of it is over. */
  readonly endsAt: number;
}

/** One connection: connects, listens, begins TLS where the hello is over TLS, asks, and leaves. */
export async function sayHello(to: Interlocutor, topic: Topic): Promise<Reply> {
  const { hello } = topic;
  const startedAt = performance.now();
  const socket = connect({ host: to.host, port: to.port });
  try {
    if (!(await isOpened(socket, until(topic.shareEndsAt)))) return { kind: 'hopeless' };
    const line = new Line(socket);
    await listen(line, topic, performance.now() - startedAt);
    if (line.heard.length > 0) return replyOfGreeting(heardOn(line, { ...topic, hello: OVER_TCP }));
    if (line.isOver) return { kind: 'hopeless' };
    if (hello.over === 'tcp') return replyTo(await ask(line, to, topic));
    line.leave();
    return await sayHelloInTls(socket, to, topic);
  } finally {
    socket.destroy();
  }
}

/** How long the rest of a greeting may take, once it has begun. */
const GREETING_MS = 250;

const OVER_TCP: Hello = { over: 'tcp', says: 'nothing' };

async function isOpened(socket: Socket, limitMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => setImmediate(() => resolve(false)), limitMs);
  socket.on('connect', () => resolve(true));
  socket.on('error', () => resolve(false));
  const isOpen = await promise;
  clearTimeout(timer);
  return isOpen;
}

/** A server that greets as MySQL is told goodbye, as in a dial, and is waited for as long as there is time. */
async function listen(line: Line, { guess, tried, shareEndsAt, endsAt }: Topic, connectMs: number): Promise<void> {
  const limitMs = listenMs(guess, tried, { connectMs, leftMs: until(shareEndsAt) });
  await line.until((heard) => heard.length > 0, limitMs);
  if (line.heard.length === 0) return;
  let said = 0;
  const isMysql = !converseWithMysql(line.heard).isOver;
  await line.until(
    (heard) => {
      const { says } = converseWithMysql(heard);
      for (const words of says.slice(said)) line.say(words);
      said = says.length;
      return isWholeGreeting(heard);
    },
    isMysql ? until(endsAt) : Math.min(GREETING_MS, until(endsAt)),
  );
}

async function sayHelloInTls(raw: Socket, to: Interlocutor, topic: Topic): Promise<Reply> {
  const { hello, guess, shareEndsAt } = topic;
  const startedAt = performance.now();
  const protocols = hello.says === 'http2' ? ['h2', 'http/1.1'] : ['http/1.1'];
  const handshake = await shakeHands(raw, { host: to.host, protocols, limitMs: until(shareEndsAt) });
  const afterMs = Math.round(performance.now() - startedAt);
  if (handshake.kind === 'failed') return { kind: 'nothing' };
  if (handshake.kind === 'alert') return { kind: 'clue', clue: 'tls', afterMs };
  const { socket, alpn, fingerprint } = handshake;
  try {
    if (hello.says === 'http2') {
      if (alpn === 'http/1.1') return { kind: 'clue', clue: 'https', afterMs };
      return certified(replyOfHandshake(guess, alpn, afterMs), fingerprint);
    }
    const line = new Line(socket);
    return certified(replyInTls(await ask(line, to, topic), alpn, afterMs), fingerprint);
  } finally {
    socket.destroy();
  }
}

function certified(reply: Reply, certificate: string | undefined): Reply {
  if (reply.kind !== 'settled' || certificate === undefined) return reply;
  return { kind: 'settled', speech: { ...reply.speech, certificate } };
}

/** Asks, or goes on listening where there is nothing to ask. */
async function ask(line: Line, to: Interlocutor, topic: Topic): Promise<Heard> {
  line.ask(wordsOf(topic.hello.says, { ...to, path: to.path ?? '/' }));
  await line.until(() => isWholeAnswer(heardOn(line, topic)), until(topic.shareEndsAt));
  return heardOn(line, topic);
}

function heardOn({ heard, afterMs }: Line, { hello, guess }: Pick<Topic, 'hello' | 'guess'>): Heard {
  return { hello, guess, bytes: heard, afterMs };
}

function until(at: number): number {
  return Math.max(0, at - performance.now());
}
