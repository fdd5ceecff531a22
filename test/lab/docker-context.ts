import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';

/** A folder for `DOCKER_CONFIG` with contexts as docker itself writes them, the first of which is the current one. */
export async function writeDockerContexts(
  machine: Machine,
  contexts: readonly (readonly [name: string, host: string])[],
): Promise<string> {
  const folder = (await mustRun(machine, ['mktemp', '--directory'])).trim();
  const env = { DOCKER_CONFIG: folder };
  for (const [name, host] of contexts) {
    await mustRun(machine, ['docker', 'context', 'create', name, '--docker', `host=${host}`], { env });
  }
  const [current] = contexts;
  if (current) await mustRun(machine, ['docker', 'context', 'use', current[0]], { env });
  return folder;
}
