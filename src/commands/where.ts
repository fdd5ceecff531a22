import type { Connection } from '../invocation.ts';

/** The flags that chose cluster and namespace, as they were given: a command that is to be pasted needs them too. */
export function whereWords({ namespace, context, kubeconfig }: Connection): readonly string[] {
  return [
    ...(namespace === undefined ? [] : ['-n', namespace]),
    ...(context === undefined ? [] : ['--context', context]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
  ];
}
