import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { renderHelp } from '../../src/cli/help.ts';

const SCREENS = [undefined, ...Object.keys(COMMANDS)];

test.each(SCREENS)('the help of %s', async (topic) => {
  await expect(renderHelp(topic)).toMatchFileSnapshot(`help/${topic ?? 'overview'}.txt`);
});

test('a topic that is none gets the overview', () => {
  expect(renderHelp('nonsense')).toBe(renderHelp(undefined));
});

test.each(SCREENS)('the help of %s fits a window of 100 columns', (topic) => {
  const long = renderHelp(topic)
    .split('\n')
    .filter((line) => line.length > 100);
  expect(long).toEqual([]);
});
