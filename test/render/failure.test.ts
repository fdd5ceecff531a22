import { expect, test } from 'vitest';
import { bugReport, safeLines } from '../../src/render/failure.ts';

test.each([
  { how: 'one line', text: 'error: no', shown: 'error: no\n' },
  { how: 'a line that is ended already', text: 'error: no\n', shown: 'error: no\n' },
  { how: 'two lines', text: 'error: no\nSee', shown: 'error: no\nSee\n' },
  { how: 'an empty line between', text: 'a\n\nb', shown: 'a\n\nb\n' },
  { how: 'a server that colours its message', text: 'Error: \u001b[31mno\r', shown: 'Error: ^[[31mno...\n' },
])('$how', ({ text, shown }) => {
  expect(safeLines(text)).toBe(shown);
});

test('a bug is shown with its stack, and the home directory blanked', () => {
  const error = new Error('oops');
  error.stack = 'Error: oops\n    at run (/home/jane/kubectl-nodeport:1:2)';
  expect(bugReport(error, '1.2.3', '/home/jane')).toBe(`kubectl-nodeport v1.2.3 has a bug:
Error: oops
    at run (~/kubectl-nodeport:1:2)
please report it at https://github.com/kubectl-nodeport/kubectl-nodeport/issues
`);
});

test('a bug without a stack, in a home that is the root', () => {
  expect(bugReport('/ oops', '1.2.3', '/')).toBe(`kubectl-nodeport v1.2.3 has a bug:
/ oops
please report it at https://github.com/kubectl-nodeport/kubectl-nodeport/issues
`);
});
