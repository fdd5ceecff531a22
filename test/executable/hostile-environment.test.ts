import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/**
 * The plugin is run in whatever repository somebody happens to stand in, by people who work with Bun and Node.
 * Nothing that lies there, and no variable meant for a runtime, may change what it does.
 */
const EXECUTABLE = resolve('dist/kubectl-nodeport');
const BUN = resolve('node_modules/bun/bin/bun.exe');

const COMMANDS = [['version'], ['--help'], ['list']]; // the last asks localhost:8080, where nothing is, for want of a kubeconfig

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  for (const name of ['home', 'clean', 'hostile/node_modules/undici', 'hostile/node_modules/yargs']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  plant('trap.cjs', `require('node:fs').writeFileSync(${JSON.stringify(sprung())}, '');`);
  plant('bunfig.toml', 'preload = ["./trap.cjs"]\n');
  plant('.env', 'KUBECONFIG=hostile-kubeconfig\nBUN_OPTIONS=--preload=./trap.cjs\n');
  plant('hostile-kubeconfig', 'current-context: hostile\n');
  plant('tsconfig.json', '{ "compilerOptions": { "paths": { "*": ["./trap.cjs"] } } }');
  plant('package.json', '{ "name": "hostile", "version": "6.6.6", "main": "trap.cjs", "yargs": { "locale": "de" } }');
  for (const name of ['undici', 'yargs']) {
    plant(`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "../../trap.cjs" }`);
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

describe.each(COMMANDS)('`%s %s`', (...args) => {
  test('says the same in a hostile folder as in an empty one', () => {
    expect(run(args, 'hostile')).toEqual(run(args, 'clean'));
    expect(existsSync(sprung())).toBe(false);
  });

  test.each([
    'BUN_OPTIONS=--preload=./trap.cjs',
    'BUN_OPTIONS=--config=./bunfig.toml',
    'BUN_BE_BUN=1',
    'BUN_INSPECT_PRELOAD=./trap.cjs',
    'BUN_INSPECT=ws://127.0.0.1:0/hostile',
    'BUN_INSPECT_CONNECT_TO=./written',
    'BUN_BYTECODE_DIGEST_OUT=./written',
    'BUN_BYTECODE_ORDER_OUT=./written',
    'BUN_TCC_OPTIONS=-include ./trap.cjs',
    'BUN_CONFIG_VERBOSE_FETCH=curl',
    'NODE_OPTIONS=--require=./trap.cjs',
    'NODE_PATH=./node_modules',
  ])('does not obey %s', (variable) => {
    const [name = '', ...value] = variable.split('=');
    const before = readdirSync(join(folder, 'hostile'));
    expect(run(args, 'hostile', { [name]: value.join('=') })).toEqual(run(args, 'clean'));
    expect(existsSync(sprung())).toBe(false);
    expect(readdirSync(join(folder, 'hostile'))).toEqual(before);
  });
});

test('the trap is armed: Bun itself walks into it', () => {
  spawnSync(BUN, ['-e', '0'], { cwd: join(folder, 'hostile'), env: { BUN_OPTIONS: '--preload=./trap.cjs' } });
  expect(existsSync(sprung())).toBe(true);
});

function run(args: readonly string[], cwd: 'clean' | 'hostile', variables: Readonly<Record<string, string>> = {}) {
  const env = { HOME: join(folder, 'home'), PATH: '', ...variables };
  const { status, signal, stdout, stderr } = spawnSync(EXECUTABLE, args, {
    cwd: join(folder, cwd),
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, signal, stdout, stderr };
}

function sprung(): string {
  return join(folder, 'sprung');
}

function plant(name: string, text: string): void {
  writeFileSync(join(folder, 'hostile', name), text);
}
