import { describe, expect, test } from 'vitest';
import { dockerDesktop } from '../../src/distributions/docker-desktop.ts';
import { evidenceOf } from '../../src/domain/report.ts';
import { distributionOf, parseOverrule, recognise, whenDown } from '../../src/recognise.ts';
import { aNode, anEngine, aPort, someClusterFacts } from '../domain/build.ts';

const KIND = aNode({ providerId: 'kind://docker/dev/a' });
const FACTS = someClusterFacts({ nodes: { kind: 'known', value: [KIND] } });

function runtimeOf(flag: string, facts = FACTS) {
  const runtime = recognise(facts, parseOverrule(flag));
  const evidence = evidenceOf(runtime).map(({ code, value, source }) => ({ code, value, source }));
  return { distribution: runtime.distribution.id, substrate: runtime.substrate.id, evidence };
}

describe('`--runtime`', () => {
  test('a distribution overrules what the nodes say; where they live is still detected', () => {
    expect(runtimeOf('minikube')).toEqual({
      distribution: 'minikube',
      substrate: 'native-linux',
      evidence: [
        { code: 'flag', value: 'minikube', source: '--runtime' },
        { code: 'kernel', value: '6.1.0', source: 'node a' },
      ],
    });
  });

  test('both overrule both', () => {
    expect(runtimeOf('orbstack/vm')).toEqual({
      distribution: 'orbstack',
      substrate: 'vm',
      evidence: [
        { code: 'flag', value: 'orbstack', source: '--runtime' },
        { code: 'flag', value: 'vm', source: '--runtime' },
      ],
    });
  });

  test('`unknown` is an answer too', () => {
    expect(runtimeOf('unknown/unknown').distribution).toBe('unknown');
  });

  test.each(['', 'nonsense', 'kind/', 'kind/nonsense', '/vm', 'kind/vm/', 'Kind', 'vm'])(
    '`%s` is no runtime',
    (flag) => {
      expect(parseOverrule(flag)).toBeUndefined();
    },
  );
});

describe('the container engine is asked', () => {
  test.each([
    {
      how: 'for the containers of a kind cluster',
      nodes: [KIND],
      flag: '',
      labels: ['label=io.x-k8s.kind.cluster=dev'],
    },
    {
      how: 'for Docker Desktop’s own kind cluster only',
      nodes: [aNode({ providerId: 'kind://docker/desktop/a' })],
      flag: '',
      labels: ['label=io.x-k8s.kind.cluster=desktop'],
    },
    {
      how: 'for minikube’s',
      nodes: [aNode({ labels: { 'minikube.k8s.io/name': 'minikube' } })],
      flag: '',
      labels: ['label=created_by.minikube.sigs.k8s.io=true'],
    },
    {
      how: 'for nothing where minikube’s node is a virtual machine',
      nodes: [aNode({ labels: { 'minikube.k8s.io/name': 'minikube' }, osImage: 'Buildroot 2025.02' })],
      flag: '',
      labels: [],
    },
    {
      how: 'for vind’s by their names, which is all they have',
      nodes: [aNode()],
      flag: 'vind',
      names: 'vcluster-docker_my.dev',
      labels: ['name=^/?vcluster\\.(cp\\.my\\.dev|node\\.my\\.dev\\..+)$'],
    },
    { how: 'for nothing of an unknown cluster', nodes: [aNode()], flag: '', labels: [] },
    { how: 'for nothing where the flag says so', nodes: [KIND], flag: 'orbstack', labels: [] },
    {
      how: 'for nothing where a providerID only looks like kind’s',
      nodes: [aNode({ providerId: 'kind://docker/a b\n/x' })],
      flag: '',
      labels: [],
    },
  ])('$how', ({ nodes, flag, names, labels }) => {
    const { kubeconfig } = someClusterFacts();
    const facts = someClusterFacts({
      nodes: { kind: 'known', value: nodes },
      kubeconfig: names ? { ...kubeconfig, context: names, cluster: names, user: names } : kubeconfig,
    });
    expect(distributionOf(facts, parseOverrule(flag)).containersWanted?.(facts) ?? []).toEqual(labels);
  });
});

