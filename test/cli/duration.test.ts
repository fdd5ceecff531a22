import { expect, test } from 'vitest';
import { parseDuration } from '../../src/cli/duration.ts';

test.each([
  { text: '500ms', ms: 500 },
  { text: '2s', ms: 2_000 },
  { text: '1m30s', ms: 90_000 },
  { text: '1h', ms: 3_600_000 },
  { text: '1.5s', ms: 1_500 },
  { text: '3', ms: 3_000 },
  { text: '0.25', ms: 250 },
  { text: '0', ms: 0 },
  { text: '', ms: undefined },
  { text: 's', ms: undefined },
  { text: '1 s', ms: undefined },
  { text: '-1s', ms: undefined },
  { text: '1d', ms: undefined },
  { text: '1s2', ms: undefined },
  { text: 'Infinity', ms: undefined },
  { text: '0x10', ms: undefined },
  { text: '1e3', ms: undefined },
])('`$text` is $ms ms', ({ text, ms }) => {
  expect(parseDuration(text)).toBe(ms);
});
