import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OnTerminal, runOnTerminal, whyNoTerminal } from './on-terminal.ts';

const PROGRAM = fileURLToPath(new URL('pick-program.ts', import.meta.url));
const BUN = resolve('node_modules/bun/bin/bun.exe');
const KEYS = {
  esc: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  enter: '\r',
  tab: '\t',
};

const skipReason = process.env.CI === undefined ? (whyNoTerminal() ?? '') : ''; // in CI it fails instead

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pick-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.skipIf(skipReason !== '').each([
  ['Node', process.execPath],
  ['Bun', BUN],
])('picked by %s', { meta: { skipReason }, timeout: 20_000 }, (_, runtime) => {
  /** The shell says what came of it, and how the terminal was left. */
  function start(counts: string, terminal?: OnTerminal) {
    const program = `'${runtime}' '${PROGRAM}' ${counts}`;
    const checks = `echo "ended $?"; stty -a | grep -o -e '-icanon' -e '-echo '`;
    return runOnTerminal(`echo before; ${program} >'${folder}/answer'; ${checks}`, terminal);
  }

  function answer(): string {
    return readFileSync(join(folder, 'answer'), 'utf8');
  }

  test('what is typed filters, Enter picks, and the screen is as it was', async () => {
    const running = start('200');
    expect(await running.shows('200 of 200')).toEqual([
      'before',
      'Service',
      '> web-0    80:30000/TCP   NodePort',
      '  web-1    80:30001/TCP   NodePort',
      '  web-2    80:30002/TCP   NodePort',
      '  漢字     80:30003/TCP   NodePort',
      '  web-4    80:30004/TCP   NodePort',
      '  web-5    80:30005/TCP   NodePort',
      '  web-6    80:30006/TCP   NodePort',
      '  web-7    80:30007/TCP   NodePort',
      '  web-8    80:30008/TCP   NodePort',
      '  web-9    80:30009/TCP   NodePort',
      '200 of 200; type to filter, Esc leaves',
    ]);
    running.type('tcp WEB-19');
    expect(await running.shows('11 of 200')).toEqual([
      'before',
      'Service tcp WEB-19',
      '> web-19   80:30019/TCP   NodePort',
      ...Array.from({ length: 9 }, (_, index) => `  web-19${index}  80:3019${index}/TCP   NodePort`),
      '11 of 200; type to filter, Esc leaves',
    ]);
    running.type(KEYS.down + KEYS.enter);
    expect(await running.ended()).toEqual(['before', 'ended 0']);
    expect(answer()).toBe('picked 190\n');
  });

  test.each([
    ['Esc', KEYS.esc],
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['Esc after something was typed', `web${KEYS.esc}`],
    ['Ctrl-C after something was typed', 'web\u0003'],
    ['Esc where nothing matches', `nothing${KEYS.enter}${KEYS.esc}`],
  ])('%s leaves without a trace', async (_, keys) => {
    const running = start('200');
    await running.shows('200 of 200');
    running.type(keys);
    expect(await running.ended()).toEqual(['before', 'ended 130']);
    expect(answer()).toBe('');
  });

  test('an input that has ended is left', async () => {
    const running = start('200 </dev/null');
    expect(await running.ended()).toEqual(['before', 'ended 130']);
  });

  test.each([
    ['a name and Enter at once', `web-150${KEYS.enter}`, 150],
    ['the arrows', KEYS.down + KEYS.down + KEYS.up + KEYS.enter, 1],
    ['the arrows of Emacs', `\u000e\u000e\u0010${KEYS.enter}`, 1],
    ['no arrow further than the first', KEYS.up + KEYS.enter, 0],
    ['no page further than the last', KEYS.pageDown.repeat(30) + KEYS.enter, 199],
    ['pages', KEYS.pageDown + KEYS.pageDown + KEYS.pageUp + KEYS.enter, 10],
    ['arrows, and then a filter, of which the first is taken', `${KEYS.down + KEYS.down}web-1${KEYS.enter}`, 1],
    ['a Tab, which means nothing', `web-15${KEYS.tab}1${KEYS.enter}`, 151],
    ['Enter where nothing matches, and another letter deleted', `web-150x${KEYS.enter}\u007f${KEYS.enter}`, 150],
    ['two cells a character', `漢${KEYS.enter}`, 3],
  ])('%s', async (_, keys, picked) => {
    const running = start('200');
    await running.shows('200 of 200');
    running.type(keys);
    expect(await running.ended()).toEqual(['before', 'ended 0']);
    expect(answer()).toBe(`picked ${picked}\n`);
  });

  test('a narrow terminal shows no detail, and no more lines than it has', async () => {
    const running = start('200', { size: { columns: 30, rows: 8 } });
    await running.shows('200 of 200');
    running.type(KEYS.pageDown);
    expect(await running.shows('> web-4')).toEqual([
      'before',
      'Service',
      '  web-2    80:30002/TCP',
      '  漢字     80:30003/TCP',
      '> web-4    80:30004/TCP',
      '  web-5    80:30005/TCP',
      '200 of 200; Esc leaves',
    ]);
    running.type(KEYS.esc);
    expect(await running.ended()).toEqual(['before', 'ended 130']);
  });

  test('a terminal that nobody gave a size is taken for one of 80 columns', async () => {
    const running = start('3', { hasSize: false });
    expect(await running.shows('3 of 3')).toEqual([
      'before',
      'Service',
      '> web-0    80:30000/TCP   NodePort',
      '  web-1    80:30001/TCP   NodePort',
      '  web-2    80:30002/TCP   NodePort',
      '3 of 3; type to filter, Esc leaves',
    ]);
    running.type(KEYS.esc);
    expect(await running.ended()).toEqual(['before', 'ended 130']);
  });

  test('one question after the other', async () => {
    const running = start('9 3');
    await running.shows('9 of 9');
    running.type(KEYS.down + KEYS.enter);
    await running.shows('3 of 3');
    running.type(`2${KEYS.enter}`);
    expect(await running.ended()).toEqual(['before', 'ended 0']);
    expect(answer()).toBe('picked 1\npicked 2\n');
  });

  test.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
  ])('with %j it is coloured: %j', async (environment, isColoured) => {
    const running = start('3', { environment });
    await running.shows('3 of 3');
    const styles = ['\u001b[1mService', '\u001b[36m> web-0', '\u001b[2m3 of 3'];
    expect(styles.filter((styled) => running.written.includes(styled))).toEqual(isColoured ? styles : []);
    running.type(KEYS.esc);
    await running.ended();
  });
});
