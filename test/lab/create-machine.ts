import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { daemonPid, startDaemon } from './daemon.ts';
import { homeOf, type Machine, sandboxItself, saveMachine } from './machine.ts';
import { insideSandbox, type Sandbox } from './sandbox.ts';
import { waitFor } from './wait.ts';

/** With a network of its own, or that of a process inside the sandbox (of a node container). */
export async function createMachine(sandbox: Sandbox, name: string, networkOf?: number): Promise<Machine> {
  const home = insideSandbox(sandbox, homeOf({ name }));
  if (existsSync(home)) throw new Error(`the lab has a machine ${name} already`);
  const outside = sandboxItself(sandbox);
  const network = networkOf === undefined ? ['unshare', '--net'] : ['nsenter', `--net=/proc/${networkOf}/ns/net`];
  const script = join(import.meta.dirname, 'machine.sh');
  await startDaemon(outside, name, [...network, 'unshare', '--mount', '--uts', 'sh', script, name]);
  await waitFor(sandbox, `machine ${name}`, () => existsSync(home));
  return saveMachine({ name, sandbox, pid: daemonPid(outside, name), env: {} });
}
