import type { V1EndpointSlice, V1Node, V1Service } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import type { NodeFacts, ServiceFacts } from '../../src/domain/facts.ts';
import { joinEndpoints, rememberingJoin } from '../../src/input/endpoints.ts';
import { parseNode, parseService, parseSlice, type SliceFacts } from '../../src/input/objects.ts';
import { NOBODY } from './pastes.ts';

const BLANK_NODE: NodeFacts = { ...NOBODY, name: 'dev-worker', ready: 'unknown' };

// The answers are JSON: what a server leaves out or writes as null is not what the generated types promise.
function aNode(json: unknown): V1Node {
  return json as V1Node;
}

test.each<{ how: string; json: unknown; node: NodeFacts }>([
  {
    how: 'a node of kind',
    json: {
      metadata: {
        name: 'dev-worker',
        labels: { 'node-role.kubernetes.io/worker': '', 'kubernetes.io/role': 'edge', 'node-role.kubernetes.io/': '' },
        annotations: { 'k3s.io/hostname': 'dev-worker' },
      },
      spec: { providerID: 'kind://docker/dev/dev-worker' },
      status: {
        addresses: [
          { type: 'InternalIP', address: '172.18.0.3' },
          { type: 'ExternalIP', address: '203.0.113.3' },
          { type: 'Hostname', address: 'dev-worker' },
          { type: 'InternalDNS', address: 'dev-worker.local' },
        ],
        conditions: [
          { type: 'MemoryPressure', status: 'False' },
          { type: 'Ready', status: 'True' },
        ],
        nodeInfo: {
          kernelVersion: '6.1.0',
          osImage: 'Debian GNU/Linux 12 (bookworm)',
          kubeletVersion: 'v1.34.0',
          containerRuntimeVersion: 'containerd://2.1.5',
        },
      },
    },
    node: {
      name: 'dev-worker',
      providerId: 'kind://docker/dev/dev-worker',
      labels: { 'node-role.kubernetes.io/worker': '', 'kubernetes.io/role': 'edge', 'node-role.kubernetes.io/': '' },
      annotations: ['k3s.io/hostname'],
      roles: ['edge', 'worker'],
      addresses: [
        { type: 'InternalIP', ip: '172.18.0.3' },
        { type: 'ExternalIP', ip: '203.0.113.3' },
      ],
      kernel: '6.1.0',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      kubelet: 'v1.34.0',
      containerRuntime: 'containerd://2.1.5',
      ready: 'yes',
    },
  },
  { how: 'a node that has only registered', json: { metadata: { name: 'dev-worker' } }, node: BLANK_NODE },
  {
    how: 'a node that is not ready',
    json: { metadata: { name: 'dev-worker' }, status: { conditions: [{ type: 'Ready', status: 'False' }] } },
    node: { ...BLANK_NODE, ready: 'no' },
  },
  {
    how: 'a node whose kubelet has stopped reporting',
    json: { metadata: { name: 'dev-worker' }, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
    node: BLANK_NODE,
  },
  {
    how: 'a node whose condition is a word that every object has',
    json: { metadata: { name: 'dev-worker' }, status: { conditions: [{ type: 'Ready', status: 'constructor' }] } },
    node: BLANK_NODE,
  },
])('$how', ({ json, node }) => {
  expect(parseNode(aNode(json))).toEqual(node);
});

const BLANK_SERVICE: ServiceFacts = {
  namespace: 'shop',
  name: 'web',
  type: 'ClusterIP',
  ports: [],
  externalTrafficPolicy: 'Cluster',
  ipFamilies: [],
  loadBalancer: [],
  selector: {},
  externalName: undefined,
  path: undefined,
};

test.each<{ how: string; json: unknown; service: ServiceFacts }>([
  {
    how: 'a LoadBalancer Service with two ports, an address and a name',
    json: {
      metadata: { namespace: 'shop', name: 'web' },
      spec: {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        ipFamilies: ['IPv4', 'IPv6'],
        ports: [
          { name: 'http', port: 80, targetPort: 'http', nodePort: 30_080, protocol: 'TCP', appProtocol: 'http' },
          { name: 'dns', port: 53, targetPort: 5353, nodePort: 30_053, protocol: 'UDP' },
        ],
      },
      status: { loadBalancer: { ingress: [{ ip: '172.18.0.9' }, { hostname: 'lb.example' }, {}] } },
    },
    service: {
      ...BLANK_SERVICE,
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      ipFamilies: ['IPv4', 'IPv6'],
      ports: [
        {
          name: 'http',
          port: 80,
          nodePort: 30_080,
          protocol: 'TCP',
          appProtocol: 'http',
          targetName: 'http',
          endpoints: { kind: 'not-asked' },
        },
        {
          name: 'dns',
          port: 53,
          nodePort: 30_053,
          protocol: 'UDP',
          appProtocol: undefined,
          targetName: undefined,
          endpoints: { kind: 'not-asked' },
        },
      ] as unknown as ServiceFacts['ports'],
      loadBalancer: [{ host: '172.18.0.9' }, { host: 'lb.example' }, { host: '' }],
    },
  },
  {
    how: 'a ClusterIP Service: a port without a nodePort, one of number 0',
    json: { metadata: { namespace: 'shop', name: 'web' }, spec: { ports: [{ port: 80 }, { port: 81, nodePort: 0 }] } },
    service: {
      ...BLANK_SERVICE,
      ports: [80, 81].map((port) => ({
        name: '',
        port,
        nodePort: undefined,
        protocol: 'TCP',
        appProtocol: undefined,
        targetName: undefined,
        endpoints: { kind: 'not-asked' },
      })) as unknown as ServiceFacts['ports'],
    },
  },
  {
    how: 'an ExternalName Service',
    json: { metadata: { namespace: 'shop', name: 'web' }, spec: { type: 'ExternalName' } },
    service: { ...BLANK_SERVICE, type: 'ExternalName' },
  },
  {
    how: 'a port that is none',
    json: { metadata: { namespace: 'shop', name: 'web' }, spec: { ports: [{ port: 0 }] } },
    service: BLANK_SERVICE,
  },
])('$how', ({ json, service }) => {
  expect(parseService(json as V1Service)).toEqual(service);
});

const BLANK_SLICE: SliceFacts = { namespace: 'shop', service: 'web', family: 'IPv4', ports: [], endpoints: [] };
const OF_WEB = { namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } };

