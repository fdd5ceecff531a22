import { expect, test } from 'vitest';
import type { Elsewhere, Opened } from '../../src/domain/desktop.ts';
import { parseWebUrl } from '../../src/domain/web-url.ts';
import { elsewhereSentence, openedSentence } from '../../src/render/opening.ts';

const NO_DISPLAY: Elsewhere = { kind: 'not-here', because: 'no-display' };
const OVER_SSH: Elsewhere = {
  kind: 'over-ssh',
  forward: ['ssh', '-N', '-L', '30080:[::1]:30080', '-p', '2222', 'al ice@203.0.113.7'],
  url: parseWebUrl('http://127.0.0.1:30080/')!,
};
const SSH_SENTENCE = `over SSH: run this where the browser is, and open http://127.0.0.1:30080/ there
    ssh -N -L '30080:[::1]:30080' -p 2222 'al ice@203.0.113.7'`;

test.each<[Elsewhere, string]>([
  [{ kind: 'not-here', because: 'ci' }, 'in CI: no browser is opened'],
  [{ kind: 'not-here', because: 'container' }, 'in a container: open it in a browser that reaches it'],
  [NO_DISPLAY, 'no display here: open it in a browser'],
  [
    { kind: 'forwarded', url: parseWebUrl('https://n-1-30080.app.github.dev/')! },
    'Codespaces forwards it: https://n-1-30080.app.github.dev/',
  ],
  [OVER_SSH, SSH_SENTENCE],
])('%j', (elsewhere, sentence) => {
  expect(elsewhereSentence(elsewhere)).toBe(sentence);
});

const failed = (program: string, status: number | string): Opened => ({ kind: 'failed', program, status });

test.each<[Opened, Elsewhere | undefined, string]>([
  [{ kind: 'opened' }, undefined, 'opened in browser'],
  [{ kind: 'opened' }, NO_DISPLAY, 'opened in browser'],
  [failed('xdg-open', 3), undefined, 'xdg-open ended with 3: open it in a browser'],
  [failed('/opt/b/browser.sh', 'SIGSEGV'), undefined, 'browser.sh ended with SIGSEGV: open it in a browser'],
  [failed('C:\\b\\b.exe', 1), undefined, 'b.exe ended with 1: open it in a browser'],
  [failed('b\u001b[31m', 1), undefined, 'b^[[31m ended with 1: open it in a browser'],
  [failed('firefox', 1), NO_DISPLAY, 'firefox ended with 1; no display here: open it in a browser'],
  [failed('firefox', 1), OVER_SSH, `firefox ended with 1; ${SSH_SENTENCE}`],
  [{ kind: 'none-started', programs: ['open'] }, undefined, 'cannot run open: open it in a browser'],
  [
    { kind: 'none-started', programs: ['xdg-open', 'gio', 'sensible-browser'] },
    undefined,
    'cannot run xdg-open, gio or sensible-browser: open it in a browser',
  ],
  [
    { kind: 'none-started', programs: ['rundll32.exe', '/mnt/c/Windows/System32/rundll32.exe', 'wslview'] },
    undefined,
    'cannot run rundll32.exe or wslview: open it in a browser',
  ],
])('%j, and otherwise %j', (opened, otherwise, sentence) => {
  expect(openedSentence(opened, otherwise)).toBe(sentence);
});
