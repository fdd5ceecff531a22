import { expect, test } from 'vitest';
import { markTranslated, staleSections } from '../../scripts/docs/translation.ts';

const ORIGINAL = '# title\nwords\n\n## one\n1\n\n## two\n2\n### below two\n3\n';
const TRANSLATION = markTranslated(
  ORIGINAL,
  '<!-- translates: new -->\n# 題\n<!-- translates: new -->\n## 一\n<!-- translates: new -->\n## 二\n',
);

test.each<[string, string, readonly string[]]>([
  ['all is as it was', ORIGINAL, []],
  ['blank lines came or went', ORIGINAL.replace('1\n\n', '1\n\n\n'), []],
  ['a section was changed', ORIGINAL.replace('1\n', '11\n'), ['one']],
  ['what stands below a smaller heading was changed', ORIGINAL.replace('3\n', '4\n'), ['two']],
  ['the beginning was changed', ORIGINAL.replace('words', 'other words'), ['title']],
  ['a section was added', `${ORIGINAL}\n## three\n`, ['three']],
  ['the last section is gone', ORIGINAL.replace(/\n## two[\s\S]*/, ''), ['a section too many']],
  ['sections changed places', '# title\nwords\n\n## two\n2\n### below two\n3\n\n## one\n1\n', ['two', 'one']],
])('%s', (_, original, stale) => {
  expect(staleSections(original, TRANSLATION)).toEqual(stale);
});
