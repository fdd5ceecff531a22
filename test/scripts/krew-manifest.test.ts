import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { archiveOf, executableOf, PLATFORMS } from '../../scripts/platforms.ts';
import { krewManifest } from '../../scripts/release/krew-manifest.ts';

const template = readFileSync('plugin.yaml', 'utf8');
const release = {
  version: '1.2.3',
  homepage: 'https://example.com/us',
  address: 'https://example.com/us/releases/download/v1.2.3',
  checksums: new Map(PLATFORMS.map((platform, index) => [archiveOf(platform), `${index}`.repeat(64)])),
};

test('a manifest is the template with the version, the addresses and the checksums of the release', () => {
  const { spec: before, ...rest } = load(template) as Manifest;
  expect(load(krewManifest(template, release))).toEqual({
    ...rest,
    spec: {
      ...before,
      version: 'v1.2.3',
      platforms: PLATFORMS.map((platform, index) => ({
        selector: { matchLabels: { os: platform.os, arch: platform.arch } },
        uri: `https://example.com/us/releases/download/v1.2.3/${archiveOf(platform)}`,
        sha256: `${index}`.repeat(64),
        bin: executableOf(platform),
      })),
    },
  });
});

test('a template that lacks a platform is refused', () => {
  const lacking = template.slice(0, template.lastIndexOf('    - selector'));
  expect(() => krewManifest(lacking, release)).toThrow('plugin.yaml has other platforms than scripts/platforms.ts');
});

test('an archive that was not made is refused', () => {
  expect(() => krewManifest(template, { ...release, checksums: new Map() })).toThrow('there is no archive');
});

// What krew-index and its reviewers ask for.
test('the template is of the version that package.json has, in words that reviewers take', () => {
  const { spec } = load(template) as Manifest;
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  expect(spec.version).toBe(`v${version}`);
  expect(spec.shortDescription.length).toBeLessThanOrEqual(50);
  for (const line of `${spec.description}${spec.caveats}`.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

interface Manifest {
  readonly spec: Readonly<Record<'version' | 'shortDescription' | 'description' | 'caveats', string>>;
}
