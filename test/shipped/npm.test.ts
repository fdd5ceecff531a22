import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RELEASE } from '../release-files/serve-release.ts';
import { unpackRelease } from '../release-files/unpack-release.ts';

const { version, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string;
  readonly engines: { readonly node: string };
};

describe('the npm package, installed in an empty folder', () => {
  let folder: string;
  let executable: string;
  let oldestNode: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'npm-'));
    writeFileSync(join(folder, 'package.json'), '{}');
    const tarball = join(RELEASE, `kubectl-nodeport-${version}.tgz`);
    // Offline: it needs nothing but itself.
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder, stdio: 'pipe' });
    mkdirSync(join(folder, 'home'));
    executable = unpackRelease(process.platform, process.arch === 'x64' ? 'amd64' : 'arm64');
    oldestNode = installNode(join(folder, 'oldest-node'), `${engines.node.replace('>=', '')}.0`);
  }, 120_000);

  afterAll(() => {
    for (const each of [folder, dirname(executable)]) rmSync(each, { recursive: true });
  });

  test('is one package, of the bundle and its papers', () => {
    const modules = join(folder, 'node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['kubectl-nodeport']);
    const files = readdirSync(join(modules, 'kubectl-nodeport'), { recursive: true, encoding: 'utf8' });
    expect(files.sort()).toEqual([
      'LICENSE',
      'README.ja.md',
      'README.md',
      'dist',
      'dist/npm',
      'dist/npm/THIRD_PARTY_NOTICES',
      'dist/npm/kubectl-nodeport.cjs',
      'package.json',
    ]);
  });

  test('runs nothing when it is installed, and depends on nothing', () => {
    const manifest = JSON.parse(
      readFileSync(join(folder, 'node_modules/kubectl-nodeport/package.json'), 'utf8'),
    ) as Record<string, object>;
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(hooks.filter((hook) => hook in (manifest.scripts ?? {}))).toEqual([]);
    const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'];
    expect(kinds.filter((kind) => kind in manifest)).toEqual([]);
  });

  // What needs no cluster; `list` asks localhost:8080, where nothing is, for want of a kubeconfig.
  describe.each([['version'], ['help'], ['list'], ['list --no-such-flag']])(
    '`%s` says what the executable says',
    (line) => {
      test.each([
        ['on this Node', () => dirname(process.execPath)],
        ['on the oldest Node that it is said to run on', () => dirname(oldestNode)],
      ])('%s', (_, nodeFolder) => {
        const plugin = join(folder, 'node_modules/.bin/kubectl-nodeport');
        expect(run(plugin, line, nodeFolder())).toEqual(run(executable, line));
      });
    },
  );

  function run(program: string, line: string, nodeFolder = '') {
    const env = { HOME: join(folder, 'home'), PATH: `${nodeFolder}:/usr/bin:/bin` };
    const { status, stdout, stderr } = spawnSync(program, line.split(' '), { env, encoding: 'utf8' });
    return { status, stdout, stderr };
  }
});

/** A Node as npm has it: a package for each platform, with nothing but `bin/node` in it. */
function installNode(folder: string, version: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const args = ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', `${name}@${version}`];
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('npm', args, { cwd: folder, stdio: 'pipe' });
  return join(folder, 'node_modules', name, 'bin/node');
}
