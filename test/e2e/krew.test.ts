import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIndex } from '../krew/create-index.ts';
import { asUser, buildKrew, type KrewUser, krewUser } from '../krew/krew.ts';
import type { Machine } from '../lab/machine.ts';
import { type Finished, run } from '../lab/run.ts';
import { serveRelease } from '../release-files/serve-release.ts';
import { describeInLab } from './in-lab.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

describeInLab('what krew has installed from the release', ({ kind }) => {
  const { mac } = kind;
  let folder: string;
  let user: KrewUser;

  beforeAll(async () => {
    await buildKrew();
    folder = mkdtempSync(join(tmpdir(), 'krew-in-lab-'));
    user = krewUser(folder);
    await using release = await serveRelease();
    const index = createIndex(join(folder, 'index'));
    index.publish(release.manifest, release.version);
    await asUser(user, ['kubectl', 'krew', 'index', 'add', 'ours', index.address]);
    await asUser(user, ['kubectl', 'krew', 'install', 'ours/nodeport']);
    await openShop(kind);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('lists', async () => {
    expect(await alone(mac, ['list', 'shop', '-n', SHOP_NAMESPACE])).toEqual({
      stdout: `NAME   PORT(S)        STATUS      URL
shop   80:30021/TCP   Reachable   http://127.0.0.1:8021
`,
      stderr: '',
      code: 0,
      signal: undefined,
    });
  });

  test('opens', async () => {
    const { stdout, code } = await alone(mac, ['open', 'shop', '-n', SHOP_NAMESPACE, '--url']);
    expect({ stdout, code }).toEqual({ stdout: 'http://127.0.0.1:8021\n', code: 0 });
  });

  test('explains', async () => {
    const { stdout, code } = await alone(mac, ['explain', 'shop', '-n', SHOP_NAMESPACE]);
    expect({ title: stdout.split('\n')[0], code }).toEqual({
      title: 'team/shop answers at http://127.0.0.1:8021',
      code: 0,
    });
  });

  test('where neither the checkout is, nor a Node', async () => {
    const { stdout, code } = await inMachine(mac, ['/bin/sh', '-c', '/bin/ls -A "$0" && ! command -v node', CHECKOUT]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
  });

  /** `kubectl nodeport ARGS`, by the kubectl and the plugin that are the user's alone. */
  function alone(machine: Machine, args: readonly string[]): Promise<Finished> {
    return inMachine(machine, ['kubectl', 'nodeport', ...args]);
  }

  /** An empty folder lies over the checkout for the command, and its PATH is the user's. */
  function inMachine(machine: Machine, argv: readonly string[]): Promise<Finished> {
    const cover = '/bin/mount -t tmpfs none "$0" && exec "$@"';
    return run(machine, ['/usr/bin/unshare', '--mount', '/bin/sh', '-c', cover, CHECKOUT, ...argv], { env: user.env });
  }
});

const CHECKOUT = resolve(import.meta.dirname, '../..');
