import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, type Target } from './dial.ts';

export interface Asked {
  /** `Date.now()` */
  readonly startedAt: number;
  readonly endedAt: number;
  /** `200 BODY`, or the pod server's, or how it failed. */
  readonly answer: string;
}

export interface KeepAskingOptions {
  /** An URL to get, or the pod server's port of commands. */
  readonly of: string | Target;
  readonly atOnce: number;
  /** Of each asker, between two questions. */
  readonly pauseMs: number;
}

/** Asks over and over, on a new connection each time, until SIGUSR2. Gives every question. */
export async function keepAsking({ of, atOnce, pauseMs }: KeepAskingOptions): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  let isOver = false;
  process.on('SIGUSR2', () => {
    isOver = true;
  });
  const work = async (): Promise<void> => {
    while (!isOver) {
      const startedAt = Date.now();
      const answer = await question(of).catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
      asked.push({ startedAt, endedAt: Date.now(), answer });
      await delay(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return asked;
}

function question(of: string | Target): Promise<string> {
  return typeof of === 'string' ? get(of) : ask(of, 'sent');
}

function get(url: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = request(url, { agent: false }, (response) => {
    let body = '';
    response.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    response.once('error', reject);
    response.once('end', () => resolve(`${response.statusCode} ${body}`));
  });
  sent.once('error', reject);
  sent.end();
  return promise;
}
