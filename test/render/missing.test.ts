import { describe, expect, test } from 'vitest';
import type { ServiceFacts } from '../../src/domain/facts.ts';
import {
  missingServiceSentence,
  missingWorkloadSentence,
  noSelectingService,
  noSuchPort,
} from '../../src/render/missing.ts';
import { aPort, aRow, aService } from '../domain/build.ts';

const HERE = { command: 'open', namespace: 'default', home: 'default', where: [] } as const;
const EVERYWHERE = [
  aService({ name: 'web' }),
  aService({ name: 'web-admin' }),
  aService({ name: 'orders', namespace: 'shop' }),
  aService({ name: 'orders', namespace: 'test' }),
];

describe('a Service that is not there', () => {
  test.each<{ how: string; name: string; everywhere?: readonly ServiceFacts[]; looked?: object; hint: string }>([
    { how: 'nor is anything like it', name: 'mysql', hint: '' },
    {
      how: 'mistyped, or not typed to its end',
      name: 'weba',
      hint: '\ndid you mean `kubectl nodeport open web`?',
    },
    {
      how: 'which is in two other namespaces',
      name: 'orders',
      looked: { where: ['--context', 'dev'] },
      hint: '\ndid you mean `kubectl nodeport open orders -n shop --context dev` or `kubectl nodeport open orders -n test --context dev`?',
    },
    {
      how: 'looked for in a namespace that is not the context’s',
      name: 'order',
      looked: { namespace: 'shop' },
      hint: '\ndid you mean `kubectl nodeport open orders -n shop`?',
    },
    {
      how: 'looked for in all namespaces of a file',
      name: 'order',
      looked: { namespace: undefined, where: ['-f', 'x'] },
      hint: '\ndid you mean `kubectl nodeport open orders -f x`?',
    },
    {
      how: 'of many namesakes three are named',
      name: 'x',
      everywhere: ['a', 'b', 'c', 'd'].map((namespace) => aService({ name: 'x', namespace })),
      hint: '\ndid you mean `kubectl nodeport open x -n a`, `kubectl nodeport open x -n b` or `kubectl nodeport open x -n c`?',
    },
    {
      how: 'what could not be pasted is not suggested',
      name: 'we',
      everywhere: [aService({ name: 'we`reboot`' }), aService({ name: 'we', namespace: '-x' })],
      hint: '',
    },
  ])('$how', ({ name, everywhere = EVERYWHERE, looked, hint }) => {
    expect(missingServiceSentence(name, { everywhere, isNamespaceThere: true }, { ...HERE, ...looked })).toBe(
      `Error from server (NotFound): services "${name}" not found${hint}`,
    );
  });
});

test('a namespace that is not there, and where the Service is', () => {
  const looked = { ...HERE, command: 'list', namespace: 'shpo' } as const;
  expect(missingServiceSentence('orders', { everywhere: EVERYWHERE, isNamespaceThere: false }, looked)).toBe(
    'Error from server (NotFound): namespaces "shpo" not found\n' +
      'did you mean `kubectl nodeport list orders -n shop` or `kubectl nodeport list orders -n test`?',
  );
});

test('a workload that is not there, in kubectl’s words', () => {
  expect([
    missingWorkloadSentence({ kind: 'pod', name: 'web-1' }),
    missingWorkloadSentence({ kind: 'deployment', name: 'web' }),
  ]).toEqual([
    'Error from server (NotFound): pods "web-1" not found',
    'Error from server (NotFound): deployments.apps "web" not found',
  ]);
});

test('a workload that no Service selects', () => {
  expect(noSelectingService({ kind: 'deployment', name: 'web' }, 'shop')).toBe(
    'error: no Service in namespace "shop" selects deployment "web"',
  );
});

describe('a port that is not there', () => {
  const { port } = aRow();
  const many = Array.from({ length: 12 }, (_, index) => ({ ...port, name: '', port: aPort(index + 1) }));
  test.each<{ how: string; service: Partial<ServiceFacts>; sentence: string }>([
    {
      how: 'beside others, with a name and without',
      service: {
        ports: [
          { ...port, name: 'http' },
          { ...port, port: aPort(81) },
        ],
      },
      sentence: 'error: service "web" has no port "x"\nit has http (80), 81',
    },
    {
      how: 'beside many others',
      service: { ports: many },
      sentence: 'error: service "web" has no port "x"\nit has 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more',
    },
    {
      how: 'nor is any',
      service: { type: 'ClusterIP', ports: [] },
      sentence: 'error: service "web" of type ClusterIP has no ports',
    },
    {
      how: 'of a name for something else',
      service: { type: 'ExternalName', externalName: 'db.example.com', ports: [] },
      sentence: 'error: service "web" of type ExternalName has no ports: it is another name of db.example.com',
    },
    {
      how: 'of a Service whose words would be lines of their own',
      service: { name: 'a\nb', type: 'c\nd', externalName: 'e\nf', ports: [] },
      sentence: 'error: service "a..." of type c... has no ports: it is another name of e...',
    },
  ])('$how', ({ service, sentence }) => {
    expect(noSuchPort(aService(service), 'x')).toBe(sentence);
  });
});
