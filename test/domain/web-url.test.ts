import { expect, test } from 'vitest';
import { moveWebUrl, originOf, parseWebUrl } from '../../src/domain/web-url.ts';

test.each([
  ['http://127.0.0.1:30080', 'http://127.0.0.1:30080/'],
  ['https://[::1]:30443/admin?a=1&b=2#top', 'https://[::1]:30443/admin?a=1&b=2#top'],
  ['HTTP://web.example/', 'http://web.example/'],
  [`http://127.0.0.1/a b"c'd?e f"g'h#i j"k`, `http://127.0.0.1/a%20b%22c'd?e%20f%22g%27h#i%20j%22k`],
  ['http://127.0.0.1/\u001b[31m\u202e', 'http://127.0.0.1/%1B[31m%E2%80%AE'],
  ['http://127.0.0.1\\..\\calc.exe', 'http://127.0.0.1/calc.exe'],
])('%s is written as browsers write it', (text, url) => {
  expect(parseWebUrl(text)).toBe(url);
});

test.each([
  'mysql://127.0.0.1:31696',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-msdt:/id',
  'view-source:http://127.0.0.1',
  'http://127.0.0.1:80@elsewhere.example/',
  'http://user@127.0.0.1/',
  'http://:secret@127.0.0.1/',
  'http://127.0.0.1:99999/',
  '127.0.0.1:80',
  '--new-window',
  '',
])('%j is nothing for a browser', (text) => {
  expect(parseWebUrl(text)).toBeUndefined();
});

const URL_WITH_PORT = parseWebUrl('http://[fc00::1]:30080/a?b=c&d#e')!;

test('a page moves with its path, query and fragment', () => {
  expect(moveWebUrl(URL_WITH_PORT, 'https://x.example:8443')).toBe('https://x.example:8443/a?b=c&d#e');
  expect(moveWebUrl(URL_WITH_PORT, 'https://not a host')).toBeUndefined();
});

test.each([
  [URL_WITH_PORT, { scheme: 'http', host: '[fc00::1]', port: 30080 }],
  [parseWebUrl('http://127.0.0.1:80')!, { scheme: 'http', host: '127.0.0.1', port: 80 }],
  [parseWebUrl('https://127.0.0.1:443')!, { scheme: 'https', host: '127.0.0.1', port: 443 }],
])('%s has its port, also the one that is left out', (url, origin) => {
  expect(originOf(url)).toEqual(origin);
});
