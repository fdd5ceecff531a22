import { expect, test } from 'vitest';
import { matchesOf } from '../../../src/adapters/pick/matches-of.ts';

const CHOICES = [
  { label: 'web       80:30080/TCP', detail: 'NodePort' },
  { label: 'web-admin 8080/TCP', detail: 'ClusterIP' },
  { label: 'mysql     3306:31696/TCP' },
];

test.each([
  ['nothing', '', [0, 1, 2]],
  ['blanks', '  ', [0, 1, 2]],
  ['a part of a name', 'eb', [0, 1]],
  ['a port', '31696', [2]],
  ['what stands in the detail', 'clusterip', [1]],
  ['another case', 'WEB', [0, 1]],
  ['two words in any order', 'clusterip web', [1]],
  ['a word and the beginning of none', 'web ', [0, 1]],
  ['two words of different choices', 'web mysql', []],
  ['signs that mean something elsewhere', '.*', []],
])('%s: %j', (_, typed, indices) => {
  expect(matchesOf(typed, CHOICES)).toEqual(indices);
});
