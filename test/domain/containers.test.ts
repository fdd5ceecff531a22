import { describe, expect, test } from 'vitest';
import { portsOfNodeContainers, whereContainersAre } from '../../src/domain/containers.ts';
import type { ContainerFacts, PublishedPort } from '../../src/domain/facts.ts';
import { aNode, anEngine, aPort, someClusterFacts } from './build.ts';

function published(hostPort: number, containerPort: number, hostIp = '127.0.0.1'): PublishedPort {
  return { hostIp, hostPort: aPort(hostPort), containerPort: aPort(containerPort), protocol: 'TCP' };
}

function container(name: string, ...ports: readonly PublishedPort[]): ContainerFacts {
  return { name, labels: {}, isRunning: true, addresses: [], published: ports };
}

const OF_NODES = { ownPorts: [22] };
const API = published(41_001, 6443); // the port of the kubeconfig
const OTHER_API = published(41_999, 6443);
const WEB = published(8000, 30_080, '0.0.0.0');

function portsWith(containers: readonly ContainerFacts[], nodes: readonly string[] = ['a', 'b'], server = '127.0.0.1') {
  const { kubeconfig } = someClusterFacts();
  return portsOfNodeContainers(
    {
      ...someClusterFacts(),
      kubeconfig: { ...kubeconfig, server: { host: server, port: aPort(41_001) } },
      nodes: { kind: 'known', value: nodes.map((name) => aNode({ name })) },
      engine: { kind: 'known', value: anEngine({ containers }) },
    },
    OF_NODES,
  );
}

const NOT_OURS = {
  kind: 'unknown',
  because: { code: 'container-engine', value: 'has no container of this cluster', source: '/var/run/docker.sock' },
};

test('the ports of every node container are this cluster’s, each with its node', () => {
  expect(portsWith([container('a', API), container('b', WEB), container('stranger', published(9000, 30_080))])).toEqual(
    {
      kind: 'known',
      value: [
        { container: 'a', node: 'a', port: API },
        { container: 'b', node: 'b', port: WEB },
      ],
    },
  );
});

describe('whose containers they are', () => {
  test.each([
    { how: 'no container at all', containers: [] },
    { how: 'none that is named like a node', containers: [container('c', API)] },
    {
      how: 'another API server’s port, the one of a cluster of the same name',
      containers: [container('a', OTHER_API), container('b', WEB)],
    },
  ])('$how: not known', ({ containers }) => {
    expect(portsWith(containers)).toEqual(NOT_OURS);
  });

  test('several control planes of kind behind its load balancer, which has the port of the kubeconfig', () => {
    const nodes = [container('a', OTHER_API), container('b', published(41_998, 6443))];
    expect(portsWith([...nodes, container('dev-external-load-balancer', API)])).toEqual({
      kind: 'known',
      value: [
        { container: 'a', node: 'a', port: OTHER_API },
        { container: 'b', node: 'b', port: published(41_998, 6443) },
      ],
    });
  });

  test('two nodes of minikube, each with a port for an API server', () => {
    const containers = [container('a', published(41_001, 8443)), container('b', published(41_999, 8443), WEB)];
    expect(portsWith(containers).kind).toBe('known');
  });

  test('an API server that is on another machine: the containers here are of a namesake', () => {
    expect(portsWith([container('a', OTHER_API)], ['a'], '192.168.1.5')).toEqual(NOT_OURS);
  });

  test('an API server that is asked at the container’s own address, as minikube’s on Linux', () => {
    const [ip] = aNode({ name: 'a' }).addresses.map((address) => address.ip);
    expect(portsWith([container('a', OTHER_API)], ['a'], ip).kind).toBe('known');
  });

  test('a container that is stopped publishes nothing, and says nothing', () => {
    const value = 'the containers of this cluster are stopped';
    expect(portsWith([{ ...container('a', API), isRunning: false }], ['a'])).toEqual({
      ...NOT_OURS,
      because: { ...NOT_OURS.because, value },
    });
  });

  test('a container of another name that has the address of a node is the node', () => {
    const addresses = aNode({ name: 'a' }).addresses.map(({ ip }) => ip);
    expect(portsWith([{ ...container('brave_morse', API, WEB), addresses }], ['a'])).toEqual({
      kind: 'known',
      value: [
        { container: 'brave_morse', node: 'a', port: API },
        { container: 'brave_morse', node: 'a', port: WEB },
      ],
    });
  });

  test('nodes unknown, and every container fits: they are ours', () => {
    expect(portsWith([container('a', API, WEB)], [])).toEqual({
      kind: 'known',
      value: [
        { container: 'a', node: 'a', port: API },
        { container: 'a', node: 'a', port: WEB },
      ],
    });
  });

  test('nodes unknown, and a container of another profile is among them: not known', () => {
    expect(portsWith([container('a', API), container('other', OTHER_API, WEB)], [])).toEqual(NOT_OURS);
  });
});

