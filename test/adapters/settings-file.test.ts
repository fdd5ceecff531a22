import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettingsFile } from '../../src/adapters/settings-file.ts';
import type { Answer } from '../../src/domain/answer.ts';
import type { Settings } from '../../src/domain/facts.ts';
import type { SettingsFile } from '../../src/domain/runtime.ts';
import { recordOf, textIn } from '../../src/domain/untrusted.ts';
import { asNobody } from '../support/as-nobody.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const FILE: SettingsFile = {
  folders: [{ variable: 'TOOL_HOME' }, { variable: 'TOOL_HOME', below: '.tool' }, { home: '.tool' }],
  path: 'profiles/dev/config.yaml',
  keep: (content) => ({ driver: textIn(content, 'Driver') ?? '', keys: Object.keys(recordOf(content)).join() }),
};

function write(path: string, content: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}

/** `~` in a variable is the home directory. */
function read(variables: Record<string, string> = {}, file: SettingsFile = FILE): Promise<Answer<Settings>> {
  const filled = Object.entries(variables).map(([name, value]) => [name, value.replace('~', home)]);
  return readSettingsFile(file, { variables: Object.fromEntries(filled), homeDirectory: home });
}

const known = (driver: string, keys = 'Driver') => ({ kind: 'known', value: { driver, keys } });
const unknown = (value: string, source: string) => ({ kind: 'unknown', because: { code: 'settings', value, source } });

test.each([
  ['in the home directory', '.tool', {}, known('docker')],
  ['where a variable says', 'elsewhere', { TOOL_HOME: '~/elsewhere' }, known('docker')],
  ['below where a variable says', 'elsewhere/.tool', { TOOL_HOME: '~/elsewhere' }, known('docker')],
  ['in the home directory, when it is not where a variable says', '.tool', { TOOL_HOME: '~/no' }, known('docker')],
  ['in the home directory, when the variable is empty', '.tool', { TOOL_HOME: '' }, known('docker')],
] as const)('a file is found %s', async (_, folder, variables, answer) => {
  write(`${folder}/profiles/dev/config.yaml`, 'Driver: docker\n');
  expect(await read(variables)).toEqual(answer);
});

test.each([
  ['JSON', '{"Driver": "kvm2", "CPUs": 2}', known('kvm2', 'Driver,CPUs')],
  ['YAML', '# ours\nDriver: vz\nnested: {a: [1, 2]}\n', known('vz', 'Driver,nested')],
  ['YAML in braces', '{Driver: vz}', known('vz')],
  ['YAML with a key twice', 'Driver: one\nDriver: two\n', known('two')],
  ['a list', '[1]', known('', '0')],
  ['a word', 'Driver', known('', '')],
])('%s is read', async (_, content, answer) => {
  write('.tool/profiles/dev/config.yaml', content);
  expect(await read()).toEqual(answer);
});

test.each([
  ['an empty file', ''],
  ['a file that is neither JSON nor YAML', 'Driver: [\n'],
  ['YAML that wants to be a program', '!!js/function "f"'],
  ['brackets without end', '['.repeat(100_000)],
  ['a file of more than a megabyte', `Driver: docker\n#${'x'.repeat(1024 * 1024)}`],
])('%s is not readable', async (_, content) => {
  write('.tool/profiles/dev/config.yaml', content);
  expect(await read()).toEqual(unknown('not readable', '~/.tool/profiles/dev/config.yaml'));
});

test('a pipe is not waited for', async () => {
  mkdirSync(join(home, '.tool/profiles/dev'), { recursive: true });
  execFileSync('mkfifo', [join(home, '.tool/profiles/dev/config.yaml')]);
  expect(await read()).toEqual(unknown('not readable', '~/.tool/profiles/dev/config.yaml'));
});

test('a file that is nowhere is not found where it is looked for first', async () => {
  expect([await read(), await read({ TOOL_HOME: '~/elsewhere' }), await read({ TOOL_HOME: '/elsewhere' })]).toEqual([
    unknown('not found', '~/.tool/profiles/dev/config.yaml'),
    unknown('not found', '~/elsewhere/profiles/dev/config.yaml'),
    unknown('not found', '/elsewhere/profiles/dev/config.yaml'),
  ]);
});

test('nothing is looked for in the current directory', async () => {
  const file: SettingsFile = { ...FILE, folders: [{ variable: 'TOOL_HOME' }], path: 'package.json' };
  expect(await read({ TOOL_HOME: '.' }, file)).toEqual(unknown('not found', 'package.json'));
});

test('a path that leads out of the folder is not followed', async () => {
  write('secret.yaml', 'Driver: docker\n');
  const file = { ...FILE, path: '../secret.yaml' };
  mkdirSync(join(home, '.tool'));
  expect(await read({}, file)).toEqual(unknown('not readable', '~/secret.yaml'));
});

test('a file that is not for us', async () => {
  write('.tool/profiles/dev/config.yaml', 'Driver: docker\n');
  chmodSync(join(home, '.tool/profiles/dev/config.yaml'), 0);
  chmodSync(home, 0o755); // who is nobody has to come to it
  await asNobody(async () => {
    expect(await read()).toEqual(unknown('permission denied', '~/.tool/profiles/dev/config.yaml'));
  });
});
