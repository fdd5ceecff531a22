import type { ExplainOptions, ExplainTarget } from '../../invocation.ts';

/** What `explain NAME` was asked for. */
export interface ExplainedService extends ExplainOptions {
  readonly target: ExplainTarget;
}
