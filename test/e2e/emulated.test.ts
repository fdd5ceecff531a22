import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../lab/run.ts';
import { unpackRelease } from '../release-files/unpack-release.ts';
import { missingForEmulation, onArm64 } from '../shipped/missing.ts';
import { describeInLab } from './in-lab.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

describeInLab(
  'the executable for linux/arm64, emulated',
  ({ kind }) => {
    let executable: string;

    beforeAll(async () => {
      executable = unpackRelease('linux', 'arm64');
      await openShop(kind);
    });

    afterAll(() => rmSync(dirname(executable), { recursive: true }));

    test('reaches the API server and dials', async () => {
      const flags = ['--request-timeout=30s', '--timeout=10s', '-n', SHOP_NAMESPACE]; // all is some twenty times slower
      const { stdout, code } = await run(kind.mac, [...onArm64([executable, 'list', 'shop', 'stock', ...flags])]);
      expect({ stdout, code }).toEqual({
        stdout: `NAME    PORT(S)        STATUS         URL
shop    80:30021/TCP   Reachable      http://127.0.0.1:8021
stock   80:30022/TCP   NotPublished   <none>
`,
        code: 0,
      });
    });
  },
  missingForEmulation(),
);
