import { describe, expect, test } from 'vitest';
import type { Resources } from '../src/deps.ts';
import type { Answer } from '../src/domain/answer.ts';
import type { ServiceFacts } from '../src/domain/facts.ts';
import type { Study, UserFacts } from '../src/domain/study.ts';
import { AccessError } from '../src/errors.ts';
import { parsePodState } from '../src/input/pod-state.ts';
import { readStudy } from '../src/read-study.ts';
import { type ClusterWorld, FakeCluster } from './commands/fake-cluster.ts';
import { podJson, serviceJson, sliceJson } from './commands/objects.ts';
import { aPort, aRow } from './domain/build.ts';

const JANE: UserFacts = { shell: 'fish', proxies: { set: ['http_proxy'], except: [] } };

const PORTS = [{ name: 'http', port: 80, nodePort: 30_080 }];
const WEB = serviceJson('web', { ports: PORTS });
const POD = podJson('web-1', 'web');
const SHOP: ClusterWorld = {
  services: [
    WEB,
    serviceJson('api', { ports: [{ port: 80, nodePort: 30_443 }] }),
    serviceJson('dns', { namespace: 'kube-system', ports: [{ port: 53 }, { port: 54, nodePort: 31_053 }] }),
  ],
  endpointslices: [sliceJson('web', ['http'], ['ready']), sliceJson('api', [''], ['ready'])],
  pods: [POD, { ...POD, metadata: { ...POD.metadata, namespace: 'kube-system' } }],
  configmaps: [
    {
      metadata: { name: 'kube-proxy', namespace: 'kube-system' },
      data: { 'config.conf': 'mode: nftables\nnodePortAddresses: [primary]\n' },
    },
    { metadata: { name: 'coredns', namespace: 'kube-system' }, data: {} },
  ],
  networkpolicies: [
    { metadata: { name: 'deny', namespace: 'default' }, spec: { podSelector: {}, policyTypes: ['Ingress'] } },
    { metadata: { name: 'stay', namespace: 'default' }, spec: { podSelector: {}, policyTypes: ['Egress'] } },
    { metadata: { name: 'deny', namespace: 'kube-system' }, spec: { podSelector: {} } },
  ],
  ingresses: [
    { metadata: { name: 'shop', namespace: 'shop' }, spec: { rules: [{ host: 'shop.example.org' }] } },
    { metadata: { name: 'any', namespace: 'shop' }, spec: { rules: [{}] } },
  ],
  httproutes: [
    {
      metadata: { name: 'api', namespace: 'shop' },
      spec: { hostnames: ['api.example.org'], parentRefs: [{ name: 'public' }] },
    },
  ],
};

const READY = { isReady: true, isServing: true, isTerminating: false };
const STUDY: Study = {
  isHeadless: false,
  endpoints: known({
    pods: [{ pod: 'web-1', namespace: 'default', port: aPort(8080), node: 'dev-worker', ...READY }],
    others: [],
  }),
  pods: known([parsePodState(POD as unknown as Resources['pods'])]),
  proxy: known({ mode: 'nftables', nodePortAddresses: ['primary'], servesLoopback: true, health: '' }),
  policies: known([{ name: 'deny', selector: {} }]),
  nodePorts: known([aPort(30_080), aPort(30_443), aPort(31_053)]),
  names: { kind: 'not-asked' },
  user: JANE,
};

const INGRESS_NAME = { host: 'shop.example.org', by: 'ingress shop/shop', through: '', isTls: false };
const ROUTE_NAME = { host: 'api.example.org', by: 'httproute shop/api', through: 'public', isTls: false };
const CONTROLLER: Partial<ServiceFacts> = { selector: { 'app.kubernetes.io/name': 'ingress-nginx' } };

function known<T>(value: T): Answer<T> {
  return { kind: 'known', value };
}

function unknown(code: keyof Resources, value: string): Answer<never> {
  return { kind: 'unknown', because: { code, value, source: 'API server' } };
}

function failing(
  reason: AccessError['reason'],
  ...resources: readonly (keyof Resources)[]
): NonNullable<ClusterWorld['failures']> {
  return Object.fromEntries(resources.map((resource) => [resource, new AccessError(reason, `${resource}: ${reason}`)]));
}

/** What is read of default/web in such a cluster, and what was asked for it. */
async function read(world: ClusterWorld, service: Partial<ServiceFacts> = {}) {
  const cluster = new FakeCluster(world);
  const named = aRow({ service, port: { name: 'http' } });
  return { study: await readStudy(cluster.seenBy({}), named, JANE), questions: cluster.questions };
}

test('a Service of a shop: each question is asked once, and only here', async () => {
  expect(await read(SHOP)).toEqual({
    study: STUDY,
    questions: [
      'services default web',
      'pods default',
      'endpointslices default kubernetes.io/service-name=web',
      'configmaps kube-system kube-proxy',
      'networkpolicies default',
      'services *',
    ],
  });
});

