import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';
import { COMMANDS, type CommandName, isCommandName } from '../../src/cli/commands.ts';
import { renderHelp, renderOverview } from '../../src/cli/help.ts';
import { knownRuntimes } from '../../src/recognise.ts';

const SCREENS: readonly (CommandName | undefined)[] = [undefined, ...Object.keys(COMMANDS).filter(isCommandName)];

function helpOf(topic: string | undefined): string {
  return topic === undefined ? renderOverview() : renderHelp(topic, knownRuntimes());
}

test.each(SCREENS)('the help of %s', async (topic) => {
  await expect(helpOf(topic)).toMatchFileSnapshot(`help/${topic ?? 'overview'}.txt`);
});

test('a topic that is none gets the overview', () => {
  expect(helpOf('nonsense')).toBe(renderOverview());
});

test.each(SCREENS)('the help of %s fits a window of 100 columns', (topic) => {
  const long = helpOf(topic)
    .split('\n')
    .filter((line) => line.length > 100);
  expect(long).toEqual([]);
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Those of `kubectl-nodeport` are for other shells; test/e2e/completion.test.ts has them.
const EXAMPLES = Object.entries(COMMANDS).flatMap(([name, { examples }]) =>
  examples.flatMap(([comment, line]) => (line.includes('kubectl-nodeport') ? [] : [[line, name, comment] as const])),
);

test.each(EXAMPLES)('`%s` means %s: %s', (line, name) => {
  const invocations = wordsOf(line).map(parseCli);
  const commands = invocations.map((invocation) => invocation.command);
  // `options` explains flags of other commands, and help comes of each.
  expect(name === 'options' || name === 'help' ? ['list', 'help'] : [name]).toEqual(expect.arrayContaining(commands));
  expect(commands).toHaveLength(1);
});

/** What a shell makes of a line: the words after each `kubectl nodeport`. Nothing else is run. */
function wordsOf(line: string): readonly (readonly string[])[] {
  const file = join(folder, 'words');
  const script = `kubectl() { printf '%s\\0' "$@" >>"$WORDS"; printf '\\n' >>"$WORDS"; }; curl() { :; }; ${line}`;
  execFileSync('/bin/sh', ['-c', script], { cwd: folder, env: { PATH: '', WORDS: file } });
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  rmSync(file);
  return lines.map((words) => words.split('\0').slice(1, -1));
}
