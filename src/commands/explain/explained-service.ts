import type { ExplainOptions, ServiceTarget } from '../../invocation.ts';

/** What `explain NAME` was asked for. */
export interface ExplainedService extends ExplainOptions {
  readonly target: ServiceTarget;
}
