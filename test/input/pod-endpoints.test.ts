import type { V1EndpointSlice } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { hasReadyEndpoint, type OtherEndpoint, type PodEndpoint } from '../../src/domain/pod-endpoints.ts';
import { podEndpointsOf } from '../../src/input/pod-endpoints.ts';
import { aPort } from '../domain/build.ts';
import { anEndpoint, ENDING, NOT_READY } from '../domain/pods.ts';

const LABELS = { 'kubernetes.io/service-name': 'web' };
const METADATA = { namespace: 'shop', labels: LABELS };
const PORTS = [{ name: 'http', port: 8080, protocol: 'TCP' }];
const WEB_ABC = {
  addresses: ['10.244.1.2'],
  conditions: { ready: true, serving: true, terminating: false },
  nodeName: 'dev-worker',
  targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-abc', uid: '1f' },
};
const OTHER: OtherEndpoint = {
  host: '172.18.0.3',
  port: aPort(8080),
  isReady: true,
  isServing: true,
  isTerminating: false,
};

/** A slice of shop/web on port http; a row names what differs. */
function slice(endpoints: unknown, different: object = {}): unknown {
  return { metadata: METADATA, addressType: 'IPv4', ports: PORTS, endpoints, ...different };
}

function withTarget(targetRef: unknown): object {
  return { ...WEB_ABC, addresses: ['172.18.0.3'], targetRef };
}

test.each<{
  how: string;
  slices: readonly unknown[];
  pods?: readonly PodEndpoint[];
  others?: readonly OtherEndpoint[];
}>([
  { how: 'no slice', slices: [] },
  { how: 'one pod', slices: [slice([WEB_ABC])], pods: [anEndpoint('web-abc')] },
  {
    how: 'conditions that are not told: ready, and not ending',
    slices: [slice([{ ...WEB_ABC, conditions: {} }, { targetRef: { kind: 'Pod', name: 'web-def' } }])],
    pods: [anEndpoint('web-abc'), anEndpoint('web-def', { node: undefined })],
  },
  {
    how: 'a pod that is not ready, and one that ends and still serves',
    slices: [
      slice([
        { ...WEB_ABC, conditions: { ready: false, serving: false, terminating: false } },
        {
          ...WEB_ABC,
          targetRef: { kind: 'Pod', name: 'web-def' },
          conditions: { ready: false, serving: true, terminating: true },
        },
      ]),
    ],
    pods: [anEndpoint('web-abc', NOT_READY), anEndpoint('web-def', ENDING)],
  },
  {
    how: 'a dual-stack pod, once',
    slices: [slice([WEB_ABC]), slice([{ ...WEB_ABC, addresses: ['fd00::2'] }], { addressType: 'IPv6' })],
    pods: [anEndpoint('web-abc')],
  },
  {
    how: 'two slices that contradict each other: ready wins, then serving',
    slices: [
      slice([{ ...WEB_ABC, conditions: { ready: false, serving: false } }]),
      slice([WEB_ABC]),
      slice([{ ...WEB_ABC, conditions: { ready: false, serving: true, terminating: true } }]),
    ],
    pods: [anEndpoint('web-abc')],
  },
  {
    how: 'two slices of which neither says ready: serving wins',
    slices: [
      slice([{ ...WEB_ABC, conditions: { ready: false, serving: false } }]),
      slice([{ ...WEB_ABC, conditions: { ready: false, serving: true, terminating: true } }]),
    ],
    pods: [anEndpoint('web-abc', ENDING)],
  },
  {
    how: 'a named targetPort that is another number in another pod',
    slices: [
      slice([WEB_ABC]),
      slice([withTarget({ kind: 'Pod', name: 'web-def' })], { ports: [{ name: 'http', port: 3000 }] }),
    ],
    pods: [anEndpoint('web-abc'), anEndpoint('web-def', { port: aPort(3000) })],
  },
  {
    how: 'the port of several that was meant',
    slices: [slice([WEB_ABC], { ports: [{ name: 'admin', port: 1 }, ...PORTS] })],
    pods: [anEndpoint('web-abc')],
  },
  { how: 'a slice that has another port only', slices: [slice([WEB_ABC], { ports: [{ name: 'admin', port: 1 }] })] },
  { how: 'a slice without ports: no pod has one of the name', slices: [slice([WEB_ABC], { ports: null })] },
  { how: 'a port without a number', slices: [slice([WEB_ABC], { ports: [{ name: 'http' }] })] },
  {
    how: 'slices of another Service and of another namespace',
    slices: [
      slice([WEB_ABC], { metadata: { ...METADATA, labels: { 'kubernetes.io/service-name': 'api' } } }),
      slice([WEB_ABC], { metadata: { ...METADATA, namespace: 'lab' } }),
    ],
  },
  {
    how: 'a machine, in two slices',
    slices: [
      slice([{ addresses: ['172.18.0.3'], conditions: { ready: false } }]),
      slice([{ addresses: ['172.18.0.3'] }]),
    ],
    others: [OTHER],
  },
  {
    how: 'a pod of another namespace: the address, and no pod',
    slices: [slice([withTarget({ kind: 'Pod', namespace: 'kube-system', name: 'etcd' })])],
    others: [OTHER],
  },
  {
    how: 'something that is no pod',
    slices: [slice([withTarget({ kind: 'VirtualMachine', namespace: 'shop', name: 'db' })])],
    others: [OTHER],
  },
  {
    how: 'names that no pod can have, since they become part of a path',
    slices: [
      slice(
        ['../nodes', 'a/b', 'A', '-a', 'a.', '', `${'a'.repeat(254)}`].map((name) => withTarget({ kind: 'Pod', name })),
      ),
    ],
    others: [OTHER],
  },
  {
    how: 'an address that is none',
    slices: [slice([{ addresses: ['a b'] }, { addresses: [] }, { addresses: null }, null, 7])],
  },
  { how: 'anything', slices: [null, 7, {}, slice('x'), slice([WEB_ABC], { ports: 'x' })] },
])('$how', ({ slices, pods = [], others = [] }) => {
  const port = { namespace: 'shop', service: 'web', port: 'http' };
  // A server may send anything.
  expect(podEndpointsOf(slices as readonly V1EndpointSlice[], port)).toEqual({ pods, others });
});

test('the only port of a Service has no name, in the slice either', () => {
  const slices = [slice([WEB_ABC], { ports: [{ port: 8080 }] })] as readonly V1EndpointSlice[];
  expect(podEndpointsOf(slices, { namespace: 'shop', service: 'web', port: '' }).pods).toEqual([anEndpoint('web-abc')]);
});

test.each([
  { how: 'nobody', endpoints: { pods: [], others: [] }, is: false },
  { how: 'a pod that ends', endpoints: { pods: [anEndpoint('a', ENDING)], others: [] }, is: false },
  { how: 'a ready pod', endpoints: { pods: [anEndpoint('a', ENDING), anEndpoint('b')], others: [] }, is: true },
  { how: 'a ready machine', endpoints: { pods: [], others: [OTHER] }, is: true },
])('behind a port stands $how', ({ endpoints, is }) => {
  expect(hasReadyEndpoint(endpoints)).toBe(is);
});
