import type { V1NetworkPolicy } from '@kubernetes/client-node';
import type { PolicyFacts } from '../domain/study.ts';
import { listIn, recordIn, textIn, textsIn } from '../domain/untrusted.ts';

/** `undefined`: it says nothing of what comes in. */
export function parsePolicy(object: V1NetworkPolicy): PolicyFacts | undefined {
  const spec = recordIn(object, 'spec');
  const types = listIn(spec, 'policyTypes');
  // A policy without types is for what comes in. Source: kubernetes/api, networking/v1/types.go, `PolicyTypes`.
  if (types.length > 0 && !types.includes('Ingress')) return undefined;
  const selector = recordIn(spec, 'podSelector');
  return {
    name: textIn(recordIn(object, 'metadata'), 'name') ?? '',
    selector: listIn(selector, 'matchExpressions').length > 0 ? undefined : textsIn(selector, 'matchLabels'),
  };
}
