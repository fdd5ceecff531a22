import { describe, expect, test } from 'vitest';
import { kind } from '../../src/distributions/kind.ts';
import type { ClusterFacts } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import { aNode, anEngine, type RowWords } from '../domain/build.ts';
import { BESIDE, container, engineOf, nodesKnown, offers, UNANSWERED, WINDOWS } from './publish-wishes.ts';

describe('kind', () => {
  const WORKER = { name: 'dev-worker', providerId: 'kind://docker/dev/dev-worker' };
  const CONTROL_PLANE = { name: 'dev-control-plane', providerId: 'kind://docker/dev/dev-control-plane' };
  const NODES = nodesKnown(WORKER, CONTROL_PLANE);
  const API = '127.0.0.1:41001:6443';
  const ENGINE = engineOf(container('dev-control-plane', API), container('dev-worker', '0.0.0.0:8000:30001'));
  const REMARK = '# the nodes of dev, and port 30080; whatever else it was made with has to be added\n';

  function socat(node: string, hostPort: number): Fix {
    return {
      commands: [
        [
          'docker',
          'run',
          '--detach',
          '--rm',
          '--name',
          `${node}-30080`,
          '--network',
          'kind',
          '--publish',
          `127.0.0.1:${hostPort}:30080`,
          'docker.io/alpine/socat',
          'tcp-listen:30080,fork,reuseaddr',
          `tcp-connect:${node}:30080`,
        ],
      ],
      files: [],
      effect: 'changes-this-machine',
      note: `127.0.0.1:${hostPort} leads to ${node} until the container ${node}-30080 is stopped`,
    };
  }

  function recreation(content: string, program: readonly [string, ...string[]] = ['kind']): Fix {
    return {
      commands: [
        [...program, 'delete', 'cluster', '--name', 'dev'],
        [...program, 'create', 'cluster', '--name', 'dev', '--config', 'kind.yaml'],
      ],
      files: [{ name: 'kind.yaml', content }],
      effect: 'recreates-the-cluster',
      note: 'everything in it is lost',
    };
  }

  function inPodman({ commands: [[, ...rest]] }: Fix): readonly [string, ...string[]] {
    return ['podman', ...rest];
  }

  const HEAD = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n';
  const WANTED = [
    '  - containerPort: 30080',
    '    hostPort: 30080',
    '    listenAddress: "127.0.0.1"',
    '    protocol: TCP',
    '',
  ].join('\n');
  const OTHER = WANTED.replace('30080', '30001').replace('30080', '8000').replace('127.0.0.1', '0.0.0.0');
  const FRONT = `- role: control-plane\n  extraPortMappings:\n${WANTED}`;
  const WHOLE = `${REMARK}${HEAD}${FRONT}- role: worker\n  extraPortMappings:\n${OTHER}`;
  const UNSEEN = `${REMARK}# which ports it publishes now is not known here\n${HEAD}${FRONT}- role: worker\n`;

  test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
    [
      'a container beside the nodes, and a cluster with all that this one has and the port',
      { nodes: NODES, engine: ENGINE },
      {},
      [socat('dev-control-plane', 30_080), recreation(WHOLE)],
    ],
    [
      'a node with a ready pod, where only such a one passes it on',
      { nodes: NODES, engine: ENGINE },
      {
        service: { externalTrafficPolicy: 'Local' },
        port: { endpoints: { kind: 'known', value: [{ isReady: true, node: 'dev-worker' }] } },
      },
      [
        socat('dev-worker', 30_080),
        recreation(`${REMARK}${HEAD}- role: control-plane\n- role: worker\n  extraPortMappings:\n${OTHER}${WANTED}`),
      ],
    ],
    [
      'another number for the container, and the mapping put right, where its number leads to another port',
      {
        nodes: NODES,
        engine: engineOf(container('dev-control-plane', API, '0.0.0.0:30080:80'), container('dev-worker')),
      },
      {},
      [socat('dev-control-plane', 30_081), recreation(`${REMARK}${HEAD}${FRONT}- role: worker\n`)],
    ],
    [
      'a cluster without the mappings that nobody told of, where the engine did not answer',
      { nodes: NODES, engine: UNANSWERED },
      {},
      [recreation(UNSEEN)],
    ],
    [
      'no forwarder for UDP',
      { nodes: NODES, engine: ENGINE },
      { port: { protocol: 'UDP' } },
      [recreation(WHOLE.replace(WANTED, WANTED.replace('TCP', 'UDP')))],
    ],
    [
      'a container beside a node that is ready and runs',
      {
        nodes: nodesKnown(CONTROL_PLANE, WORKER, { name: 'dev-worker2', ready: 'no' }, { name: 'dev-worker10' }),
        engine: engineOf(
          { ...container('dev-control-plane', API), isRunning: false },
          container('dev-worker10'),
          container('dev-worker2'),
        ),
      },
      {},
      [socat('dev-worker10', 30_080), recreation(`${REMARK}${HEAD}${FRONT}${'- role: worker\n'.repeat(3)}`)],
    ],
    [
      'ports of workers in the order in which kind calls them',
      {
        nodes: nodesKnown({ name: 'dev-worker10' }, { name: 'dev-worker2' }, CONTROL_PLANE),
        engine: engineOf(container('dev-control-plane', API), container('dev-worker10', '0.0.0.0:8000:30001')),
      },
      {},
      [
        socat('dev-control-plane', 30_080),
        recreation(`${REMARK}${HEAD}${FRONT}- role: worker\n- role: worker\n  extraPortMappings:\n${OTHER}`),
      ],
    ],
    [
      'no node for the container, where no ready pod is known and only a node with one passes it on',
      { nodes: NODES, engine: ENGINE },
      {
        service: { externalTrafficPolicy: 'Local' },
        port: { endpoints: { kind: 'known', value: [{ isReady: false, node: 'dev-worker' }] } },
      },
      [recreation(WHOLE)],
    ],
    [
      'what Podman says of every interface, and a number that UDP has taken',
      {
        nodes: nodesKnown({ name: 'dev-control-plane' }),
        engine: {
          kind: 'known',
          value: anEngine({
            endpoint: 'unix:///run/user/1000/podman/podman.sock',
            containers: [container('dev-control-plane', API, ':30080:30053/UDP')],
          }),
        },
      },
      {},
      [
        { ...socat('dev-control-plane', 30_080), commands: [inPodman(socat('dev-control-plane', 30_080))] },
        recreation(
          `${REMARK}${HEAD}- role: control-plane\n  extraPortMappings:\n  - containerPort: 30053\n    hostPort: 30080\n    protocol: UDP\n${WANTED}`,
        ),
      ],
    ],
    [
      'the program that kind used, where Podman answers for it',
      {
        nodes: nodesKnown({ ...CONTROL_PLANE, providerId: 'kind://docker/dev/dev-control-plane' }),
        engine: {
          kind: 'known',
          value: anEngine({
            endpoint: 'unix:///run/podman/podman.sock',
            containers: [container('dev-control-plane', API)],
          }),
        },
      },
      {},
      [socat('dev-control-plane', 30_080), recreation(`${REMARK}${HEAD}${FRONT}`)],
    ],
    [
      'no cluster of which some nodes may be missing',
      { nodes: { kind: 'not-asked' }, glimpsedNodes: [aNode(CONTROL_PLANE)], engine: ENGINE },
      {},
      [socat('dev-control-plane', 30_080)],
    ],
    [
      'the provider of nodes that Podman has',
      {
        nodes: nodesKnown({ ...CONTROL_PLANE, providerId: 'kind://podman/dev/dev-control-plane' }),
        engine: UNANSWERED,
      },
      {},
      [recreation(UNSEEN.replace('- role: worker\n', ''), ['env', 'KIND_EXPERIMENTAL_PROVIDER=podman', 'kind'])],
    ],
    [
      'nothing that Windows could not run',
      {
        machine: WINDOWS,
        nodes: nodesKnown({ ...CONTROL_PLANE, providerId: 'kind://podman/dev/dev-control-plane' }),
      },
      {},
      [],
    ],
    [
      'nothing for a cluster that the engine does not have',
      { nodes: NODES, engine: engineOf(container('dev-control-plane', '127.0.0.1:50000:6443')) },
      {},
      [],
    ],
    ['nothing on a remote engine', { nodes: NODES, engine: ENGINE, remoteEngine: 'build.example' }, {}, []],
    ['nothing to a container beside the nodes', { ...BESIDE, nodes: NODES, engine: ENGINE }, {}, []],
    [
      'nothing by a name that is a flag',
      { nodes: nodesKnown({ name: '--config-control-plane', providerId: 'kind://docker/--config/x' }) },
      {},
      [],
    ],
    [
      'no node that kind did not make',
      { nodes: nodesKnown(CONTROL_PLANE, { name: '--privileged', providerId: 'kind://docker/dev/y' }) },
      {},
      [recreation(UNSEEN.replace('- role: worker\n', ''))],
    ],
    [
      'nothing where the nodes are of two clusters',
      { nodes: nodesKnown(CONTROL_PLANE, { name: 'other-worker', providerId: 'kind://docker/other/other-worker' }) },
      {},
      [],
    ],
  ])('offers %s', (_, facts, words, expected) => {
    expect(offers(kind, { engine: { kind: 'not-asked' }, ...facts }, words)).toEqual(expected);
  });
});
