import type { V1Service } from '@kubernetes/client-node';
import { recordIn, textIn, textsIn } from '../domain/untrusted.ts';

/** What only matters of a Service that is looked at closely. */
export interface ServiceDetails {
  readonly isHeadless: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

export function parseDetails(object: V1Service): ServiceDetails {
  return {
    isHeadless: textIn(recordIn(object, 'spec'), 'clusterIP') === 'None',
    labels: textsIn(recordIn(object, 'metadata'), 'labels'),
  };
}
