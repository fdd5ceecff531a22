import type { Machine } from '../../test/lab/machine.ts';
import { mustRun } from '../../test/lab/run.ts';
import { countSyns, createSilence, silence } from '../../test/lab/silence.ts';
import { startLab } from '../../test/lab/start-lab.ts';
import { paperNode, paperService } from '../../test/support/paper.ts';
import { measureIn, type Programs } from './compare.ts';

const SERVICES = 500;
const NODE = '10.99.0.1';
const LIMIT_MS = 1_000;

/** 500 Services on a node that swallows packets: what a run takes beyond one time limit, and how much the node saw. */
export async function benchSilence({ executable }: Programs): Promise<void> {
  const { lab, stop } = await startLab({ clusters: ['bare'] });
  try {
    const { machine } = lab.bare;
    await writeCluster(machine);
    const lost = await createSilence(machine);
    await silence(lost, NODE);
    const command = [executable, 'list', '--timeout', `${LIMIT_MS}ms`];
    await mustRun(machine, command);
    const dials = await countSyns(lost, NODE);
    const [measured] = await measureIn(machine, { commands: [command], rounds: 9 });
    const beyond = (measured?.wallMs ?? Number.NaN) - LIMIT_MS;
    console.log(`
list, ${SERVICES} Services on a node that swallows packets, --timeout 1s (medians of 9)
  one time limit plus ${beyond.toFixed(0)} ms; the node saw ${dials} SYNs in one run`);
  } finally {
    await stop();
  }
}

async function writeCluster(machine: Machine): Promise<void> {
  const services = Array.from({ length: SERVICES }, (_, index) =>
    paperService({ name: `web-${index}`, nodePort: 30_000 + index, endpointsOn: ['deaf'] }),
  );
  const items = [paperNode({ name: 'deaf', internalIp: NODE }), ...services.flat()];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await mustRun(machine, ['kubectl', 'create', '-f', '-'], { input, timeoutMs: 180_000 });
}
