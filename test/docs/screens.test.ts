import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { screenSvg } from '../../scripts/docs/screen-svg.ts';
import { withoutTimes } from '../../scripts/docs/without-times.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Why no screen can be recorded here; empty where one can. */
const skipReason = whyNone();

describe('a recorded screen', { skip: skipReason !== '', meta: { skipReason } }, () => {
  test.each(['list', 'open', 'explain'])('%s is what the executable prints today', (name) => {
    const printed = execFileSync(process.execPath, [join(ROOT, 'scripts/record-screens.ts'), '--print', name], {
      encoding: 'utf8',
    });
    expect(withoutTimes(printed)).toBe(withoutTimes(readFileSync(join(ROOT, `docs/screens/${name}.txt`), 'utf8')));
  });
});

test('a picture has the text of its screen, and marks what answered', () => {
  const theme = { paper: 'p', frame: 'f', text: 't', command: 'c', good: 'g', bad: 'b' };
  const svg = screenSvg('$ curl x\ncurl: (28) timed out\n\nweb  <none> Reachable http://127.0.0.1:80\n', theme);
  const space = '\u00a0';
  expect(svg.split('\n').filter((line) => line.startsWith('<text'))).toEqual([
    `<text x="20" y="34" fill="c" font-weight="600">$${space}curl${space}x</text>`,
    `<text x="20" y="54" fill="b">curl:${space}(28)${space}timed${space}out</text>`,
    `<text x="20" y="94">web${space}${space}&lt;none&gt;${space}<tspan fill="g">Reachable</tspan>${space}<tspan fill="g">http://127.0.0.1:80</tspan></text>`,
  ]);
});

function whyNone(): string {
  const missing = ['kubectl', 'curl', 'script', 'unshare'].find((program) => spawnSync(program, ['--help']).error);
  if (missing !== undefined) return `there is no ${missing} on this machine`;
  const namespaces = ['--user', '--net', '--mount', '--map-root-user'];
  const { status } = spawnSync('unshare', [...namespaces, 'sh', join(ROOT, 'scripts/docs/network.sh'), 'true']);
  return status === 0 ? '' : 'this machine makes no network namespaces for us';
}
