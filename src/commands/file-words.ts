import type { FileOptions } from '../invocation.ts';

/** What chose the cluster, as it was given. */
export function fileWords({ paths, machine }: FileOptions): readonly string[] {
  return [...paths.flatMap((path) => ['-f', path]), ...(machine === undefined ? [] : ['--machine', machine])];
}
