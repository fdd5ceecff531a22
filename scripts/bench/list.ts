import type { KindCluster } from '../../test/lab/kind-cluster.ts';
import type { Machine } from '../../test/lab/machine.ts';
import { mustRun } from '../../test/lab/run.ts';
import { startLab } from '../../test/lab/start-lab.ts';
import { exposeWeb, waitForHttp } from '../../test/lab/web.ts';
import { compare, type Programs } from './compare.ts';

const SERVICES = 20;

/** The nodePorts of Services that only the nodes answer, and of those that the engine publishes under the same number. */
const DIRECT = 30_100;
const PUBLISHED = 30_200;

export async function benchList(programs: Programs): Promise<void> {
  const ports = numbers(PUBLISHED).map((port) => ({ hostPort: port, containerPort: port }));
  const { lab, stop } = await startLab({ clusters: ['kind'], kind: { ports } });
  try {
    const { linux, mac } = lab.kind;
    await exposeWeb(linux, { name: 'web', nodePort: DIRECT }, { at: `${workerOf(lab.kind)}:${DIRECT}`, from: linux });
    await mustRun(linux, ['kubectl', 'delete', 'service', 'web']);
    await exposeMore(linux, DIRECT);
    await waitForHttp(linux, `${workerOf(lab.kind)}:${DIRECT + SERVICES - 1}`);
    await compareIn(linux, `list -A, ${SERVICES} Services, kube-proxy answers / get svc -A`, programs);
    await mustRun(linux, ['kubectl', 'delete', 'services', '--all', '--namespace=default', '--wait=false']);
    await exposeMore(linux, PUBLISHED);
    await waitForHttp(mac, `127.0.0.1:${PUBLISHED + SERVICES - 1}`);
    await compareIn(
      mac,
      `list -A, ${SERVICES} Services, published ports (each watched for 25 ms) / get svc -A`,
      programs,
    );
  } finally {
    await stop();
  }
}

async function compareIn(machine: Machine, title: string, { executable, kubectl }: Programs): Promise<void> {
  const ours = [executable, 'list', '-A'];
  const rows = (await mustRun(machine, [...ours, '--no-headers'])).trim().split('\n');
  const reachable = rows.filter((row) => row.includes(' Reachable '));
  if (reachable.length !== SERVICES)
    throw new Error(`only ${reachable.length} rows are reachable:\n${rows.join('\n')}`);
  await compare(machine, { title, ours, theirs: [kubectl, 'get', 'svc', '-A'], rounds: 40 });
}

/** The Deployment `web` behind Services of nodePorts of their own. */
async function exposeMore(machine: Machine, first: number): Promise<void> {
  const items = numbers(first).map((nodePort) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `web-${nodePort}`, namespace: 'default' },
    spec: {
      type: 'NodePort',
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort }],
    },
  }));
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await mustRun(machine, ['kubectl', 'apply', '-f', '-'], { input });
}

function numbers(first: number): readonly number[] {
  return Array.from({ length: SERVICES }, (_, index) => first + index);
}

function workerOf({ nodes }: KindCluster): string {
  return nodes.find(({ role }) => role === 'worker')?.address ?? '';
}