test.each<{ how: string; json: unknown; slice: SliceFacts }>([
  {
    how: 'ready, not ready, terminating, and ready by saying nothing',
    json: {
      metadata: OF_WEB,
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: [
        { addresses: ['10.244.0.1'], conditions: { ready: true, serving: true }, nodeName: 'a' },
        { addresses: ['10.244.0.2'], conditions: { ready: false }, nodeName: 'b' },
        { addresses: ['10.244.0.3'], conditions: { ready: false, serving: true, terminating: true }, nodeName: 'b' },
        { addresses: ['10.244.0.4'], conditions: {}, nodeName: 'a' },
        { addresses: ['10.244.0.5'], conditions: { ready: null } },
        { addresses: ['10.244.0.6'] },
      ],
    },
    slice: {
      ...BLANK_SLICE,
      ports: ['http'],
      endpoints: [
        { address: '10.244.0.1', isReady: true, node: 'a' },
        { address: '10.244.0.2', isReady: false, node: 'b' },
        { address: '10.244.0.3', isReady: false, node: 'b' },
        { address: '10.244.0.4', isReady: true, node: 'a' },
        { address: '10.244.0.5', isReady: true, node: undefined },
        { address: '10.244.0.6', isReady: true, node: undefined },
      ],
    },
  },
  {
    how: 'no endpoints, as the controller writes them',
    json: { metadata: OF_WEB, addressType: 'IPv4', ports: null, endpoints: null },
    slice: BLANK_SLICE,
  },
  {
    how: 'a port without a name, in two spellings',
    json: { metadata: OF_WEB, addressType: 'IPv6', ports: [{ name: '', port: 80 }, { port: 81 }], endpoints: [] },
    slice: { ...BLANK_SLICE, family: 'IPv6', ports: ['', ''] },
  },
  {
    how: 'of no Service',
    json: { metadata: { namespace: 'shop' }, addressType: 'FQDN', endpoints: [] },
    slice: { ...BLANK_SLICE, service: '', family: 'FQDN' },
  },
])('a slice: $how', ({ json, slice }) => {
  expect(parseSlice(json as V1EndpointSlice)).toEqual(slice);
});

