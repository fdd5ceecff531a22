import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandLine, pasteable } from '../../src/render/shell.ts';

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

const PATCH = '[{op: add, path: /spec/ports/0/nodePort, value: 30443}]';

test.each([
  { shell: 'posix', commands: [['kubectl', 'patch', '-p', PATCH]], line: `kubectl patch -p '${PATCH}'` },
  { shell: 'fish', commands: [['kubectl', 'patch', '-p', PATCH]], line: `kubectl patch -p '${PATCH}'` },
  { shell: 'powershell', commands: [['kubectl', 'patch', '-p', PATCH]], line: `kubectl patch -p '${PATCH}'` },
  { shell: 'posix', commands: [["it's"]], line: "'it'\\''s'" },
  { shell: 'fish', commands: [["it's", 'a\\b']], line: "'it\\'s' 'a\\\\b'" },
  { shell: 'powershell', commands: [["it's", 'a,b', '@x', '%x']], line: "'it''s' 'a,b' '@x' '%x'" },
  { shell: 'posix', commands: [['a'], ['b', 'c']], line: 'a && b c' },
  { shell: 'fish', commands: [['a'], ['b', 'c']], line: 'a && b c' },
  { shell: 'powershell', commands: [['a'], ['b', 'c']], line: 'a; if ($?) { b c }' },
] as const)('in $shell $commands is pasted as $line', ({ shell, commands, line }) => {
  expect(pasteable(commands, shell)).toBe(line);
});
