import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { KUBERNETES_VERSION } from './programs.ts';

/** One of the kubectls with which this machine can be asked. */
export interface Kubectl {
  /** `1.35`, the lab's own. */
  readonly version: string;
  readonly minor: number;
  readonly isNewest: boolean;
  readonly path: string;
}

const OLDEST = 27;
const NEWEST = minorOf(KUBERNETES_VERSION);

/** The lab's own; and its elders that this machine has: some distributions of kubectl have them beside it, as `kubectl.1.27`. */
export function findKubectls(): readonly Kubectl[] {
  const minors = Array.from({ length: NEWEST - OLDEST + 1 }, (_, at) => OLDEST + at);
  return minors.flatMap((minor) => {
    const version = `1.${minor}`;
    const isNewest = minor === NEWEST;
    const path = isNewest ? 'kubectl' : elderOf(version);
    return path === undefined ? [] : [{ version, minor, isNewest, path }];
  });
}

/** Of `1.35` and `v1.35.4`. */
export function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}

function elderOf(version: string): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'kubectl'));
  const besides = onPath
    .filter((path) => existsSync(path))
    .map((path) => join(dirname(realpathSync(path)), `kubectl.${version}`));
  return besides.find((path) => existsSync(path));
}
