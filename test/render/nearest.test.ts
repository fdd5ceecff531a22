import { expect, test } from 'vitest';
import { didYouMean, nearestNames, nearestValues } from '../../src/render/nearest.ts';

const COMMANDS = ['list', 'open', 'explain', 'version', 'help'];
const SERVICES = ['web', 'web-admin', 'api', 'db', 'ui', 'mysql-primary', 'mysql-replica'];

test.each<{ how: string; word: string; names: readonly string[]; nearest: readonly string[] }>([
  { how: 'a letter too few', word: 'opn', names: COMMANDS, nearest: ['open'] },
  { how: 'a letter too many', word: 'listt', names: COMMANDS, nearest: ['list'] },
  { how: 'two letters changed places', word: 'lsit', names: COMMANDS, nearest: ['list'] },
  { how: 'capitals', word: 'OPEN', names: COMMANDS, nearest: ['open'] },
  { how: 'not typed to the end', word: 'ver', names: COMMANDS, nearest: ['version'] },
  { how: 'three letters of seven are others', word: 'exquire', names: COMMANDS, nearest: [] },
  { how: 'a word of its own', word: 'mysql', names: COMMANDS, nearest: [] },
  { how: 'two letters of two, which is any other word', word: 'ib', names: SERVICES, nearest: ['db'] },
  { how: 'two letters of three', word: 'wub', names: SERVICES, nearest: ['web'] },
  { how: 'a beginning, nearest first', word: 'we', names: ['web-admin', 'web'], nearest: ['web', 'web-admin'] },
  { how: 'as near: in the order of the names', word: 'mysql', names: SERVICES, nearest: SERVICES.slice(5) },
  {
    how: 'one part of the name',
    word: 'dev',
    names: ['kind-prod', 'kind-dev', 'device'],
    nearest: ['device', 'kind-dev'],
  },
  {
    how: 'one part of an ARN',
    word: 'dev',
    names: ['arn:aws:eks:eu:1:cluster/dev'],
    nearest: ['arn:aws:eks:eu:1:cluster/dev'],
  },
  { how: 'three at the most', word: 'a', names: ['ab', 'ac', 'ad', 'ae'], nearest: ['ab', 'ac', 'ad'] },
  { how: 'nothing was typed', word: '', names: SERVICES, nearest: [] },
  { how: 'nothing there', word: 'web', names: [], nearest: [] },
  { how: 'a long word', word: 'a'.repeat(100_000), names: SERVICES, nearest: [] },
])('$how', ({ word, names, nearest }) => {
  expect(nearestNames(word, names)).toEqual(nearest);
});

test.each([
  { choices: [], sentence: undefined },
  { choices: ['open'], sentence: 'did you mean `open`?' },
  { choices: ['a', 'b'], sentence: 'did you mean `a` or `b`?' },
  { choices: ['a', 'b', 'c'], sentence: 'did you mean `a`, `b` or `c`?' },
])('$choices', ({ choices, sentence }) => {
  expect(didYouMean(choices)).toBe(sentence);
});

test.each([
  { names: ['kind-dev', 'kind-prod'], nearest: ['--context kind-dev'] },
  { names: ['dev $(reboot)', "dev'", 'dev\n'], nearest: [] },
])('of the contexts $names', ({ names, nearest }) => {
  expect(nearestValues({ flag: '--context', word: 'dev', names })).toEqual(nearest);
});
