import { describe, expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';
import { COMMANDS, type CommandName, flagsOf, isCommandName } from '../../src/cli/commands.ts';
import type { Flag } from '../../src/cli/flag.ts';
import { FLAGS } from '../../src/cli/flags.ts';

/** Each command with each of its flags that take one of a few values, and those as completion offers them. */
const FEW = Object.keys(COMMANDS)
  .filter(isCommandName)
  .flatMap((command) =>
    flagsOf(command).flatMap((name) => {
      const { takes }: Flag = FLAGS[name];
      return typeof takes === 'object' ? [{ command, name, takes }] : [];
    }),
  )
  .filter(({ command }) => command !== 'options');

describe.each(FEW)('$command --$name', ({ command, name, takes }) => {
  test.each(takes)('takes %s', (value) => {
    expect(isMisuse(command, [`--${name}=${value}`])).toBe(false);
    expect(isMisuse(command, [`--${name}=${value}x`])).toBe(true);
  });

  test('says so in its help', () => {
    for (const value of takes) expect(FLAGS[name].description).toContain(value);
  });
});

test.each(['list', 'explain'] as const)('%s takes each format that completion offers', (command) => {
  for (const output of COMMANDS[command].outputs) {
    expect(isMisuse(command, [`--output=${output}`]) && isMisuse(command, [`--output=${output}=.x`])).toBe(false);
  }
});

/** `--machine` is nothing without `-f`. */
function isMisuse(command: CommandName, flags: readonly string[]): boolean {
  const file = flags[0]?.startsWith('--machine') ? ['-f', 'paste.txt'] : [];
  return parseCli([command, ...file, ...flags]).command === 'misuse';
}
