import type { Opened } from '../../domain/desktop.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import type { Environment } from './environment.ts';
import { start } from './start.ts';

/** An opener hands the URL over and ends; one that is still there is the browser itself. */
const OPENER_LIMIT_MS = 2_000;

/** Runs the first of the openers that can be run. One that fails is the answer: it may have opened something. */
export async function openUrl(openers: NonEmpty<NonEmpty<string>>, environment: Environment): Promise<Opened> {
  for (const opener of openers) {
    const ending = await start(opener, environment, OPENER_LIMIT_MS);
    switch (ending.kind) {
      case 'running':
        return { kind: 'opened' };
      case 'ended':
        return ending.status === 0 ? { kind: 'opened' } : { kind: 'failed', program: opener[0], status: ending.status };
      case 'not-started':
        continue;
    }
  }
  const [[first], ...others] = openers;
  return { kind: 'none-started', programs: [first, ...others.map(([program]) => program)] };
}
