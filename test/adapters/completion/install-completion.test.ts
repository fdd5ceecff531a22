import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InstallEnvironment, installCompletion } from '../../../src/adapters/completion/install-completion.ts';
import { lookPath } from '../../../src/adapters/kubernetes/look-path.ts';
import { TargetError } from '../../../src/errors.ts';
import { asNobody } from '../../support/as-nobody.ts';

let home: string;
const at = (...path: string[]) => join(home, ...path);
const shim = (folder = 'bin') => at(folder, 'kubectl_complete-nodeport');

/** As krew installs: a link in one folder of the PATH, to a file in a folder of its version. */
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'completion-'));
  for (const folder of ['bin', 'other', 'off', 'store/v0.1.0']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('store/v0.1.0/kubectl-nodeport'), '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync('../store/v0.1.0/kubectl-nodeport', at('bin/kubectl-nodeport'));
});
afterEach(() => rmSync(home, { recursive: true }));

function environment(called = at('bin/kubectl-nodeport'), path = `${at('bin')}:${at('other')}`): InstallEnvironment {
  const look = (name: string) => lookPath(name, { variables: { PATH: path }, platform: 'linux' });
  return { platform: 'linux', look, names: [called] };
}

const install = (folder?: string, of = environment()) => installCompletion({ change: 'install', folder }, of);
const uninstall = (folder?: string) => installCompletion({ change: 'uninstall', folder }, environment());

test('a link beside our own, to the name that stays when krew upgrades', () => {
  expect(install()).toEqual({ path: shim(), outcome: 'created', found: 'this' });
  expect(readlinkSync(shim())).toBe('kubectl-nodeport');
  expect(install()).toEqual({ path: shim(), outcome: 'unchanged', found: 'this' });
});

test.each(['kubectl-nodeport', '/usr/bin/node', '/opt/renamed'])('called as %s: found on the PATH', (called) => {
  expect(install(undefined, environment(called)).path).toBe(shim());
});

test('a folder that was asked for: a link to where our own is found', () => {
  expect(install(at('other'))).toEqual({ path: shim('other'), outcome: 'created', found: 'this' });
  expect(readlinkSync(shim('other'))).toBe(at('bin/kubectl-nodeport'));
});

test('what kubectl finds instead', () => {
  expect(install(at('off')).found).toBe('nothing');
  install();
  expect(install(at('other')).found).toEqual({ instead: shim() });
});

test.each([
  ['into an old version', '../store/v0.0.9/kubectl-nodeport'],
  ['from somewhere else', '/opt/krew/bin/kubectl-nodeport'],
])('a link of ours %s is mended', (_, target) => {
  symlinkSync(target, shim());
  expect(install()).toEqual({ path: shim(), outcome: 'replaced', found: 'this' });
  expect(readlinkSync(shim())).toBe('kubectl-nodeport');
});

test.each<[what: string, make: () => void]>([
  ['a script', () => writeFileSync(shim(), '#!/bin/sh\nkubectl nodeport __complete "$@"\n')],
  ['a link to another program', () => symlinkSync('/bin/true', shim())],
  ['a folder', () => mkdirSync(shim())],
])('%s of somebody else stays', (_, make) => {
  make();
  const { ino, mtimeMs } = lstatSync(shim());
  const sentence = new TargetError(`error: ${shim()} is there already, and is none of kubectl-nodeport's`);
  expect(() => install()).toThrow(sentence);
  expect(() => uninstall()).toThrow(sentence);
  expect(lstatSync(shim())).toMatchObject({ ino, mtimeMs });
});

test('uninstalling removes the link alone, also one that leads nowhere', () => {
  install();
  rmSync(at('store'), { recursive: true });
  expect(uninstall().outcome).toBe('deleted');
  expect(existsSync(shim())).toBe(false);
  expect(lstatSync(at('bin/kubectl-nodeport')).isSymbolicLink()).toBe(true);
  expect(uninstall()).toEqual({ path: shim(), outcome: 'absent', found: 'nothing' });
});

test('a folder that cannot be written to, or is none: one sentence', async () => {
  expect(() => install(at('absent'))).toThrow(new TargetError(`error: ${shim('absent')}: no such file or directory`));
  expect(() => install(at('store/v0.1.0/kubectl-nodeport'))).toThrow(/: not a directory$/);
  chmodSync(home, 0o755);
  chmodSync(at('bin'), 0o555);
  await asNobody(async () => {
    expect(() => install()).toThrow(new TargetError(`error: ${shim()}: permission denied`));
  });
});

test('nobody knows where kubectl-nodeport is', () => {
  const nowhere = environment('/opt/renamed', `${at('other')}:.`);
  expect(() => install(undefined, nowhere)).toThrow(new TargetError('error: kubectl-nodeport is not on the PATH'));
});

test('on Windows a script, as a link takes a right that few have', () => {
  const path = `${shim()}.cmd`;
  const windows: InstallEnvironment = { ...environment(), platform: 'win32', names: [at('bin/kubectl-nodeport.exe')] };
  const change = (kind: 'install' | 'uninstall', folder?: string) =>
    installCompletion({ change: kind, folder }, windows).outcome;
  expect(change('install')).toBe('created');
  expect(readFileSync(path, 'utf8')).toBe(
    '@rem made by `kubectl nodeport completion install`\r\n@"%~dp0kubectl-nodeport.exe" __complete %*\r\n',
  );
  expect(change('install')).toBe('unchanged');
  expect(change('uninstall')).toBe('deleted');
  writeFileSync(path, '@echo off\r\n');
  expect(() => change('install')).toThrow(/is none of kubectl-nodeport's$/);
});
