import type { BareCluster } from '../../test/lab/bare-cluster.ts';
import { countDials } from '../../test/lab/count-dials.ts';
import { removeFromEtcd } from '../../test/lab/etcd.ts';
import type { Machine } from '../../test/lab/machine.ts';
import { mustRun } from '../../test/lab/run.ts';
import { startLab } from '../../test/lab/start-lab.ts';
import { waitFor } from '../../test/lab/wait.ts';
import { compare, measureIn, type Programs } from './compare.ts';
import {
  FIRST_NODE_PORT,
  NODES,
  type Numbers,
  SLICES,
  writeNodes,
  writeServices,
  writeSlices,
} from './large-cluster.ts';

const FEW = 1_000;
const MANY = 10_000;

/** 1,000 Nodes: how long 10,000 Services take, beside kubectl and beside 1,000 of them, and how much is dialled. */
export async function benchScale(programs: Programs): Promise<void> {
  const range = `--service-node-port-range=${FIRST_NODE_PORT - 1}-65000`;
  const { lab, stop } = await startLab({ clusters: ['bare'], bare: { apiServerFlags: [range] } });
  try {
    const { bare } = lab;
    await writeNodes(bare);
    const fewMs = await compareAtScale(bare, { from: 0, to: FEW }, programs);
    const manyMs = await compareAtScale(bare, { from: FEW, to: MANY }, programs);
    console.log(`  wanted of these     0.40             0.80
  ${MANY / FEW} times the Services take ${(manyMs / fewMs).toFixed(1)} times as long`);
    await benchDials(bare.machine, programs);
    await removeFromEtcd(bare.controlPlane, SLICES);
    await compareRows(
      bare.machine,
      { count: MANY, looks: / NoEndpoints +<none>$/, title: 'no EndpointSlices' },
      programs,
    );
  } finally {
    await stop();
  }
}

/** Adds Services, each with a slice of two endpoints; gives the time of `list`. */
async function compareAtScale(bare: BareCluster, numbers: Numbers, programs: Programs): Promise<number> {
  await writeServices(bare, numbers);
  await writeSlices(bare, numbers);
  const rows = { count: numbers.to, looks: / Unverified +http:\/\/127\.1\.\d+\.\d+:\d+$/, title: 'each with a slice' };
  return compareRows(bare.machine, rows, programs);
}

interface Rows {
  readonly count: number;
  /** How each of them ends. */
  readonly looks: RegExp;
  readonly title: string;
}

async function compareRows(machine: Machine, rows: Rows, programs: Programs): Promise<number> {
  const { count, title } = rows;
  const ours = [programs.executable, 'list', '-A', '--probe', 'none'];
  // The API server sees the objects of one transaction one by one.
  await waitFor(machine.sandbox, `${count} rows`, () => isComplete(machine, [...ours, '--no-headers'], rows));
  const { wallMs } = await compare(machine, {
    title: `list -A --probe none / get svc -A, ${count} Services, ${title}, ${NODES} Nodes`,
    ours,
    theirs: [programs.kubectl, 'get', 'svc', '-A'],
    rounds: ROUNDS,
  });
  return wallMs;
}

async function isComplete(machine: Machine, list: readonly string[], { count, looks }: Rows): Promise<boolean> {
  const rows = (await mustRun(machine, list)).trimEnd().split('\n');
  const strange = rows.find((row) => !looks.test(row));
  if (strange !== undefined) throw new Error(`this row is not as it should be: ${strange}`);
  return rows.length === count;
}

const ROUNDS = 7;

/** Of addresses that refuse at once: what is dialled beyond the connections to the API server. */
async function benchDials(machine: Machine, { executable }: Programs): Promise<void> {
  const silent = [executable, 'list', '-A', '--probe', 'none'];
  const probing = [executable, 'list', '-A'];
  const asking = await countDials(machine, () => mustRun(machine, silent));
  const dials = (await countDials(machine, () => mustRun(machine, probing))) - asking;
  const [none, auto] = await measureIn(machine, { commands: [silent, probing], rounds: ROUNDS });
  console.log(`
list -A, ${MANY} Services on ${NODES} Nodes that refuse (medians of ${ROUNDS})
  ${dials} dials in one run, at most 64 wanted; ${((auto?.wallMs ?? Number.NaN) - (none?.wallMs ?? Number.NaN)).toFixed(0)} ms more than without`);
}
