import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lookPath } from '../../../src/adapters/kubernetes/look-path.ts';
import { atHome } from './in-folder.ts';

// [the word, the PATH, what Go's LookPath finds or says]; `~` is a folder with an executable, a text, and a folder.
test.each([
  ['tool', '/nowhere:~', { path: '~/tool' }],
  ['tool', '/nowhere', { fault: 'exec: "tool": executable file not found in $PATH' }],
  ['text', '~', { fault: 'exec: "text": executable file not found in $PATH' }],
  ['folder', '~', { fault: 'exec: "folder": executable file not found in $PATH' }],
  ['~/tool', '', { path: '~/tool' }],
  ['~/absent', '~', { fault: 'exec: "~/absent": stat ~/absent: no such file or directory' }],
  ['~/text', '~', { fault: 'exec: "~/text": permission denied' }],
  ['~/folder', '~', { fault: 'exec: "~/folder": is a directory' }],
  ['package.json', '.', { fault: 'exec: "package.json": executable file not found in $PATH' }],
  ['check.sh', 'scripts', { fault: 'exec: "check.sh": cannot run executable found relative to current directory' }],
])('%s on %s', (command, path, found) => {
  const { home } = atHome({ tool: '#!/bin/sh\n' });
  writeFileSync(join(home, 'text'), 'text', { mode: 0o644 });
  mkdirSync(join(home, 'folder'));
  const at = (text: string) => text.replaceAll('~', home);
  const where = { variables: { PATH: at(path) }, platform: 'linux' } as const;
  expect(lookPath(at(command), where)).toEqual(JSON.parse(at(JSON.stringify(found))));
});

test('on Windows a name may lack its ending', () => {
  const { home } = atHome({ 'tool.exe': '', 'script.cmd': '' });
  const where = { variables: { PATH: `/nowhere;${home}`, PATHEXT: '.EXE;.CMD' }, platform: 'win32' } as const;
  expect(['tool', 'tool.exe', 'script', 'none'].map((command) => lookPath(command, where))).toEqual([
    { path: join(home, 'tool.exe') },
    { path: join(home, 'tool.exe') },
    { path: join(home, 'script.cmd') },
    { fault: 'exec: "none": executable file not found in %PATH%' },
  ]);
});
