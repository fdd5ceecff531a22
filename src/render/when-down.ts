import type { WhenDown } from '../domain/runtime.ts';
import { commandLine } from './shell.ts';

/** What starts a cluster that does not answer. The command stands alone on its line. */
export function whenDownSentence(start: WhenDown): string {
  switch (start.kind) {
    case 'command':
      return `if the cluster is stopped, this starts it:\n    ${commandLine(start.argv)}`;
    case 'restart':
      return `its nodes run; this starts the one with the API server anew:\n    ${commandLine(start.argv)}`;
    case 'not-running':
      return `${start.program} may not be running, or its Kubernetes is switched off`;
  }
}
