import type { KindCluster } from '../../test/lab/kind-cluster.ts';
import { writeKubeconfig } from '../../test/lab/kubeconfig.ts';
import { type Machine, withKubeconfig } from '../../test/lab/machine.ts';
import { startServingPod } from '../../test/lab/pod.ts';
import { mustRun } from '../../test/lab/run.ts';
import { startLab } from '../../test/lab/start-lab.ts';
import type { Programs } from './compare.ts';
import { benchMemory } from './tunnel-memory.ts';
import { startTunnel } from './tunnel-process.ts';
import { benchRecovery } from './tunnel-recovery.ts';
import { benchSlowReader } from './tunnel-slow-reader.ts';
import { benchSpeed } from './tunnel-speed.ts';

const NAMESPACE = 'bench';
const POD = 'serving';

/** `open --tunnel always` and `kubectl port-forward` by turns, to the same port of the same pod. */
export async function benchTunnel({ executable, kubectl }: Programs): Promise<void> {
  const { lab, stop } = await startLab({ clusters: ['kind'] });
  try {
    const machine = await straightToServer(lab.kind);
    await mustRun(machine, ['kubectl', 'create', 'namespace', NAMESPACE]);
    await startServingPod(lab.kind, { namespace: NAMESPACE, name: POD, nodePorts: [30_410, 30_411, 30_412] });
    const open = [executable, 'open', `${POD}:commands`, `--namespace=${NAMESPACE}`, '--tunnel=always', '--port=30501'];
    const forward = [kubectl, 'port-forward', `--namespace=${NAMESPACE}`, `pod/${POD}`, '30502:9000'];
    const ours = await startTunnel(machine, { name: 'kubectl-nodeport', argv: open, port: 30_501 });
    const theirs = await startTunnel(machine, { name: 'kubectl', argv: forward, port: 30_502 });
    await benchSpeed(machine, { ours, theirs });
    await benchMemory(machine, { ours, theirs });
    await benchSlowReader(machine, { ours, theirs });
    await benchRecovery(lab.kind.controlPlane, machine, ours);
  } finally {
    await stop();
  }
}

/** Without the engine's proxy between: it takes time of the two cores that is neither ours nor kubectl's. */
async function straightToServer({ controlPlane, context, linux }: KindCluster): Promise<Machine> {
  const admin = { name: 'straight', commonName: 'kubernetes-admin', organizations: ['system:masters'] };
  const access = { server: controlPlane.server, context };
  return withKubeconfig(linux, await writeKubeconfig(controlPlane.authority, access, admin));
}
