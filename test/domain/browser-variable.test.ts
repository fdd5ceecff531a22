import { expect, test } from 'vitest';
import { browserCommands } from '../../src/domain/browser-variable.ts';
import { parseWebUrl } from '../../src/domain/web-url.ts';

const URL = parseWebUrl("http://127.0.0.1:8000/it's?a=1&b=$&")!;

test.each([
  ['a program', 'firefox', [['firefox', URL]]],
  ['a path', '/opt/b/bin/helpers/browser.sh', [['/opt/b/bin/helpers/browser.sh', URL]]],
  [
    'a list, with empty places',
    ':chromium::firefox:',
    [
      ['chromium', URL],
      ['firefox', URL],
    ],
  ],
  ['the place of the URL', 'firefox --new-tab %s --x', [['firefox', '--new-tab', URL, '--x']]],
  ['the place of the URL within a word', 'b --app=%s -- %s', [['b', `--app=${URL}`, '--', URL]]],
  ['a percent sign of its own', 'b %d %s', [['b', '%d', URL]]],
  ['words in quotation marks', `b 'a "b' "c 'd" e\\ f "g\\"h" %s`, [['b', 'a "b', "c 'd", 'e f', 'g"h', URL]]],
  ['an empty word', `b '' %s`, [['b', '', URL]]],
  [
    'words, or a path with spaces',
    '/mnt/c/Program Files/b.exe',
    [
      ['/mnt/c/Program Files/b.exe', URL],
      ['/mnt/c/Program', 'Files/b.exe', URL],
    ],
  ],
  ['a path with spaces in quotation marks', '"/mnt/c/Program Files/b.exe" %s', [['/mnt/c/Program Files/b.exe', URL]]],
  ['what a shell would obey', 'b $(reboot) `id` ;reboot |sh %s', [['b', '$(reboot)', '`id`', ';reboot', '|sh', URL]]],
  ['«in the background»', 'firefox %s &', [['firefox', URL]]],
  ['a quotation mark without an end', "it's:firefox", [['firefox', URL]]],
  ['browsers for the terminal', 'w3m:/usr/bin/lynx -x %s:links2:firefox', [['firefox', URL]]],
  ['nothing', ' : ', []],
  ['nothing but the background', '&', []],
] as const)('on Unix, %s', (_, variable, commands) => {
  expect(browserCommands(variable, URL, 'linux')).toEqual(commands);
  expect(browserCommands(variable, URL, 'darwin')).toEqual(commands);
});

test.each([
  ['a path', 'C:\\b\\b.exe', [['C:\\b\\b.exe', URL]]],
  [
    'a list',
    'C:\\b.exe;"C:\\Program Files\\c.exe" -x %s',
    [
      ['C:\\b.exe', URL],
      ['C:\\Program Files\\c.exe', '-x', URL],
    ],
  ],
  ['an apostrophe', "it's.exe", [["it's.exe", URL]]],
  ['a browser for the terminal', 'C:\\bin\\w3m', []],
] as const)('on Windows, %s', (_, variable, commands) => {
  expect(browserCommands(variable, URL, 'win32')).toEqual(commands);
});
