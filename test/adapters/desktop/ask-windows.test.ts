import { describe, expect, test } from 'vitest';
import { RUNTIMES, withPrograms } from './performing.ts';

const programs = withPrograms();

const URL = "http://[::1]:30080/it's?a=1&b";

describe.each(RUNTIMES)('by %s', (runtime) => {
  const ask = async () => (await programs.perform(runtime, { askWindows: URL })).outcome;

  test('the curl of Windows is asked for the headers, within 2 s', async () => {
    programs.write('curl.exe');
    expect(await ask()).toBe('reached');
    const quietly = ['--disable', '--silent', '--head', '--insecure', '--globoff', '--noproxy', '*'];
    expect(programs.wordsOf('curl.exe')).toEqual([...quietly, '--max-time', '2', URL]);
  });

  test.each([
    ['could not connect', 'exit 7', 'not-reached'],
    ['got no answer in time', 'exit 28', 'not-reached'],
    ['got a connection that was closed at once', 'exit 52', 'not-reached'],
    ['could not be started by WSL', 'exit 1', 'cannot-be-asked'],
    ['was read by a shell', 'exit 127', 'cannot-be-asked'],
    ['hangs', 'exec sleep 5', 'cannot-be-asked'],
  ])(
    'one that %s',
    async (_, script, answer) => {
      programs.write('curl.exe', script);
      expect(await ask()).toBe(answer);
    },
    10_000,
  );

  test('where there is none', async () => {
    expect(await ask()).toBe('cannot-be-asked');
  });
});

describe.each(RUNTIMES)('the mode of the network, by %s', (runtime) => {
  const read = async () => (await programs.perform(runtime, { readWslNetwork: true })).outcome;

  test('is what wslinfo says', async () => {
    programs.write('wslinfo', 'echo mirrored');
    expect(await read()).toBe('mirrored');
    expect(programs.wordsOf('wslinfo')).toEqual(['--networking-mode']);
  });

  test.each([
    ['says another word', 'echo consomme'],
    ['fails', 'echo nat; exit 1'],
    ['hangs', 'echo nat; exec sleep 5'],
  ])('is not known where it %s', async (_, script) => {
    programs.write('wslinfo', script);
    expect(await read()).toBeNull();
  });

  test('is not known where there is no wslinfo', async () => {
    expect(await read()).toBeNull();
  });
});
