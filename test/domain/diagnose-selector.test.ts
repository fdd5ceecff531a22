import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { PodState } from '../../src/domain/pod-state.ts';
import type { NearMiss } from '../../src/domain/problem.ts';
import { aCase, attempt, NOBODY, REFUSED } from './case-builder.ts';
import { aPod } from './pods.ts';

type Labels = Readonly<Record<string, string>>;

interface Row {
  readonly how: string;
  readonly selector: Labels;
  readonly labels: readonly Labels[];
  /** The place of the nearest pod among the labels, and how it differs. */
  readonly nearest?: readonly [number, NearMiss['differs']];
}

test.each<Row>([
  {
    how: 'a wrong value, two letters having changed places',
    selector: { app: 'wbe' },
    labels: [{ app: 'web' }],
    nearest: [0, [{ key: 'app', wanted: 'wbe', is: 'web' }]],
  },
  {
    how: 'a wrong value, an ending too much',
    selector: { app: 'web-service' },
    labels: [{ app: 'db' }, { app: 'web' }],
    nearest: [1, [{ key: 'app', wanted: 'web-service', is: 'web' }]],
  },
  {
    how: 'a wrong key',
    selector: { ap: 'web' },
    labels: [{ app: 'web' }],
    nearest: [0, [{ key: 'ap', wanted: 'web', is: undefined }]],
  },
  {
    how: 'a wrong key, of which the pod has something else',
    selector: { app: 'frontend' },
    labels: [{ app: 'shop', tier: 'frontend' }],
    nearest: [0, [{ key: 'app', wanted: 'frontend', is: 'shop' }]],
  },
  {
    how: 'a label too much',
    selector: { app: 'web', tier: 'frontend' },
    labels: [{ app: 'web' }],
    nearest: [0, [{ key: 'tier', wanted: 'frontend', is: undefined }]],
  },
  {
    how: 'the nearest of two',
    selector: { app: 'web', tier: 'front' },
    labels: [{ app: 'web' }, { app: 'web', tier: 'frontend' }],
    nearest: [1, [{ key: 'tier', wanted: 'front', is: 'frontend' }]],
  },
  {
    how: 'a key that every object of JavaScript has',
    selector: { constructor: 'web' },
    labels: [{ app: 'web' }],
    nearest: [0, [{ key: 'constructor', wanted: 'web', is: undefined }]],
  },
  {
    how: 'pods of another part of the same application',
    selector: { app: 'shop', part: 'web' },
    labels: [{ app: 'shop', part: 'database' }],
  },
  { how: 'pods with a short name that is another word', selector: { app: 'web' }, labels: [{ app: 'db' }] },
  { how: 'an empty value', selector: { app: 'web' }, labels: [{ app: '' }] },
  { how: 'no pod at all', selector: { app: 'web' }, labels: [] },
])('what a selector just misses: $how', ({ selector, labels, nearest }) => {
  const pods = labels.map((each, index): PodState => aPod({ name: `pod-${index}`, labels: each }));
  const each = aCase({
    ...NOBODY,
    service: { selector },
    attempts: [attempt(REFUSED)],
    study: { endpoints: known({ pods: [], others: [] }), pods: known(pods) },
  });
  const [place, differs] = nearest ?? [];
  const miss = place === undefined ? undefined : { pod: `pod-${place}`, labels: labels[place], differs };
  expect(diagnose(each)).toEqual([{ code: 'selects-nothing', selector, nearest: miss }]);
});
