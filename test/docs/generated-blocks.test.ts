import { expect, test } from 'vitest';
import { withBlocks } from '../../scripts/docs/generated-blocks.ts';

test('what stands in a block is replaced, and nothing else', () => {
  const before =
    'a\n<!-- generated: x -->\nold\nold\n<!-- end -->\nb <!-- end -->\n<!-- generated: y -->\n<!-- end -->\n';
  expect(withBlocks(before, { x: 'new\n', y: '| $1 |\n' })).toBe(
    'a\n<!-- generated: x -->\nnew\n<!-- end -->\nb <!-- end -->\n<!-- generated: y -->\n| $1 |\n<!-- end -->\n',
  );
});

test.each([
  ['that is missing', 'text\n', 'no block «x»'],
  [
    'that stands there twice',
    '<!-- generated: x -->\n<!-- end -->\n<!-- generated: x -->\n<!-- end -->\n',
    'a block «x» too many',
  ],
  ['that nobody makes', '<!-- generated: z -->\n<!-- end -->\n', 'a block «z» too many'],
])('a block %s is an error', (_, markdown, message) => {
  expect(() => withBlocks(markdown, { x: '' })).toThrow(message);
});
