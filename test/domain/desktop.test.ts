import { describe, expect, test } from 'vitest';
import { type DesktopFacts, planOpening } from '../../src/domain/desktop.ts';
import { parsePort } from '../../src/domain/port.ts';
import { parseWebUrl } from '../../src/domain/web-url.ts';

const URL = parseWebUrl('http://127.0.0.1:30080/a?b=1&c')!;

const AT_A_DESK: DesktopFacts = {
  platform: 'linux',
  within: 'nothing',
  isCi: false,
  hasDisplay: true,
  browser: undefined,
  ssh: undefined,
  codespace: undefined,
};
const BLIND = { hasDisplay: false };
const BROWSER = { browser: 'b' };
const SSH = { ssh: { user: 'alice', host: '203.0.113.7', port: parsePort(22)! } };
const CODESPACE = {
  within: 'container',
  hasDisplay: false,
  codespace: { name: 'n-1', domain: 'app.github.dev' },
} as const;

const plan = (facts: Partial<DesktopFacts>, url = URL) => planOpening(url, { ...AT_A_DESK, ...facts });

const opens = (...openers: readonly (readonly string[])[]) => ({ kind: 'open', openers, otherwise: undefined });
const byBrowser = (otherwise?: object) => ({ kind: 'open', openers: [['b', URL]], otherwise });
const notHere = (because: string) => ({ kind: 'not-here', because });
const forwarded = { kind: 'forwarded', url: 'https://n-1-30080.app.github.dev/a?b=1&c' };
const overSsh = {
  kind: 'over-ssh',
  forward: ['ssh', '-N', '-L', '30080:127.0.0.1:30080', 'alice@203.0.113.7'],
  url: URL,
};

const LINUX = [
  ['xdg-open', URL],
  ['gio', 'open', URL],
  ['sensible-browser', URL],
];
const WSL = [
  ['rundll32.exe', 'url.dll,FileProtocolHandler', URL],
  ['/mnt/c/Windows/System32/rundll32.exe', 'url.dll,FileProtocolHandler', URL],
  ['wslview', URL],
];

test.each([
  ['a Linux desktop', {}, opens(...LINUX)],
  ['a Mac', { platform: 'darwin', ...BLIND }, opens(['open', URL])],
  ['Windows', { platform: 'win32', ...BLIND }, opens(['rundll32.exe', 'url.dll,FileProtocolHandler', URL])],
  ['WSL', { within: 'wsl', ...BLIND }, opens(...WSL)],
  ['a Linux without a display', BLIND, notHere('no-display')],
  ['a container', { within: 'container' }, notHere('container')],
  ['a container without a display', { within: 'container', ...BLIND }, notHere('container')],
  ['SSH to a Linux', { ...SSH, ...BLIND }, overSsh],
  ['SSH with a display of its own', SSH, overSsh],
  ['SSH to a Mac', { ...SSH, platform: 'darwin' }, overSsh],
  ['SSH to Windows', { ...SSH, platform: 'win32' }, overSsh],
  ['SSH into WSL', { ...SSH, within: 'wsl' }, overSsh],
  ['SSH into a container', { ...SSH, within: 'container' }, overSsh],
  ['a codespace', CODESPACE, forwarded],
  ['SSH into a codespace', { ...CODESPACE, ...SSH }, forwarded],
  ['CI', { isCi: true }, notHere('ci')],
  ['CI with everything', { isCi: true, ...BROWSER, ...SSH, ...CODESPACE }, notHere('ci')],
  ['BROWSER on a desktop', BROWSER, byBrowser()],
  ['BROWSER without a display', { ...BROWSER, ...BLIND }, byBrowser(notHere('no-display'))],
  ['BROWSER in a container', { ...BROWSER, within: 'container' }, byBrowser(notHere('container'))],
  ['BROWSER over SSH', { ...BROWSER, ...SSH }, byBrowser(overSsh)],
  ['BROWSER in a codespace', { ...BROWSER, ...CODESPACE }, byBrowser(forwarded)],
  ['BROWSER in WSL', { ...BROWSER, within: 'wsl' }, byBrowser()],
  ['BROWSER for the terminal alone', { browser: 'w3m:lynx' }, opens(...LINUX)],
  ['BROWSER for the terminal alone, over SSH', { browser: 'w3m', ...SSH }, overSsh],
] as const)('%s', (_, facts, opening) => {
  expect(plan(facts)).toEqual(opening);
});

describe('what to run where the browser is', () => {
  test.each([
    ['http://127.0.0.1:30080/', '30080:127.0.0.1:30080', 'http://127.0.0.1:30080/'],
    ['http://[::1]:30080/', '30080:[::1]:30080', 'http://127.0.0.1:30080/'],
    ['https://172.18.0.2:30443/a', '30443:172.18.0.2:30443', 'https://127.0.0.1:30443/a'],
    ['http://web.example/', '8080:web.example:80', 'http://127.0.0.1:8080/'],
    ['https://web.example/', '8443:web.example:443', 'https://127.0.0.1:8443/'],
  ])('for %s', (text, forward, url) => {
    const expected = { kind: 'over-ssh', forward: ['ssh', '-N', '-L', forward, 'alice@203.0.113.7'], url };
    expect(plan(SSH, parseWebUrl(text)!)).toEqual(expected);
  });

  test('another port, an address of IPv6 and nobody known', () => {
    const ssh = { user: undefined, host: '2001:db8::7', port: parsePort(2222)! };
    const forward = ['ssh', '-N', '-L', '30080:127.0.0.1:30080', '-p', '2222', '2001:db8::7'];
    expect(plan({ ssh })).toEqual({ kind: 'over-ssh', forward, url: URL });
  });
});

describe('a codespace forwards the HTTP of its loopback', () => {
  test.each([
    ['http://[::1]:8000/', { kind: 'forwarded', url: 'https://n-1-8000.app.github.dev/' }],
    ['http://172.18.0.2:30080/', notHere('container')],
    ['https://127.0.0.1:30443/', notHere('container')],
  ])('%s', (text, opening) => {
    expect(plan(CODESPACE, parseWebUrl(text)!)).toEqual(opening);
  });
});
