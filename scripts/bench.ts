import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { benchCompletion } from './bench/completion.ts';
import { benchList } from './bench/list.ts';
import { benchSilence } from './bench/silence.ts';
import { benchTunnel } from './bench/tunnel.ts';
import { benchVersion } from './bench/version.ts';

/**
 * kubectl and the executable by turns on the same real API server, in one run: medians and ratios. It needs what the lab
 * needs. `KUBECTL` names another kubectl than the lab's own.
 */
async function main(): Promise<void> {
  const executable = resolve(import.meta.dirname, '../dist/kubectl-nodeport');
  if (!existsSync(executable)) throw new Error('there is no executable yet: npm run build');
  const programs = { executable, kubectl: process.env.KUBECTL ?? join('/var/lab/bin', 'kubectl') };
  await benchVersion(programs);
  await benchList(programs);
  await benchCompletion(programs);
  await benchSilence(programs);
  await benchTunnel(programs);
}

await main();
