import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../../test/lab/machine.ts';
import { BUN, compile } from '../compile.ts';
import { memoryMiBOf, startTunnel, type Tunnels } from './tunnel-process.ts';

/** After everything before, and beside it what the runtime takes by itself. */
export async function benchMemory(machine: Machine, { ours, theirs }: Tunnels): Promise<void> {
  const nothing = await peakOfNothing(machine);
  const [our, their] = [memoryMiBOf(ours, 'VmHWM'), memoryMiBOf(theirs, 'VmHWM')];
  console.log(`
peak memory after all of that
  kubectl-nodeport ${our.toFixed(0).padStart(7)} MiB; an executable of its runtime that only listens: ${nothing.toFixed(0)} MiB
  kubectl          ${their.toFixed(0).padStart(7)} MiB
  ratio            ${(our / their).toFixed(2).padStart(7)}`);
}

async function peakOfNothing(machine: Machine): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-nodeport-bench-'));
  try {
    const bundle = join(folder, 'listen.cjs');
    const executable = join(folder, 'listen');
    writeFileSync(bundle, "require('node:net').createServer().listen(30503, '127.0.0.1');\n");
    compile({ bundle, bun: BUN, outfile: executable });
    return memoryMiBOf(await startTunnel(machine, { name: 'nothing', argv: [executable], port: 30_503 }), 'VmHWM');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
