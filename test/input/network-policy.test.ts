import type { V1NetworkPolicy } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { PolicyFacts } from '../../src/domain/study.ts';
import { parsePolicy } from '../../src/input/network-policy.ts';

const WEB = { podSelector: { matchLabels: { app: 'web' } } };
const OF_WEB: PolicyFacts = { name: 'deny', selector: { app: 'web' } };

test.each<{ how: string; spec: unknown; policy: PolicyFacts | undefined }>([
  { how: 'of what comes in', spec: { ...WEB, policyTypes: ['Ingress'] }, policy: OF_WEB },
  { how: 'of both ways', spec: { ...WEB, policyTypes: ['Egress', 'Ingress'] }, policy: OF_WEB },
  { how: 'of what goes out', spec: { ...WEB, policyTypes: ['Egress'] }, policy: undefined },
  { how: 'without types', spec: WEB, policy: OF_WEB },
  { how: 'of all pods', spec: { podSelector: {}, policyTypes: ['Ingress'] }, policy: { name: 'deny', selector: {} } },
  {
    how: 'of pods by an expression',
    spec: { podSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
    policy: { name: 'deny', selector: undefined },
  },
  {
    how: 'of pods by no expression',
    spec: { podSelector: { matchLabels: { app: 'web' }, matchExpressions: [] } },
    policy: OF_WEB,
  },
  { how: 'of anything', spec: { podSelector: 7, policyTypes: 'x' }, policy: { name: 'deny', selector: {} } },
])('a policy $how', ({ spec, policy }) => {
  // A server may send anything.
  expect(parsePolicy({ metadata: { name: 'deny' }, spec } as V1NetworkPolicy)).toEqual(policy);
});

test('what is no object at all', () => {
  expect(parsePolicy(null as unknown as V1NetworkPolicy)).toEqual({ name: '', selector: {} });
});
