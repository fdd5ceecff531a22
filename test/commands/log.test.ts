import { expect, test } from 'vitest';
import { endOf, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, serviceJson, sliceJson } from './objects.ts';
import type { World } from './world.ts';

const WEB: World = {
  nodes: [kindNodeJson('dev-worker', '172.18.0.3', '6.10.4-linuxkit')],
  engine: dockerDesktop({ 8000: 30_080 }),
  services: [serviceJson('web', { ports: [{ name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' }] })],
  endpointslices: [sliceJson('web', ['http'], ['ready'])],
  network: { '127.0.0.1:8000': { outcome: 'answered', afterMs: 3.14 } },
  speech: { '127.0.0.1:8000': { kind: 'http', scheme: 'http', status: 200, server: undefined, afterMs: 4 } },
};

const withoutTime = (text: string) => text.replace(/^I\d{4} [\d:.]+ /gm, '');

test.each(['', '-v=0', '-v5', '--v=-1'])('list %s tells nothing of what was dialled', async (flags) => {
  const { stderr } = await run(`list ${flags}`, WEB, 'pipe');
  expect(stderr).toBe('');
});

test('from level 6 on what was dialled is told, beside the answer', async () => {
  const quiet = await run('list', WEB, 'pipe');
  const { stdout, stderr, code } = await run('list -v=6', WEB, 'pipe');
  expect({ stdout, code }).toEqual({ stdout: quiet.stdout, code: 0 });
  expect(withoutTime(stderr)).toBe(
    `"Dial" address="127.0.0.1:8000" outcome="answered" milliseconds=3
"Dial" address="127.0.0.1:29999" outcome="refused" milliseconds=1
`,
  );
});

test('and what was spoken', async () => {
  const { stdout, stderr } = await run('open web --url -v=6', WEB, 'pipe');
  expect(stdout).toBe('http://127.0.0.1:8000\n');
  expect(withoutTime(stderr)).toContain('"Conversation" address="127.0.0.1:8000" heard="http" scheme="http"\n');
});

test('what the server warns of is said once, on stderr', async () => {
  const warnings = ['v1 Endpoints is deprecated', 'other', 'v1 Endpoints is deprecated'];
  const quiet = await run('list', WEB, 'pipe');
  expect(endOf(await run('list', { ...WEB, warnings }, 'pipe'))).toEqual({
    ...endOf(quiet),
    stderr: 'Warning: v1 Endpoints is deprecated\nWarning: other\n',
  });
});
