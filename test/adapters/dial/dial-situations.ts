import { createProber } from '../../../src/adapters/dial/prober.ts';
import type { Dial } from '../../../src/domain/probe.ts';
import { LIMIT_MS, SITUATIONS } from './situations.ts';

const USUAL = { host: '127.0.0.1', timeoutMs: LIMIT_MS, watchMs: 0, speaks: 'nothing', stays: 'local' } as const;

/**
 * Dials all situations at once (or the one that was named) and prints what came of each. Run by Node, and compiled by
 * Bun. `busy`: computes meanwhile.
 */
async function main(named: string | undefined): Promise<void> {
  const { probe } = createProber();
  const { signal } = new AbortController();
  await probe({ ...USUAL, port: 1 } as Dial, signal); // what is loaded by the first dial is there for the others
  const chosen = SITUATIONS.filter(([situation]) => named === undefined || named === 'busy' || named === situation);
  const results = chosen.map(async ([situation, dial]) => {
    return [situation, await probe({ ...USUAL, ...dial } as Dial, signal)] as const;
  });
  if (named === 'busy') await computeForLong();
  const table = Object.fromEntries(await Promise.all(results));
  process.stdout.write(JSON.stringify(table), () => process.exit()); // the resolver is still waiting for its server
}

/** Once the dials to loopback are under way, and for longer than they may take. */
async function computeForLong(): Promise<void> {
  for (let tick = 0; tick < 20; tick += 1) await new Promise((resolve) => process.nextTick(resolve));
  const startedAt = performance.now();
  while (performance.now() < startedAt + 1.5 * LIMIT_MS);
}

void main(process.argv[2]);
