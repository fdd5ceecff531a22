import { mkdirSync } from 'node:fs';
import { startDaemon, waitForDaemon } from './daemon.ts';
import { type Machine, pathOf } from './machine.ts';
import { IMAGE_FILE } from './programs.ts';
import { mustRun, run } from './run.ts';

/** Podman before one of its commands, with everything below the machine's own folders, and no systemd to ask. */
export const PODMAN = [
  'podman',
  ...['--cgroup-manager=cgroupfs', '--events-backend=file'],
  ...['--root=/var/lib/podman', '--runroot=/run/podman-root', '--network-config-dir=/run/podman-networks'],
];

/** What the rights of the lab are too small for otherwise. */
export const PODMAN_RUN = [...PODMAN, 'run', '--ulimit=nofile=4096:4096', '--ulimit=nproc=4096:4096'];

/** A real Podman with the one image that there is, and its API on the socket that is given. */
export async function startPodmanEngine(machine: Machine, socket: string): Promise<void> {
  mkdirSync(pathOf(machine, '/run/podman-networks'), { recursive: true });
  await mustRun(machine, [...PODMAN, 'load', '--input', `/var/lab/bin/${IMAGE_FILE}`]);
  await startDaemon(machine, 'podman', [...PODMAN, 'system', 'service', '--time=0', `unix://${socket}`]);
  const ask = ['docker', `--host=unix://${socket}`, 'version'];
  await waitForDaemon(machine, 'podman', async () => (await run(machine, ask)).code === 0);
}
