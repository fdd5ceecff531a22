import type { Cluster, Deps, Scope } from '../../deps.ts';
import type { ListOptions } from '../../invocation.ts';
import type { Overrule } from '../../recognise.ts';

/** One run of `list` that asks an API server. */
export interface Listing {
  readonly options: ListOptions;
  readonly overrule: Overrule | undefined;
  readonly cluster: Cluster;
  readonly deps: Deps;
  /** Of the run: what watches ends with it. */
  readonly end: AbortSignal;
}

/** Where it looks; `undefined`: everywhere. */
export function namespaceOf({ options, cluster }: Pick<Listing, 'options' | 'cluster'>): string | undefined {
  return options.isAllNamespaces ? undefined : cluster.namespace;
}

/** Of the Services that it may be about. */
export function scopeOf(
  namespace: string | undefined,
  { selector, fieldSelector }: Pick<ListOptions, 'selector' | 'fieldSelector'>,
): Scope {
  return { namespace, ...(selector && { selector }), ...(fieldSelector && { fieldSelector }) };
}