test('a cluster without any of it', async () => {
  expect((await read({})).study).toEqual({
    ...STUDY,
    endpoints: known({ pods: [], others: [] }),
    pods: known([]),
    proxy: known(undefined),
    policies: known([]),
    nodePorts: known([]),
  });
});

test('a headless Service', async () => {
  const services = [{ ...WEB, spec: { ...WEB.spec, type: 'ClusterIP', clusterIP: 'None', ports: [{ port: 80 }] } }];
  expect((await read({ ...SHOP, services })).study).toEqual({ ...STUDY, isHeadless: true, nodePorts: known([]) });
});

test.each(['forbidden', 'not-found', 'refused-by-server'] as const)('everything is %s', async (reason) => {
  const resources = ['services', 'endpointslices', 'pods', 'configmaps', 'networkpolicies'] as const;
  expect((await read({ ...SHOP, failures: failing(reason, ...resources) })).study).toEqual({
    isHeadless: false,
    endpoints: unknown('endpointslices', reason),
    pods: unknown('pods', reason),
    proxy: unknown('configmaps', reason),
    policies: unknown('networkpolicies', reason),
    nodePorts: unknown('services', reason),
    names: { kind: 'not-asked' },
    user: JANE,
  });
});

test('Services of other namespaces may not be seen: no port is known to be free', async () => {
  const failuresEverywhere = failing('forbidden', 'services');
  expect((await read({ ...SHOP, failuresEverywhere })).study).toEqual({
    ...STUDY,
    nodePorts: unknown('services', 'forbidden'),
  });
});

test.each(['services', 'endpointslices', 'pods', 'configmaps', 'networkpolicies'] as const)(
  'an API server that goes away while it is asked for %s is no fact of the Service',
  async (resource) => {
    await expect(read({ ...SHOP, failures: failing('unreachable', resource) })).rejects.toThrow(
      new AccessError('unreachable', `${resource}: unreachable`),
    );
  },
);

test('a bug is thrown', async () => {
  const failures = { pods: new TypeError('x is not a function') as AccessError };
  await expect(read({ ...SHOP, failures })).rejects.toThrow(new TypeError('x is not a function'));
});

describe('names, where an Ingress controller is behind the Service', () => {
  test('are those of the whole cluster', async () => {
    const { study, questions } = await read(SHOP, CONTROLLER);
    expect(study).toEqual({ ...STUDY, names: known([INGRESS_NAME, ROUTE_NAME]) });
    expect(questions.slice(-2)).toEqual(['ingresses *', 'httproutes *']);
  });

  test('it may be known by its own labels', async () => {
    const services = [serviceJson('web', { ports: PORTS, labels: { 'cilium.io/ingress': 'true' } })];
    expect((await read({ ...SHOP, services })).study.names).toEqual(known([INGRESS_NAME, ROUTE_NAME]));
  });

  test('it may be known by the labels of its pods', async () => {
    const labels = { app: 'web', 'gateway.networking.k8s.io/gateway-name': 'public' };
    const pods = [{ ...POD, metadata: { ...POD.metadata, labels } }];
    expect((await read({ ...SHOP, pods })).study.names).toEqual(known([INGRESS_NAME, ROUTE_NAME]));
  });

  test.each<{ how: string; world: ClusterWorld; names: Study['names'] }>([
    { how: 'there are none', world: { ingresses: [], httproutes: [] }, names: known([]) },
    { how: 'no Gateway API', world: { failures: failing('not-found', 'httproutes') }, names: known([INGRESS_NAME]) },
    {
      how: 'no Gateway API, and no Ingress',
      world: { ingresses: [], failures: failing('not-found', 'httproutes') },
      names: known([]),
    },
    {
      how: 'routes may not be seen, Ingresses may',
      world: { failures: failing('forbidden', 'httproutes') },
      names: known([INGRESS_NAME]),
    },
    {
      how: 'routes may not be seen, and there is no Ingress',
      world: { ingresses: [], failures: failing('forbidden', 'httproutes') },
      names: unknown('httproutes', 'forbidden'),
    },
    {
      how: 'neither may be seen',
      world: { failures: failing('forbidden', 'ingresses', 'httproutes') },
      names: unknown('ingresses', 'forbidden'),
    },
  ])('$how', async ({ world, names }) => {
    expect((await read({ ...SHOP, ...world }, CONTROLLER)).study.names).toEqual(names);
  });

  test('an API server that goes away while it is asked for them', async () => {
    const failures = failing('unreachable', 'httproutes');
    await expect(read({ ...SHOP, failures }, CONTROLLER)).rejects.toThrow('httproutes: unreachable');
  });
});
