import { converse } from '../../../src/adapters/dial/converse.ts';
import { aPort } from '../../domain/build.ts';

/** Holds the conversations of its argument, a list in JSON, all at once, and prints what came of them. Run by Node and by Bun. */
async function main(conversations: readonly Conversation[]): Promise<void> {
  const speeches = await Promise.all(
    conversations.map(async ({ port, guess, limitMs, path }) => {
      const startedAt = performance.now();
      const speech = await converse({ host: '127.0.0.1', port: aPort(port), path }, guess, limitMs);
      return { speech, tookMs: Math.round(performance.now() - startedAt) };
    }),
  );
  process.stdout.write(JSON.stringify(speeches));
}

export interface Conversation {
  readonly port: number;
  readonly guess: string;
  readonly limitMs: number;
  readonly path?: string;
}

void main(JSON.parse(process.argv[2] ?? '[]'));
