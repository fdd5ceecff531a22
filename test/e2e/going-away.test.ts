import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type BareCluster, startBareCluster } from '../lab/bare-cluster.ts';
import { waitForApiServer } from '../lab/control-plane.ts';
import { daemonLog, killDaemon, restartDaemon, signalDaemon } from '../lab/daemon.ts';
import { findSandboxes } from '../lab/find-sandboxes.ts';
import { addAddress, listen, listenerName } from '../lab/network.ts';
import { start } from '../lab/run.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, nodeport, PATH } from './in-lab.ts';

const API_SERVER = 'kube-apiserver';

describeInLab('an API server that comes and goes', ({ sandbox }) => {
  let cluster: BareCluster;

  beforeAll(async () => {
    cluster = await startBareCluster(sandbox, { name: 'fleeting', context: 'kind-gone' });
    const { machine } = cluster;
    await addAddress(machine, '127.0.81.1');
    await listen(machine, { address: '127.0.81.1', port: 30_001, behaviour: 'silent' });
    const web = paperService({ name: 'web', nodePort: 30_001, endpointsOn: ['one'] });
    await apply(machine, [paperNode({ name: 'one', internalIp: '127.0.81.1' }), ...web]);
  });

  test('each address and port is dialled once in a run', async () => {
    const { machine } = cluster;
    await nodeport(machine, ['list']);
    const log = daemonLog(machine, listenerName({ address: '127.0.81.1', port: 30_001 }));
    expect(log.trim().split('\n').length).toBe(1);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('while it does not answer, %s ends the run with %i', async (signal, code) => {
    const { machine } = cluster;
    await signalDaemon(machine, API_SERVER, 'SIGSTOP');
    try {
      const running = start(machine, ['kubectl', 'nodeport', 'list'], { path: PATH });
      await delay(1_000); // it has asked by then
      running.signal(signal);
      const { stdout, stderr, ...end } = await running.finished;
      expect({ stdout, stderr, code: end.code }).toEqual({ stdout: '', stderr: '', code });
    } finally {
      await signalDaemon(machine, API_SERVER, 'SIGCONT');
    }
  });

  test('a cluster of this machine that is down is told with what starts it, and works again after that', async () => {
    const { machine, controlPlane } = cluster;
    await killDaemon(machine, API_SERVER);
    const { stdout, stderr, code } = await nodeport(machine, ['list']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: `The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?
if the cluster is stopped, this starts it:
    docker start gone-control-plane
`,
      code: 3,
    });
    await restartDaemon(machine, API_SERVER);
    await waitForApiServer(controlPlane);
    expect((await nodeport(machine, ['list', '--no-headers'])).stdout).toBe(
      'web   80:30001/TCP   Reachable   http://127.0.81.1:30001\n',
    );
  });
});

describeInLab('the lab', () => {
  test('leaves nothing behind when it is killed', async () => {
    const before = new Set(findSandboxes().map(({ pid }) => pid));
    const lab = spawn(process.execPath, [join(import.meta.dirname, '../lab/lab.ts'), 'up'], { stdio: 'ignore' });
    const own = () => findSandboxes().filter(({ pid }) => !before.has(pid));
    await expect.poll(() => own().length, { timeout: 20_000 }).toBe(1);
    await delay(3_000); // it has started half of its daemons
    const inside = processesOf(own()[0]?.pid ?? 0);
    expect(inside.length).toBeGreaterThan(5);
    lab.kill('SIGKILL');
    await expect.poll(() => inside.filter(isThere), { timeout: 20_000 }).toEqual([]);
    expect(own()).toEqual([]);
  });
});

/** All processes below one, itself among them, as this computer numbers them. */
function processesOf(pid: number): readonly number[] {
  const namespace = namespaceOf(String(pid));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && namespaceOf(name) === namespace)
    .map(Number);
}

function namespaceOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined; // ended meanwhile
  }
}

function isThere(pid: number): boolean {
  return namespaceOf(String(pid)) !== undefined;
}