test.each([
  { kind: 'not-asked' },
  { kind: 'unknown', because: { code: 'container-engine', value: 'timed out', source: '/var/run/docker.sock' } },
] as const)('an engine that was not heard stays so: $kind', (engine) => {
  expect(portsOfNodeContainers(someClusterFacts({ engine }), OF_NODES)).toEqual(engine);
});

test('what stands in front of the nodes publishes for all of them', () => {
  const isInFront = ({ name }: ContainerFacts) => name === 'balancer';
  const containers = [container('balancer', API, WEB), container('a')];
  const engine = { kind: 'known', value: anEngine({ containers }) } as const;
  expect(portsOfNodeContainers(someClusterFacts({ engine }), { ownPorts: [6443], isInFront })).toEqual({
    kind: 'known',
    value: [{ container: 'balancer', node: undefined, port: WEB }],
  });
});

test('an engine on another machine, at which the API server is asked, has this cluster’s containers', () => {
  const { kubeconfig } = someClusterFacts();
  const facts = {
    ...someClusterFacts({ engine: { kind: 'known', value: anEngine({ containers: [container('a', API, WEB)] }) } }),
    kubeconfig: { ...kubeconfig, server: { host: '10.77.1.1', port: aPort(41_001) } },
  };
  const whose = (remoteEngine: string | undefined) => portsOfNodeContainers({ ...facts, remoteEngine }, OF_NODES).kind;
  expect([whose('10.77.1.1'), whose(undefined)]).toEqual(['known', 'unknown']);
});

test('an API server that is asked by a name is this cluster’s where its port is published', () => {
  const { kubeconfig } = someClusterFacts();
  const whose = (port: number) => {
    const server = { host: 'kubernetes', port: aPort(port) };
    const engine = { kind: 'known', value: anEngine({ containers: [container('a', API, WEB)] }) } as const;
    return portsOfNodeContainers({ ...someClusterFacts({ engine }), kubeconfig: { ...kubeconfig, server } }, OF_NODES)
      .kind;
  };
  expect([whose(41_001), whose(41_002)]).toEqual(['known', 'unknown']);
});

describe('nodes that are containers are', () => {
  const { kubeconfig } = someClusterFacts();
  const has = (...containers: readonly ContainerFacts[]) =>
    ({ kind: 'known', value: anEngine({ containers }) }) as const;
  const silent = { kind: 'unknown', because: { code: 'container-engine', value: 'timed out', source: 'x' } } as const;

  test.each([
    { how: 'here: the engine has them', engine: has(container('a', API)), where: 'here' },
    { how: 'elsewhere: the near end of a tunnel, and the engine has none', engine: has(), where: 'elsewhere' },
    {
      how: 'elsewhere: the engine has a cluster of the same name',
      engine: has(container('a', OTHER_API)),
      where: 'elsewhere',
    },
    {
      how: 'elsewhere: the engine that has them is',
      engine: has(container('a', API)),
      remoteEngine: 'builder.example',
      where: 'elsewhere',
    },
    {
      how: 'here as far as can be told: the engine is silent, the API server on loopback',
      engine: silent,
      where: 'here',
    },
    {
      how: 'here as far as can be told: nerdctl’s, which has no socket, and another engine has none',
      engine: has(),
      providerId: 'kind://nerdctl/dev/a',
      where: 'here',
    },
    { how: 'here: the API server is asked at a node', engine: silent, server: '172.18.0.2', where: 'here' },
    {
      how: 'elsewhere: the API server is asked at a neighbour',
      engine: silent,
      server: '10.77.1.1',
      where: 'elsewhere',
    },
    { how: 'nobody knows where: the API server has a name', engine: silent, server: 'kubernetes', where: 'unknown' },
  ])('$how', ({ engine, remoteEngine, providerId, server = '127.0.0.1', where }) => {
    const facts = someClusterFacts({
      engine,
      remoteEngine,
      nodes: { kind: 'known', value: [aNode({ providerId })] },
      kubeconfig: { ...kubeconfig, server: { host: server, port: aPort(41_001) } },
    });
    expect(whereContainersAre(facts)).toBe(where);
  });
});
