import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandLine } from '../../src/render/shell.ts';

test.each([
  { words: ['kubectl', 'nodeport', 'open', 'api'], line: 'kubectl nodeport open api' },
  { words: ['--context', 'a b'], line: "--context 'a b'" },
  { words: ['$(reboot)'], line: "'$(reboot)'" },
  { words: ["it's"], line: "'it'\\''s'" },
  { words: [''], line: "''" },
  { words: ['~'], line: "'~'" },
  { words: ['user@arn:aws:eks:eu-west-1:1:cluster/dev'], line: 'user@arn:aws:eks:eu-west-1:1:cluster/dev' },
  { words: ['a\u001b[31m'], line: "'a^[[31m'" },
])('$words is written $line, and the shell reads it so', ({ words, line }) => {
  expect(commandLine(words)).toBe(line);
  const read = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
  expect(read).toBe(words.map((word) => `${word.replaceAll('\u001b', '^[')}\n`).join(''));
});
