import { expect, test } from 'vitest';
import { readDocument } from './documents.ts';

const { engines } = JSON.parse(readDocument('package.json')) as { readonly engines: { readonly node: string } };

test.each(['README.md', 'README.ja.md'])('%s names the oldest Node that the package runs on', (path) => {
  expect(readDocument(path)).toContain(`Node ${engines.node.replace('>=', '')}`);
});
