import { setTimeout as delay } from 'node:timers/promises';
import type { Machine } from '../../test/lab/machine.ts';
import { runLoad, startLoad } from '../../test/lab/run-load.ts';
import { memoryMiBOf, type TunnelProcess, type Tunnels } from './tunnel-process.ts';

const FOR_SECONDS = 4;
const STREAMS = 4;
const GIB = 1024 ** 3;
const SLOW = { bytes: GIB, bytesPerSecond: 100_000 };

/** Four streams alone, and beside one whose reader takes 100 KB a second of a GiB. */
export async function benchSlowReader(machine: Machine, { ours, theirs }: Tunnels): Promise<void> {
  console.log(`
${STREAMS} streams down beside a reader that takes 100 KB/s of a GiB
                          alone      beside it    left   memory`);
  // kubectl's is last in its life: it does not come back from it.
  for (const tunnel of [ours, theirs])
    console.log(`  ${tunnel.name.padEnd(18)} ${await besideSlowReader(machine, tunnel)}`);
}

async function besideSlowReader(machine: Machine, tunnel: TunnelProcess): Promise<string> {
  const { port } = tunnel;
  const alone = await speedOf(machine, port);
  const before = memoryMiBOf(tunnel, 'VmRSS');
  const slow = startLoad(machine, 'readSlowly', { port, ...SLOW });
  await delay(1_000);
  const beside = await speedOf(machine, port);
  const grown = memoryMiBOf(tunnel, 'VmRSS') - before;
  await slow.finish();
  const left = `${((100 * beside) / alone).toFixed(0)} %`;
  return `${megabytes(alone)}   ${megabytes(beside)} ${left.padStart(7)}   ${grown >= 0 ? '+' : ''}${grown.toFixed(0)} MiB`;
}

/** Bytes per second of all streams together. */
async function speedOf(machine: Machine, port: number): Promise<number> {
  return runLoad(machine, 'downloadFor', { port, streams: STREAMS, seconds: FOR_SECONDS });
}

function megabytes(bytesPerSecond: number): string {
  return `${(bytesPerSecond / 1e6).toFixed(0).padStart(6)} MB/s`;
}