describe('endpoints of a Service port', () => {
  const service = (ipFamilies: readonly string[], ...ports: readonly string[]): ServiceFacts => ({
    ...parseService({
      metadata: { namespace: 'shop', name: 'web' },
      spec: { ports: ports.map((name) => ({ name, port: 80 })) },
    }),
    ipFamilies,
  });
  const slice = (different: Partial<SliceFacts>): SliceFacts => ({ ...BLANK_SLICE, ports: ['http'], ...different });
  const at = (address: string, isReady = true, node: string | undefined = 'a') => ({ address, isReady, node });

  test.each<{ how: string; of?: ServiceFacts; slices: readonly SliceFacts[]; endpoints: readonly unknown[][] }>([
    { how: 'no slice at all', slices: [], endpoints: [[]] },
    {
      how: 'two slices are one list',
      slices: [slice({ endpoints: [at('1')] }), slice({ endpoints: [at('2', false, 'b')] })],
      endpoints: [
        [
          { isReady: true, node: 'a' },
          { isReady: false, node: 'b' },
        ],
      ],
    },
    {
      how: 'an endpoint that stands in two slices while they are rewritten is one, and ready if either says so',
      slices: [slice({ endpoints: [at('1', false), at('2')] }), slice({ endpoints: [at('1'), at('2', false)] })],
      endpoints: [
        [
          { isReady: true, node: 'a' },
          { isReady: true, node: 'a' },
        ],
      ],
    },
    {
      how: 'a dual-stack pod is one, in the Service’s first family',
      of: service(['IPv6', 'IPv4'], 'http'),
      slices: [slice({ endpoints: [at('1')] }), slice({ family: 'IPv6', endpoints: [at('fd00::1'), at('fd00::2')] })],
      endpoints: [
        [
          { isReady: true, node: 'a' },
          { isReady: true, node: 'a' },
        ],
      ],
    },
    {
      how: 'a server too old to name the families',
      of: service([], 'http'),
      slices: [slice({ family: 'IPv6', endpoints: [at('fd00::1')] })],
      endpoints: [[{ isReady: true, node: 'a' }]],
    },
    {
      how: 'each named port has the slices that serve it',
      of: service(['IPv4'], 'http', 'metrics', 'none'),
      slices: [
        slice({ ports: ['http', 'metrics'], endpoints: [at('1')] }),
        slice({ ports: ['http'], endpoints: [at('2', true, 'b')] }),
      ],
      endpoints: [
        [
          { isReady: true, node: 'a' },
          { isReady: true, node: 'b' },
        ],
        [{ isReady: true, node: 'a' }],
        [],
      ],
    },
    {
      how: 'a hand-made slice, which names no node',
      slices: [slice({ endpoints: [{ address: '192.168.1.7', isReady: true, node: undefined }] })],
      endpoints: [[{ isReady: true, node: undefined }]],
    },
    {
      how: 'a namesake in another namespace has its own',
      slices: [slice({ namespace: 'other', endpoints: [at('1')] }), slice({ service: 'api', endpoints: [at('2')] })],
      endpoints: [[]],
    },
    {
      how: 'names instead of addresses, which kube-proxy does not serve',
      slices: [slice({ family: 'FQDN', endpoints: [at('db.example')] })],
      endpoints: [[]],
    },
  ])('$how', ({ of = service(['IPv4'], 'http'), slices, endpoints }) => {
    const [joined] = joinEndpoints([of], known(slices));
    expect(joined).toEqual({
      ...of,
      ports: of.ports.map((port, index) => ({ ...port, endpoints: known(endpoints[index]) })),
    });
  });

  test('joined again, a Service whose slices are those it had is the same object', () => {
    const [web, api] = [service(['IPv4'], 'http'), { ...service(['IPv4'], 'http'), name: 'api' }];
    const [ofWeb, ofApi] = [slice({ endpoints: [at('1')] }), slice({ service: 'api', endpoints: [at('2')] })];
    const join = rememberingJoin();
    const first = joinEndpoints([web, api], known([ofWeb, ofApi]), join);
    const slices = known([ofWeb, slice({ service: 'api', endpoints: [at('2'), at('3')] })]);
    const second = joinEndpoints([web, api], slices, join);
    const third = joinEndpoints([{ ...web }, api], known([]), join);
    expect([second[0] === first[0], second, third]).toEqual([
      true,
      joinEndpoints([web, api], slices),
      joinEndpoints([web, api], known([])),
    ]);
  });

  test.each([
    { kind: 'not-asked' },
    { kind: 'unknown', because: { code: 'endpointslices', value: 'forbidden', source: 'x' } },
  ] as const)('are $kind where slices are', (answer) => {
    expect(joinEndpoints([service(['IPv4'], 'http')], answer)[0]?.ports.map((port) => port.endpoints)).toEqual([
      answer,
    ]);
  });
});

// A server that is none, or a file that somebody edited: what is not of its kind is as if it were not there.
test.each([
  null,
  7,
  'text',
  [],
  { metadata: 7, spec: 'x', status: [null], ports: 1, endpoints: [null, { addresses: null }] },
])('an object that is none ends in no stack trace: %j', (object) => {
  const node = parseNode(object as V1Node);
  const service = parseService(object as V1Service);
  const slice = parseSlice(object as unknown as V1EndpointSlice);
  expect([node.name, node.addresses, service.name, service.ports, slice.service, slice.ports]).toEqual([
    '',
    [],
    '',
    [],
    '',
    [],
  ]);
});
