import { expect, test } from 'vitest';
import { parsePodLabels, parseTemplateLabels } from '../../src/input/workload-labels.ts';

const LABELS = { app: 'web', tier: 'front' };

test('the labels of a pod, and those of the pods that a Deployment makes, which are not its own', () => {
  const template = { metadata: { labels: LABELS } };
  expect([
    parsePodLabels({ metadata: { name: 'web-1', labels: LABELS } }),
    parseTemplateLabels({ metadata: { labels: { app: 'deployment' } }, spec: { template } }),
  ]).toEqual([LABELS, LABELS]);
});

test.each([
  null,
  7,
  'text',
  undefined,
  {},
  { metadata: 7, spec: [] },
  { metadata: { labels: ['a'] }, spec: { template: null } },
  { metadata: { labels: { a: 7 } }, spec: { template: { metadata: { labels: { a: null } } } } },
])('what has none ends in no stack trace: %j', (object) => {
  const ofPod = parsePodLabels(object);
  const ofDeployment = parseTemplateLabels(object);
  expect([Object.values(ofPod).every((value) => typeof value === 'string'), ofDeployment]).toEqual([true, {}]);
});
