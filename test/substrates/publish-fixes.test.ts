import { expect, test } from 'vitest';
import type { ClusterFacts, EngineFacts } from '../../src/domain/facts.ts';
import type { Fix } from '../../src/domain/fix.ts';
import type { Substrate } from '../../src/domain/runtime.ts';
import { substrates } from '../../src/substrates/registry.ts';
import { remoteEngine } from '../../src/substrates/remote-engine.ts';
import { aNode, anEngine, aPort, aRow, type RowWords, someClusterFacts } from '../domain/build.ts';

function tunnelTo(there: string): Fix {
  return {
    commands: [['ssh', '-N', '-L', `30080:${there}`, 'build.example']],
    files: [],
    effect: 'changes-nothing',
    note: 'a tunnel from 127.0.0.1:30080 until Ctrl-C, for whoever may log in at build.example',
  };
}

function engine(hostIp: string | undefined, different: Partial<EngineFacts> = {}): ClusterFacts['engine'] {
  const published = hostIp === undefined ? [] : [{ ...PUBLISHED, hostIp }];
  return { kind: 'known', value: anEngine({ containers: [{ ...CONTAINER, published }], ...different }) };
}

const PUBLISHED = { hostIp: '', hostPort: aPort(8000), containerPort: aPort(30_080), protocol: 'TCP' } as const;
const CONTAINER = { name: 'a', labels: {}, isRunning: true, addresses: [], published: [] };

const NODE_OF_IPV6 = aNode({ addresses: [{ type: 'InternalIP', ip: 'fc00::2' }] });

test.each<[string, Partial<ClusterFacts>, RowWords, readonly Fix[]]>([
  ['to a port that is published there for everybody', { engine: engine('0.0.0.0') }, {}, [tunnelTo('127.0.0.1:8000')]],
  ['to one that is published on its loopback', { engine: engine('127.0.0.1') }, {}, [tunnelTo('127.0.0.1:8000')]],
  ['to one that is published on one address', { engine: engine('10.0.0.5') }, {}, [tunnelTo('10.0.0.5:8000')]],
  ['to a node, where nothing is published', { engine: engine(undefined) }, {}, [tunnelTo('172.18.0.2:30080')]],
  [
    'to a node of IPv6',
    { engine: engine(undefined), nodes: { kind: 'known', value: [NODE_OF_IPV6] } },
    {},
    [tunnelTo('[fc00::2]:30080')],
  ],
  [
    'to no node without a ready pod, where only such a one passes it on',
    { engine: engine(undefined) },
    { service: { externalTrafficPolicy: 'Local' }, port: { endpoints: { kind: 'known', value: [] } } },
    [],
  ],
  [
    'to no node in a VM, which its machine does not reach',
    { engine: engine(undefined, { operatingSystem: 'Docker Desktop' }) },
    {},
    [],
  ],
  ['to no node in a VM of Colima', { engine: engine(undefined, { name: 'colima' }) }, {}, []],
  [
    'to a node, where the container with the port is stopped, and where the port is one for UDP',
    {
      engine: engine(undefined, {
        containers: [
          { ...CONTAINER, isRunning: false, published: [PUBLISHED] },
          { ...CONTAINER, published: [{ ...PUBLISHED, protocol: 'UDP' }] },
        ],
      }),
    },
    {},
    [tunnelTo('172.18.0.2:30080')],
  ],
  ['to no node of an engine without root', { engine: engine(undefined, { isRootless: true }) }, {}, []],
  ['not for UDP', { engine: engine('0.0.0.0') }, { port: { protocol: 'UDP' } }, []],
  ['nowhere, where the engine was not asked', { engine: { kind: 'not-asked' } }, {}, []],
  ['nowhere, where the machine is a flag', { engine: engine('0.0.0.0'), remoteEngine: '-oProxyCommand=x' }, {}, []],
])('a remote engine offers a tunnel %s', (_, facts, words, expected) => {
  const wish = { ...aRow(words), namespaceFlags: [] };
  expect(remoteEngine.publishFixes(wish, someClusterFacts({ remoteEngine: 'build.example', ...facts }))).toEqual(
    expected,
  );
});

test('no other place offers a way', () => {
  const registry: readonly Substrate[] = substrates;
  expect(registry.filter(({ publishFixes }) => publishFixes).map(({ id }) => id)).toEqual(['remote-engine']);
});
