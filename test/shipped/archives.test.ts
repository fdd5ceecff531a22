import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { archiveOf, PLATFORMS } from '../../scripts/platforms.ts';
import { describeExecutable } from '../../scripts/release/describe-executable.ts';
import { readTarGz } from '../release-files/read-tar-gz.ts';
import { RELEASE } from '../release-files/serve-release.ts';

describe.each(PLATFORMS.filter(({ os }) => os !== 'windows'))('the archive for $os/$arch', (platform) => {
  test('holds three files, of nobody, of the time of the commit', async () => {
    const entries = await readTarGz(readFileSync(join(RELEASE, archiveOf(platform))));
    expect(
      entries.map(({ header: { name, mode, type, uid, gid, uname, gname } }) => ({
        name,
        mode,
        type,
        uid,
        gid,
        uname,
        gname,
      })),
    ).toEqual([
      { name: 'kubectl-nodeport', mode: 0o755, ...NOBODYS_FILE },
      { name: 'LICENSE', mode: 0o644, ...NOBODYS_FILE },
      { name: 'THIRD_PARTY_NOTICES', mode: 0o644, ...NOBODYS_FILE },
    ]);
    expect(new Set(entries.map(({ header: { mtime } }) => mtime?.toISOString()))).toEqual(
      new Set([readBom().metadata.timestamp]),
    );
    const [executable, ...papers] = entries.map(({ content }) => content);
    expect(papers.map(String)).toEqual(
      ['LICENSE', 'dist/npm/THIRD_PARTY_NOTICES'].map((file) => readFileSync(file, 'utf8')),
    );
    const needs = platform.os === 'linux' ? 'glibc 2.17' : 'macOS 13.0'; // 2012, so RHEL 7 and Debian 8; 2022
    expect(describeExecutable(executable!)).toEqual({ os: platform.os, arch: platform.arch, needs });
    for (const told of ['README.md', 'README.ja.md', 'plugin.yaml'])
      expect(readFileSync(told, 'utf8'), told).toContain(needs.replace('.0', ''));
  });
});

const NOBODYS_FILE = { type: 'file', uid: 0, gid: 0, uname: '', gname: '' };

test('the archive for Windows holds the same', () => {
  const entries = unzipSync(readFileSync(join(RELEASE, 'kubectl-nodeport_windows_amd64.zip')));
  expect(Object.keys(entries)).toEqual(['kubectl-nodeport.exe', 'LICENSE', 'THIRD_PARTY_NOTICES']);
  expect(describeExecutable(Buffer.from(entries['kubectl-nodeport.exe']!))).toEqual({ os: 'windows', arch: 'amd64' });
});

test('every file but the notes has its checksum', () => {
  const lines = readFileSync(join(RELEASE, 'checksums.txt'), 'utf8').trim().split('\n');
  const files = readdirSync(RELEASE).filter((name) => !['checksums.txt', 'RELEASE_NOTES.md'].includes(name));
  const expected = files.map((name) => `${sha256(readFileSync(join(RELEASE, name)))}  ${name}`);
  expect(lines.toSorted()).toEqual(expected.toSorted());
});

// As eget, mise and aqua choose among the files of a release.
test.each(PLATFORMS)('one file alone is named after $os and $arch', (platform) => {
  const named = readdirSync(RELEASE).filter((name) => name.includes(platform.os) && name.includes(platform.arch));
  expect(named).toEqual([archiveOf(platform)]);
});

test('the manifest, the formula and the one for Scoop have the checksums of the archives', () => {
  const checksums = new Map(
    PLATFORMS.map((platform) => [archiveOf(platform), sha256(readFileSync(join(RELEASE, archiveOf(platform))))]),
  );
  const { spec } = load(readFileSync(join(RELEASE, 'nodeport.yaml'), 'utf8')) as {
    readonly spec: { readonly platforms: readonly { readonly uri: string; readonly sha256: string }[] };
  };
  const formula = readFileSync(join(RELEASE, 'kubectl-nodeport.rb'), 'utf8');
  const scoop = readFileSync(join(RELEASE, 'kubectl-nodeport.json'), 'utf8');
  expect(new Map(spec.platforms.map(({ uri, sha256 }) => [uri.replace(/.*\//, ''), sha256]))).toEqual(checksums);
  const inFormula = [...formula.matchAll(/url ".*\/(.+)"\n *sha256 "(.+)"/g)].map(([, archive, checksum]) => [
    archive,
    checksum,
  ]);
  const [inScoop] = [...scoop.matchAll(/"url": ".*\/(.+)",\n *"hash": "(.+)"/g)].map(([, archive, checksum]) => [
    archive,
    checksum,
  ]);
  expect(new Map([...inFormula, inScoop] as [string, string][])).toEqual(checksums);
});

test('the bill of materials names every package of the bundle, and Bun with its parts', () => {
  const { components } = readBom();
  const names = components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['js-yaml', 'openid-client', '@oven/bun-darwin-aarch64', 'BoringSSL']));
  for (const built of ['esbuild', 'vitest', 'undici']) expect(names).not.toContain(built);
  expect(components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
});

interface Bom {
  readonly metadata: { readonly timestamp: string };
  readonly components: readonly { readonly name: string; readonly licenses: readonly object[] }[];
}

function readBom(): Bom {
  return JSON.parse(readFileSync(join(RELEASE, 'kubectl-nodeport.cdx.json'), 'utf8')) as Bom;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