describe('a cluster that does not answer', () => {
  const { kubeconfig } = FACTS;
  const here = { host: '127.0.0.1', port: aPort(6443) };
  const far = { host: '203.0.113.1', port: aPort(6443) };

  test.each([
    {
      context: 'kind-dev',
      server: here,
      provider: undefined,
      start: { kind: 'command', argv: ['docker', 'start', 'dev-control-plane'] },
    },
    { context: 'kind-dev', server: far, provider: undefined, start: undefined },
    {
      context: 'orbstack',
      server: here,
      provider: undefined,
      start: { kind: 'command', argv: ['orb', 'start', 'k8s'] },
    },
    {
      context: 'docker-desktop',
      server: here,
      provider: undefined,
      start: { kind: 'not-running', program: 'Docker Desktop' },
    },
    {
      context: 'work',
      server: far,
      provider: 'minikube.sigs.k8s.io',
      start: { kind: 'command', argv: ['minikube', 'start', '-p', 'profile'] },
    },
    { context: 'work', server: here, provider: undefined, start: undefined },
    { context: undefined, server: here, provider: undefined, start: undefined },
  ])('in context $context at $server.host is started by $start', ({ context, server, provider, start }) => {
    expect(
      whenDown({
        kubeconfig: { ...kubeconfig, context, cluster: 'profile', server, provider },
        engine: { kind: 'not-asked' },
      }),
    ).toEqual(start);
  });
});

describe('a kind cluster that is stopped', () => {
  const { kubeconfig } = FACTS;
  const stopped = (name: string) => ({ name, labels: {}, isRunning: false, addresses: [], published: [] });
  const engineWith = (endpoint: string, ...names: readonly string[]) =>
    ({ kind: 'known', value: anEngine({ endpoint, containers: names.map(stopped) }) }) as const;

  test.each([
    {
      how: 'is started with all of its nodes',
      engine: engineWith('unix:///var/run/docker.sock', 'dev-worker', 'dev-control-plane'),
      argv: ['docker', 'start', 'dev-control-plane', 'dev-worker'],
    },
    {
      how: 'is started by the engine that has it',
      engine: engineWith('unix:///run/podman/podman.sock', 'dev-control-plane'),
      argv: ['podman', 'start', 'dev-control-plane'],
    },
    { how: 'that is gone is started by nothing', engine: engineWith('unix:///var/run/docker.sock'), argv: undefined },
    {
      how: 'has no node whose name would be a flag or a word more',
      engine: engineWith('unix:///var/run/docker.sock', '--rm', 'a b', 'dev-worker'),
      argv: ['docker', 'start', 'dev-worker'],
    },
  ])('$how', ({ engine, argv }) => {
    expect(whenDown({ kubeconfig, engine })).toEqual(argv && { kind: 'command', argv });
  });

  test('and whose nodes run all the same is started anew', () => {
    const containers = ['dev-worker', 'dev-control-plane'].map((name) => ({ ...stopped(name), isRunning: true }));
    const engine = { kind: 'known', value: anEngine({ containers }) } as const;
    const argv = ['docker', 'restart', 'dev-control-plane'];
    expect(whenDown({ kubeconfig, engine })).toEqual({ kind: 'restart', argv });
  });
});

test('Docker Desktop’s kind mode publishes no nodePort, also where no engine was asked', () => {
  const { kubeconfig } = FACTS;
  const facts = someClusterFacts({
    kubeconfig: { ...kubeconfig, context: 'docker-desktop', cluster: 'docker-desktop' },
    nodes: { kind: 'known', value: [aNode({ providerId: 'kind://docker/desktop/desktop-control-plane' })] },
  });
  expect(dockerDesktop.publishes(facts)).toEqual({ kind: 'some-ports', ports: { kind: 'known', value: [] } });
});
