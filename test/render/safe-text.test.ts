import { describe, expect, test } from 'vitest';
import { cell, safeJson, safeText } from '../../src/render/safe-text.ts';

const MEGABYTE = 'a'.repeat(1_048_576);

test.each([
  { how: 'a name', text: 'dev-worker', shown: 'dev-worker' },
  { how: 'letters of any script, and emoji', text: 'übung データ 🦀', shown: 'übung データ 🦀' },
  { how: 'an escape sequence', text: '\u001b[31mred\u001b[0m', shown: '^[[31mred^[[0m' },
  { how: 'a window title', text: '\u001b]0;owned\u0007', shown: '^[]0;owned\ufffd' },
  { how: 'a new line', text: 'a\nReachable', shown: 'a...' },
  { how: 'a carriage return, which would overwrite the line', text: 'bad\rgood', shown: 'bad...' },
  { how: 'form feed and vertical tab', text: 'a\fb', shown: 'a...' },
  { how: 'line breaks of Unicode', text: 'a\u2028b', shown: 'a...' },
  { how: 'the line break of C1', text: 'a\u0085b', shown: 'a...' },
  { how: 'a trailing new line', text: 'a\n', shown: 'a...' },
  { how: 'a tab, which would move columns', text: 'a\tb', shown: 'a\ufffdb' },
  { how: 'backspaces', text: 'ab\b\bcd', shown: 'ab\ufffd\ufffdcd' },
  { how: 'CSI of C1', text: '\u009b31mred', shown: '\ufffd31mred' },
  { how: 'the delete character', text: 'a\u007f', shown: 'a\ufffd' },
  { how: 'a right-to-left override', text: 'exe\u202etxt', shown: 'exe\ufffdtxt' },
  { how: 'an isolate', text: '\u2066a\u2069', shown: '\ufffda\ufffd' },
  { how: 'an Arabic letter mark', text: 'a\u061cb', shown: 'a\ufffdb' },
  { how: 'zero-width blanks', text: 'a\u200b\u200db\ufeff', shown: 'a\ufffd\ufffdb\ufffd' },
  { how: 'a soft hyphen', text: 'a\u00adb', shown: 'a\ufffdb' },
  { how: 'the first half of a pair', text: 'a\ud83db', shown: 'a\ufffdb' },
  { how: 'the second half of a pair', text: '\udd80', shown: '\ufffd' },
  { how: 'a megabyte', text: MEGABYTE, shown: `${'a'.repeat(512)}...` },
  { how: '512 characters', text: 'a'.repeat(512), shown: 'a'.repeat(512) },
  { how: 'a pair cut in half by the limit', text: `${'a'.repeat(511)}🦀b`, shown: `${'a'.repeat(511)}\ufffd...` },
])('$how is made fit for one line', ({ text, shown }) => {
  expect(safeText(text)).toBe(shown);
});

test('no code unit gets through that a terminal obeys', () => {
  const all = Array.from({ length: 0x1_0000 }, (_, unit) => safeText(String.fromCharCode(unit))).join('');
  expect(all).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
});

test.each([
  { text: undefined, shown: '<none>' },
  { text: '', shown: '<none>' },
  { text: 'web', shown: 'web' },
  { text: '\u001b[2J', shown: '^[[2J' },
])('a cell of $text is $shown', ({ text, shown }) => {
  expect(cell(text)).toBe(shown);
});

describe('JSON', () => {
  const hostile = { name: '\u001b[31m\u009b\u007f\u202e\u200b\n"\ud83d🦀', 'key\u202e': MEGABYTE };

  test('says what it was given', () => {
    expect(JSON.parse(safeJson(hostile))).toEqual(hostile);
  });

  test('has no character that a terminal obeys', () => {
    expect(safeJson(hostile).replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u,
    );
  });
});
