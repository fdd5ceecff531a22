import type { V1Service } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { parseDetails } from '../../src/input/service-details.ts';

test.each([
  { how: 'an address', object: { spec: { clusterIP: '10.96.0.7' } }, details: { isHeadless: false, labels: {} } },
  {
    how: 'none, and a label',
    object: { metadata: { labels: { app: 'db' } }, spec: { clusterIP: 'None' } },
    details: { isHeadless: true, labels: { app: 'db' } },
  },
  { how: 'an address elsewhere', object: { spec: { clusterIP: '' } }, details: { isHeadless: false, labels: {} } },
  { how: 'nothing at all', object: null, details: { isHeadless: false, labels: {} } },
])('a Service with $how', ({ object, details }) => {
  // A server may send anything.
  expect(parseDetails(object as unknown as V1Service)).toEqual(details);
});
