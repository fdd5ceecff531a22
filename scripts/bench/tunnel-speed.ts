import type { Machine } from '../../test/lab/machine.ts';
import { runLoad } from '../../test/lab/run-load.ts';
import { median } from './median.ts';
import { cpuSecondsOf, type TunnelProcess, type Tunnels } from './tunnel-process.ts';

const ROUNDS = 5;
const MIB = 1024 * 1024;

/** What is done through a tunnel, and in what it is counted; more is better. */
interface Work {
  readonly title: string;
  readonly unit: string;
  /** Where the same bytes are moved by both, so that the CPU that it took can be compared. */
  readonly hasBytes: boolean;
  run(machine: Machine, port: number): Promise<number>;
}

const WORKS: readonly Work[] = [
  moving('floodDown', 1, 512),
  moving('floodDown', 50, 10),
  moving('floodUp', 1, 512),
  moving('floodUp', 50, 10),
  connecting(1, 300),
  connecting(50, 1_500),
];

/** Throughput, new connections, and what they cost; medians. */
export async function benchSpeed(machine: Machine, tunnels: Tunnels): Promise<void> {
  console.log(`
open --tunnel always / port-forward, the same pod, by turns (medians of ${ROUNDS})
                                 kubectl-nodeport        kubectl    ratio   CPU seconds    ratio`);
  for (const work of WORKS) {
    const { ours, theirs } = await measure(machine, tunnels, work);
    const speed = [`${ours.speed.toFixed(0)} ${work.unit}`, `${theirs.speed.toFixed(0)} ${work.unit}`];
    const cpu = work.hasBytes ? cpuColumns(ours.cpu, theirs.cpu) : '';
    console.log(
      `  ${work.title.padEnd(32)} ${speed[0]?.padStart(14)} ${speed[1]?.padStart(14)} ${ratio(ours.speed, theirs.speed)}   ${cpu}`.trimEnd(),
    );
  }
}

interface Measured {
  readonly speed: number;
  readonly cpu: number;
}

async function measure(machine: Machine, tunnels: Tunnels, work: Work): Promise<Record<keyof Tunnels, Measured>> {
  const rounds: Record<keyof Tunnels, Measured[]> = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.ours.push(await measureOnce(machine, tunnels.ours, work));
    rounds.theirs.push(await measureOnce(machine, tunnels.theirs, work));
  }
  return { ours: middle(rounds.ours), theirs: middle(rounds.theirs) };
}

async function measureOnce(machine: Machine, tunnel: TunnelProcess, work: Work): Promise<Measured> {
  const before = cpuSecondsOf(tunnel);
  const speed = await work.run(machine, tunnel.port);
  return { speed, cpu: cpuSecondsOf(tunnel) - before };
}

function middle(rounds: readonly Measured[]): Measured {
  return { speed: median(rounds.map(({ speed }) => speed)), cpu: median(rounds.map(({ cpu }) => cpu)) };
}

function moving(kind: 'floodDown' | 'floodUp', streams: number, mebibytes: number): Work {
  const bytes = mebibytes * MIB;
  const count = streams === 1 ? 'one stream' : `${streams} streams`;
  return {
    title: `${count} ${kind === 'floodDown' ? 'down' : 'up'}, ${streams * mebibytes} MiB`,
    unit: 'MB/s',
    hasBytes: true,
    async run(machine, port) {
      const { seconds, arrived } = await runLoad(machine, kind, { port, streams, bytes });
      const wrong = arrived.find((each) => each !== String(bytes));
      if (wrong !== undefined) throw new Error(`of ${bytes} bytes arrived: ${wrong}`);
      return (streams * bytes) / seconds / 1e6;
    },
  };
}

function connecting(atOnce: number, count: number): Work {
  return {
    title: `new connections, ${atOnce} at a time`,
    unit: '/s',
    hasBytes: false,
    async run(machine, port) {
      const { perSecond, failed } = await runLoad(machine, 'connectMany', { port, count, atOnce });
      if (failed > 0) throw new Error(`${failed} of ${count} connections failed`);
      return perSecond;
    },
  };
}

function cpuColumns(ours: number, theirs: number): string {
  return `${ours.toFixed(2)} / ${theirs.toFixed(2)} ${ratio(ours, theirs)}`;
}

function ratio(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2).padStart(8);
}
