import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMachine } from '../../src/adapters/machine.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'root-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const PC = { 'proc/sys/kernel/osrelease': '6.12.68-generic\n' };
const WSL = { 'proc/sys/kernel/osrelease': '5.15.167.4-microsoft-standard-WSL2\n' };
const WSL1 = { 'proc/sys/kernel/osrelease': '4.4.0-19041-Microsoft\n' };

test.each([
  ['a Linux machine', 'linux', PC, {}, 'nothing'],
  ['one that hides its kernel', 'linux', {}, {}, 'nothing'],
  ['a distribution in WSL 2', 'linux', WSL, {}, 'wsl'],
  ['one in WSL 1', 'linux', WSL1, {}, 'wsl'],
  ['one with a kernel of its own', 'linux', { ...PC, 'run/WSL/1_interop': '' }, {}, 'wsl'],
  ['one that was imported from a container', 'linux', { ...WSL, '.dockerenv': '', 'run/WSL/1_interop': '' }, {}, 'wsl'],
  ['a container of Docker', 'linux', { ...PC, '.dockerenv': '' }, {}, 'container'],
  ['a container of Docker in WSL', 'linux', { ...WSL, '.dockerenv': '' }, {}, 'container'],
  ['a container of Podman', 'linux', { ...PC, 'run/.containerenv': '' }, {}, 'container'],
  ['a container of systemd', 'linux', PC, { container: 'systemd-nspawn' }, 'container'],
  ['a pod', 'linux', WSL, { KUBERNETES_SERVICE_HOST: '10.96.0.1' }, 'container'],
  ['a toolbox', 'linux', { ...PC, 'run/.containerenv': '', 'run/.toolboxenv': '' }, { container: 'oci' }, 'nothing'],
  ['a Mac', 'darwin', { '.dockerenv': '' }, { KUBERNETES_SERVICE_HOST: '10.96.0.1' }, 'nothing'],
] as const)('%s', (_, platform, files, variables, within) => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const interfaces = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ cidr }) => cidr));
  expect(readMachine({ platform, variables }, root)).toEqual({ platform, within, kernel: release(), interfaces });
});
