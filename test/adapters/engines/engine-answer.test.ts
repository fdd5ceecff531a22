import { expect, test } from 'vitest';
import { parseJson } from '../../../src/adapters/engines/engine-answer.ts';
import { EngineFailure } from '../../../src/adapters/engines/engine-failure.ts';

test('JSON that an engine would never nest so deep is not parsed at all', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(parseJson(`{"label": "{[", "list": ${nested(20)}}`)).toEqual({ label: '{[', list: JSON.parse(nested(20)) });
  expect(() => parseJson(nested(2_000))).toThrow(EngineFailure);
});
