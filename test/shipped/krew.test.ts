import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, executableOf, PLATFORMS } from '../../scripts/platforms.ts';
import { createIndex, type PluginIndex } from '../krew/create-index.ts';
import { asUser, type KrewUser, krewUser, missingForKrew } from '../krew/krew.ts';
import { RELEASE, type ServedRelease, serveRelease } from '../release-files/serve-release.ts';

const missing = missingForKrew();

describe.skipIf(missing !== undefined)(
  'the real krew',
  { meta: missing === undefined ? {} : { skipReason: missing } },
  () => {
    let folder: string;
    let manifestFile: string;
    let release: ServedRelease;
    let index: PluginIndex;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'krew-'));
      release = await serveRelease();
      manifestFile = join(folder, 'nodeport.yaml'); // it has to be called like the plugin
      writeFileSync(manifestFile, release.manifest);
      index = createIndex(join(folder, 'index-of-ours'));
      index.publish(release.manifest.replace(release.version, 'v0.0.1'), 'an older version');
    });

    afterAll(async () => {
      await release[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    test('its validator for krew-index takes the manifest, with every archive', async () => {
      const said = await asUser(await newUser('validator'), ['validate-krew-manifest', '-manifest', manifestFile]);
      expect(said).toContain(`all ${PLATFORMS.length} spec.platforms installed fine`);
    });

    test.each(PLATFORMS)('installs and uninstalls it for $os/$arch', async (platform) => {
      const user = await newUser(`${platform.os}-${platform.arch}`);
      const there = { KREW_OS: platform.os, KREW_ARCH: platform.arch };
      const archive = join(RELEASE, archiveOf(platform));
      const said = await krew(user, ['install', `--manifest=${manifestFile}`, `--archive=${archive}`], there);
      expect(said).toContain('kubectl nodeport completion install');

      const store = join(user.root, 'store/nodeport', release.version);
      const executable = executableOf(platform);
      expect(readdirSync(store).sort()).toEqual(['LICENSE', 'THIRD_PARTY_NOTICES', executable]);
      expect(lstatSync(join(store, executable)).mode & 0o777).toBe(0o755);

      await krew(user, ['uninstall', 'nodeport'], there);
      expect([existsSync(store), readdirSync(join(user.root, 'bin'))]).toEqual([false, []]);
    });

    test('upgrades it from an index of our own', async () => {
      const user = await newUser('upgrader');
      await krew(user, ['install', 'ours/nodeport']);
      expect(await krew(user, ['list'])).toContain('ours/nodeport');
      expect(readdirSync(join(user.root, 'store/nodeport'))).toEqual(['v0.0.1']);

      index.publish(release.manifest, 'this version');
      await krew(user, ['upgrade', 'nodeport']);
      expect(readdirSync(join(user.root, 'store/nodeport'))).toEqual([release.version]);
      expect(await asUser(user, ['kubectl', 'nodeport', 'version'])).toContain(`kubectl-nodeport ${release.version}`);
    });

    async function newUser(name: string): Promise<KrewUser> {
      mkdirSync(join(folder, name));
      const user = krewUser(join(folder, name));
      await krew(user, ['index', 'add', 'ours', index.address]);
      return user;
    }
  },
);

function krew(user: KrewUser, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return asUser(user, ['kubectl', 'krew', ...args], env);
}
