import { expect, test } from 'vitest';
import { warningsOf } from '../../../src/adapters/kubernetes/warnings.ts';

// [situation, the header, what kubectl 1.35 prints after `Warning: `]
test.each<[string, string | readonly string[], readonly string[]]>([
  ['one', '299 - "v1 Endpoints is deprecated in v1.33+"', ['v1 Endpoints is deprecated in v1.33+']],
  ['with quotes, and a comma', '299 - "a \\"quoted\\" one, \\\\"', ['a "quoted" one, \\']],
  ['two, of which one has a date', '299 - "one" "Wed, 21 Oct 2015 07:28:00 GMT", 299 agent "two"', ['one', 'two']],
  ['several headers', ['299 - "one"', '299 - "two"'], ['one', 'two']],
  ['of another code', '199 - "misc", 299 - "two"', ['two']],
  ['without a text', '299 - ""', []],
  ['up to what is none', '299 - "one", broken, 299 - "two"', ['one']],
  ['that do not end', '299 - "one', []],
  ['with a control character', '299 - "one \u009b", 299 - "two"', []],
  ['in UTF-8', `299 - "${Buffer.from('für').toString('latin1')}"`, ['für']],
])('%s', (_, warning, texts) => {
  expect(warningsOf({ headers: { warning } })).toEqual(texts);
});

test('an answer without the header warns of nothing', () => {
  expect(warningsOf({ headers: {} })).toEqual([]);
});
