import { writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { planOpening } from '../../../src/domain/desktop.ts';
import { isNonEmpty } from '../../../src/domain/non-empty.ts';
import { parseWebUrl } from '../../../src/domain/web-url.ts';
import { RUNTIMES, withPrograms } from './performing.ts';

const programs = withPrograms();

const URL = parseWebUrl(`http://127.0.0.1:8000/it's%20$HOME?a=1&b="2";c=\`id\`|d^%PATH%`)!;

describe.each(RUNTIMES)('by %s', (runtime) => {
  const open = async (...openers: readonly [string, ...string[]][]) => {
    if (!isNonEmpty(openers)) throw new Error('nothing to open with');
    return (await programs.perform(runtime, { open: openers })).outcome;
  };

  test('a program gets the URL as it is, as one word, and no later one is asked', async () => {
    programs.write('first');
    programs.write('second');
    expect(await open(['first', 'open', URL], ['second', URL])).toEqual({ kind: 'opened' });
    expect([programs.wordsOf('first'), programs.wordsOf('second')]).toEqual([['open', URL], undefined]);
  });

  test('what BROWSER says is run without a shell', async () => {
    programs.write('my browser');
    const browser = `nonesuch:"${programs.at('my browser')}" --new '$HOME;%s' %s`;
    const desktop = { platform: 'linux', within: 'nothing', isCi: false, hasDisplay: true } as const;
    const opening = planOpening(URL, { ...desktop, browser, ssh: undefined, codespace: undefined });
    if (opening.kind !== 'open') throw new Error(opening.kind);
    expect((await programs.perform(runtime, { open: opening.openers })).outcome).toEqual({ kind: 'opened' });
    expect(programs.wordsOf('my browser')).toEqual(['--new', `$HOME;${URL}`, URL]);
  });

  test('one that fails is the answer', async () => {
    programs.write('first', 'exit 3');
    programs.write('second');
    expect(await open(['first', URL], ['second', URL])).toEqual({ kind: 'failed', program: 'first', status: 3 });
    expect(programs.wordsOf('second')).toBeUndefined();
  });

  test('so is one that a signal ends', async () => {
    programs.write('first', 'kill -9 $$');
    expect(await open(['first', URL])).toEqual({ kind: 'failed', program: 'first', status: 'SIGKILL' });
  });

  test('after what is not there and what may not be run comes the next', async () => {
    writeFileSync(programs.at('text'), 'a text');
    programs.write('last');
    const missing = programs.at('nowhere/opener');
    expect(await open(['nonesuch', URL], [missing, URL], [programs.at('text'), URL], ['last', URL])).toEqual({
      kind: 'opened',
    });
    expect(programs.wordsOf('last')).toEqual([URL]);
  });

  test('where none can be run, they are named', async () => {
    expect(await open(['nonesuch', URL], ['nor-this', 'open', URL])).toEqual({
      kind: 'none-started',
      programs: ['nonesuch', 'nor-this'],
    });
  });

  test('one that stays is the browser: it outlives us, and is not in our process group', async () => {
    programs.write('browser', `sleep 4; echo over > '${programs.at('browser')}.words'`);
    const { outcome, group } = await programs.perform(runtime, { open: [['browser', URL]] });
    expect(outcome).toEqual({ kind: 'opened' });
    expect(programs.wordsOf('browser')).toEqual([URL]);
    await vi.waitFor(() => expect(() => process.kill(-group, 0)).toThrow('ESRCH'));
    await vi.waitFor(() => expect(programs.wordsOf('browser')).toEqual(['over']), 5_000);
  }, 15_000);
});

test('Bun tells by another way what the kernel does not know, such as programs of Windows without interop', async () => {
  writeFileSync(programs.at('rundll32.exe'), 'MZ\u0000', { mode: 0o755 });
  programs.write('wslview');
  const { outcome } = await programs.perform('Bun', {
    open: [
      ['rundll32.exe', URL],
      ['wslview', URL],
    ],
  });
  expect([outcome, programs.wordsOf('wslview')]).toEqual([{ kind: 'opened' }, [URL]]);
});
