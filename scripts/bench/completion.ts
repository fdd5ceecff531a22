import { homeOf } from '../../test/lab/machine.ts';
import { mustRun } from '../../test/lab/run.ts';
import { startLab } from '../../test/lab/start-lab.ts';
import { paperService } from '../../test/support/paper.ts';
import { compare, type Programs } from './compare.ts';

const SERVICES = 20;

/** One TAB after `kubectl nodeport open`, and after `kubectl get services`: what kubectl itself takes is in both. */
export async function benchCompletion({ executable, kubectl }: Programs): Promise<void> {
  const { lab, stop } = await startLab({ clusters: ['bare'] });
  try {
    const { machine } = lab.bare;
    const items = Array.from({ length: SERVICES }, (_, index) =>
      paperService({ name: `web-${index}`, nodePort: 30_100 + index, endpointsOn: [] }),
    ).flat();
    const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    await mustRun(machine, ['kubectl', 'apply', '-f', '-'], { input });
    const folder = `${homeOf(machine)}/bench`;
    const path = [folder];
    await mustRun(machine, ['mkdir', folder]);
    await mustRun(machine, ['ln', '-s', executable, `${folder}/kubectl-nodeport`]);
    await mustRun(machine, ['kubectl', 'nodeport', 'completion', 'install'], { path });
    const ours = [kubectl, '__complete', 'nodeport', 'open', 'web-'];
    const theirs = [kubectl, '__complete', 'get', 'services', 'web-'];
    for (const argv of [ours, theirs]) {
      const lines = (await mustRun(machine, argv, { path })).split('\n').filter((line) => line.startsWith('web-'));
      if (lines.length !== SERVICES) throw new Error(`${argv.join(' ')} has ${lines.length} candidates`);
    }
    const title = `kubectl __complete nodeport open / get services, ${SERVICES} Services`;
    await compare(machine, { title, ours, theirs, rounds: 40, path });
  } finally {
    await stop();
  }
}
