import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { safeYaml } from '../../src/render/safe-yaml.ts';

test('what a terminal would obey is escaped, in keys too, and comes back as it was', () => {
  const value = {
    'turned\u202e': 'around\u202e',
    'a mark of ours': '\u0001202e\u0002',
    'the same as text': '\\x01202e\\x02\u200b',
    colours: '\u001b[31mred\n',
    half: '\ud800',
    invisible: ['\u00ad', '\u2028', '\ufeff'],
  };
  const yaml = safeYaml(value);
  expect(yaml).toBe(String.raw`"turned\u202e": "around\u202e"
a mark of ours: "\u0001202e\u0002"
the same as text: "\u005cx01202e\\x02\u200b"
colours: "\u001b[31mred\n"
half: "\ud800"
invisible:
  - "\u00ad"
  - "\u2028"
  - "\ufeff"
`);
  expect(load(yaml)).toEqual(value);
});

test('what other readers would take for something else is quoted, and long lines are not broken', () => {
  const time = '2026-11-22T10:00:00.000Z';
  expect(safeYaml({ time, yes: 'yes', octal: '0o17', text: 'a b '.repeat(40), lines: 'one\n  two\n' })).toBe(
    `time: '${time}'\n'yes': 'yes'\noctal: '0o17'\ntext: '${'a b '.repeat(40)}'\nlines: |\n  one\n    two\n`,
  );
});

test.each([
  String.raw`\x01202e\x02`,
  String.raw`it's "\x01202e\x02"`,
  String.raw`: \x01202e\x02`,
  `one\n\\x01202e\\x02\ntwo\n`,
  String.raw`\\x01202e\x02`,
  `\\x01202e\u0002`,
  `\u0001202e\\x02`,
])('text that looks as if this program had marked it stays text: %j', (text) => {
  const yaml = safeYaml({ [text]: text });
  expect(load(yaml)).toEqual({ [text]: text });
  expect(yaml).not.toContain('\u202e');
});
