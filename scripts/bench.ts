import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { benchCompletion } from './bench/completion.ts';
import { benchList } from './bench/list.ts';
import { benchScale } from './bench/scale.ts';
import { benchSilence } from './bench/silence.ts';
import { benchTunnel } from './bench/tunnel.ts';
import { benchVersion } from './bench/version.ts';

const PARTS = new Map([
  ['version', benchVersion],
  ['list', benchList],
  ['completion', benchCompletion],
  ['scale', benchScale],
  ['silence', benchSilence],
  ['tunnel', benchTunnel],
]);

/**
 * kubectl and the executable by turns on the same real API server, in one run: medians and ratios. It needs what the lab
 * needs. `KUBECTL` names another kubectl than the lab's own; arguments choose parts by name.
 */
async function main(names: readonly string[]): Promise<void> {
  const executable = resolve(import.meta.dirname, '../dist/kubectl-nodeport');
  if (!existsSync(executable)) throw new Error('there is no executable yet: npm run build');
  const programs = { executable, kubectl: process.env.KUBECTL ?? join('/var/lab/bin', 'kubectl') };
  const unknown = names.find((name) => !PARTS.has(name));
  if (unknown !== undefined) throw new Error(`no part is called ${unknown}: ${[...PARTS.keys()].join(', ')}`);
  for (const [name, bench] of PARTS) if (names.length === 0 || names.includes(name)) await bench(programs);
}

await main(process.argv.slice(2));
