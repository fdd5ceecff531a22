import type { FileOptions } from '../invocation.ts';

/** What chose the cluster, as it was given. */
export function fileWords({ path, machine }: FileOptions): readonly string[] {
  return ['-f', path, ...(machine === undefined ? [] : ['--machine', machine])];
}
