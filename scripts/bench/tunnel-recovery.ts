import { setTimeout as delay } from 'node:timers/promises';
import { type ControlPlane, waitForApiServer } from '../../test/lab/control-plane.ts';
import { killDaemon, restartDaemon } from '../../test/lab/daemon.ts';
import type { Asked } from '../../test/lab/load/keep-asking.ts';
import type { Machine } from '../../test/lab/machine.ts';
import { startLoad } from '../../test/lab/run-load.ts';
import type { TunnelProcess } from './tunnel-process.ts';

const API_SERVER = 'kube-apiserver';
const OUTAGES_SECONDS = [0, 5, 20];

/** How long after the start of the API server the first new connection gets its answer. kubectl's port-forward has ended by then. */
export async function benchRecovery(
  controlPlane: ControlPlane,
  machine: Machine,
  { port }: Pick<TunnelProcess, 'port'>,
): Promise<void> {
  console.log('\nwell again after the API server was killed (kubectl port-forward ends)');
  for (const seconds of OUTAGES_SECONDS) {
    const asking = startLoad(machine, 'keepAsking', { of: { port }, atOnce: 4, pauseMs: 20 });
    await delay(1_000);
    await killDaemon(controlPlane.machine, API_SERVER);
    await delay(seconds * 1_000);
    await restartDaemon(controlPlane.machine, API_SERVER);
    const startedAt = Date.now();
    await waitForApiServer(controlPlane);
    const readyAt = Date.now();
    await delay(OBSERVED_MS);
    const asked = await asking.finish();
    const wellAt = Math.min(
      ...asked.filter((each) => isAnswered(each) && each.endedAt > startedAt).map(({ endedAt }) => endedAt),
    );
    const failed = asked.filter((each) => !isAnswered(each) && each.startedAt > readyAt).length;
    const [well, ready] = [wellAt, readyAt].map((at) => `${((at - startedAt) / 1_000).toFixed(1)} s`);
    console.log(
      `  gone for ${seconds} s: ${well} after its start, /readyz after ${ready}; ${failed} failed from then on`,
    );
  }
}

const OBSERVED_MS = 6_000;

function isAnswered({ answer }: Asked): boolean {
  return /^\d+$/.test(answer);
}
