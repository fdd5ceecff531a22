import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { diagnose } from '../../src/domain/diagnose.ts';
import type { Fix } from '../../src/domain/fix.ts';
import { fixesFor } from '../../src/domain/fixes.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { PublishWish } from '../../src/domain/runtime.ts';
import { aPort } from './build.ts';
import {
  ANSWERED,
  aCase,
  attempt,
  type CaseWords,
  INSIDE_A_VM,
  NO_ROUTE,
  NOBODY,
  publication,
  publishing,
  REFUSED,
} from './case-builder.ts';

const TUNNEL: Fix = {
  commands: [['kubectl', 'nodeport', 'open', 'web', '-n', 'shop']],
  files: [],
  effect: 'changes-nothing',
  note: 'a tunnel until Ctrl-C',
};
const RECREATES: Fix = {
  commands: [['kind', 'delete', 'cluster']],
  files: [],
  effect: 'recreates-the-cluster',
  note: 'all is lost',
};
const LENGTHENS: Fix = {
  commands: [['docker', 'run', 'socat']],
  files: [],
  effect: 'changes-this-machine',
  note: 'until it ends',
};
const KIND = { publishFixes: () => [RECREATES, LENGTHENS] };

function moves(to: number): Fix {
  const patch = `[{op: add, path: /spec/ports/0/nodePort, value: ${to}}]`;
  return {
    commands: [['kubectl', 'patch', 'service', 'web', '-n', 'shop', '--type=json', '-p', patch]],
    files: [],
    effect: 'changes-the-service',
    note: `${to} is published and free`,
  };
}

interface Row {
  readonly how: string;
  readonly words: CaseWords;
  readonly fixes: readonly Fix[];
}

const UNPUBLISHED = { attempts: [], distribution: KIND, world: publishing(publication(8000, 30_443)) } as const;

test.each<Row>([
  { how: 'nothing, where it answers', words: {}, fixes: [] },
  {
    how: 'the one that changes least first, for a port that is not published',
    words: UNPUBLISHED,
    fixes: [TUNNEL, moves(30_443), LENGTHENS, RECREATES],
  },
  {
    how: 'the lowest nodePort that is published and free, in whatever order the engine lists them',
    words: { ...UNPUBLISHED, world: publishing(publication(8001, 30_900), publication(8000, 30_443)) },
    fixes: [TUNNEL, moves(30_443), LENGTHENS, RECREATES],
  },
  {
    how: 'no other nodePort, where another Service has what is published',
    words: { ...UNPUBLISHED, study: { nodePorts: known([aPort(30_443)]) } },
    fixes: [TUNNEL, LENGTHENS, RECREATES],
  },
  {
    how: 'no other nodePort, where nobody may see which are free',
    words: {
      ...UNPUBLISHED,
      study: { nodePorts: { kind: 'unknown', because: { code: 'services', value: 'forbidden', source: 'services' } } },
    },
    fixes: [TUNNEL, LENGTHENS, RECREATES],
  },
  {
    how: 'no other nodePort, where what is published is none',
    words: { ...UNPUBLISHED, world: publishing(publication(8080, 80)) },
    fixes: [TUNNEL, LENGTHENS, RECREATES],
  },
  {
    how: 'no other nodePort, where it is published on loopback of another machine',
    words: {
      ...UNPUBLISHED,
      world: {
        ...publishing(publication(8000, 30_443, '127.0.0.1')),
        reach: { ...INSIDE_A_VM, published: { via: 'engine-host', host: 'far' } },
      },
    },
    fixes: [TUNNEL, LENGTHENS, RECREATES],
  },
  {
    how: 'no tunnel, where the API server leads to no pod',
    words: { ...UNPUBLISHED, observed: { pods: { kind: 'cannot-ask', because: 'forbidden' } } },
    fixes: [moves(30_443), LENGTHENS, RECREATES],
  },
  {
    how: 'no tunnel, where no pod is behind it',
    words: { ...UNPUBLISHED, observed: { pods: { kind: 'not-asked', because: 'no-pod' } } },
    fixes: [moves(30_443), LENGTHENS, RECREATES],
  },
  {
    how: 'no tunnel for UDP, nor a port that is published for TCP',
    words: { ...UNPUBLISHED, port: { protocol: 'UDP' } },
    fixes: [LENGTHENS, RECREATES],
  },
  {
    how: 'one fix of two that are the same',
    words: { ...UNPUBLISHED, distribution: KIND, substrate: KIND },
    fixes: [TUNNEL, moves(30_443), LENGTHENS, RECREATES],
  },
  {
    how: 'a tunnel, for a network that accepts everything',
    words: { attempts: [attempt({ outcome: 'not-tried', because: 'accepts-everything' })] },
    fixes: [TUNNEL],
  },
  {
    how: 'where this machine would send it, for a way that a VPN has taken',
    words: { attempts: [attempt(NO_ROUTE)] },
    fixes: [
      TUNNEL,
      {
        commands: [['ip', 'route', 'get', '172.18.0.2']],
        files: [],
        effect: 'changes-nothing',
        note: 'shows where this machine would send it',
      },
    ],
  },
])('what helps: $how', ({ words, fixes }) => {
  const each = aCase(words);
  expect(fixesFor(diagnose(each), each)).toEqual(fixes);
});

test('a runtime is asked for the very port, with the flags that the commands need', () => {
  const wishes: PublishWish[] = [];
  const publishFixes = (wish: PublishWish) => {
    wishes.push(wish);
    return [];
  };
  const each = aCase({ ...UNPUBLISHED, distribution: { publishFixes } });
  fixesFor(diagnose(each), each);
  expect(wishes).toEqual([{ service: each.service, port: each.port, namespaceFlags: ['-n', 'shop'] }]);
});

test('of two reasons for one command the root tells its own', () => {
  const each = aCase({ attempts: [attempt(REFUSED)] });
  const port = aPort(30_080);
  const problems: readonly Problem[] = [
    { code: 'port-closed', pod: 'web-abc', port, declared: [], because: '' },
    { code: 'node-does-not-forward', node: 'a', host: '172.18.0.2', port, outcome: 'refused', suspect: 'unknown' },
  ];
  expect(fixesFor(problems, each)).toEqual([
    {
      commands: [['kubectl', 'logs', 'web-abc', '-n', 'shop']],
      files: [],
      effect: 'changes-nothing',
      note: 'servers say where they listen',
    },
  ]);
});

test('no name that a command would take for a flag becomes part of one', () => {
  const service = aCase({ attempts: [], service: { name: '--all' }, world: publishing() });
  const pod = aCase({ ...NOBODY, attempts: [attempt(REFUSED)] });
  const policy = aCase({ attempts: [attempt(ANSWERED)] });
  expect([
    fixesFor(diagnose(service), service),
    fixesFor([{ code: 'failed', pod: '--all', reason: undefined, because: undefined, others: 0 }], pod),
    fixesFor([{ code: 'network-policy', policies: ['--all'] }], policy),
    fixesFor([{ code: 'node-not-ready', node: '--all', ready: 'no' }], policy),
  ]).toEqual([[], [], [], []]);
});
