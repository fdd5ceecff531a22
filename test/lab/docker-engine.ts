import { writeFileSync } from 'node:fs';
import { startDaemon, waitForDaemon } from './daemon.ts';
import { type Machine, pathOf } from './machine.ts';
import { IMAGE_FILE } from './programs.ts';
import { mustRun, run } from './run.ts';

/** A real engine with the one image that there is. Its socket is the default one, and is also at `socketOf`. */
export async function startDockerEngine(machine: Machine): Promise<void> {
  const hosts = ['--host=unix:///run/docker.sock', `--host=unix://${socketOf(machine)}`];
  // The configuration of this computer's own engine is not ours to follow.
  writeFileSync(pathOf(machine, '/run/docker.json'), '{}');
  await startDaemon(machine, 'dockerd', ['dockerd', ...hosts, '--config-file=/run/docker.json']);
  await waitForDaemon(machine, 'dockerd', async () => (await run(machine, ['docker', 'version'])).code === 0);
  await mustRun(machine, ['docker', 'load', '--input', `/var/lab/bin/${IMAGE_FILE}`]);
}

/** Where every machine finds the engine of this one: a unix socket crosses networks, as Docker Desktop's does. */
export function socketOf({ name }: Pick<Machine, 'name'>): string {
  return `/var/lab/${name}-docker.sock`;
}
