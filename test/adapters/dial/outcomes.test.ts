import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUN, compile } from '../../../scripts/compile.ts';
import type { ProbeResult } from '../../../src/domain/probe.ts';
import { runInNamespace, whyNoNamespace } from './namespace.ts';
import { LIMIT_MS, SITUATIONS } from './situations.ts';

const PROGRAM = fileURLToPath(new URL('dial-situations.ts', import.meta.url));
const EXPECTED = Object.fromEntries(SITUATIONS.map(([situation, , outcome]) => [situation, outcome]));

const skipReason = whyNoNamespace() ?? '';
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dial-'));
  if (skipReason === '') await compileProgram();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(skipReason !== '').each(['node', 'executable'] as const)(
  'dialled by the %s',
  { meta: { skipReason } },
  (by) => {
    // A close is watched for 25 ms, which a machine that is busy with other tests may take to tell of it.
    test('every kind of dead address has its own outcome', { retry: 3 }, () => {
      expect(outcomes(dial(by))).toEqual(EXPECTED);
    });

    test('a program that was busy for longer than the limit still sees what happened in time', () => {
      expect(outcomes(dial(by, 'busy'))).toEqual(EXPECTED);
    });

    test('what only the default gateway leads to is not dialled: nobody asks for the gateway', () => {
      const askedFor = (situation: string) =>
        runInNamespace([
          'sh',
          '-c',
          '"$@" > /dev/null; ip neighbour show 10.77.0.254',
          'sh',
          ...program(by),
          situation,
        ]);
      expect(askedFor('only the default gateway leads there')).toBe('');
      expect(askedFor('the default gateway does not exist')).toMatch(/^10.77.0.254 dev v0 FAILED/);
    });

    test('a MySQL server gets one login', () => {
      const logins = join(folder, `logins-${by}`);
      runInNamespace([...program(by), 'a listener greets as MySQL'], { LOGINS: logins });
      expect(
        readFileSync(logins, 'latin1')
          .split('\0')
          .filter((text) => text.startsWith('n')),
      ).toEqual(['nodeport-probe']);
    });

    test('silence costs the limit and not much more', () => {
      const silent = dial(by)['a neighbour is silent'] as { outcome: 'timed-out'; afterMs: number };
      expect(silent.afterMs).toBeGreaterThanOrEqual(LIMIT_MS - 1);
      expect(silent.afterMs).toBeLessThan(2 * LIMIT_MS);
    });
  },
);

function dial(by: 'node' | 'executable', ...args: readonly string[]): Readonly<Record<string, ProbeResult>> {
  return JSON.parse(runInNamespace([...program(by), ...args]));
}

function program(by: 'node' | 'executable'): readonly string[] {
  return by === 'node' ? [process.execPath, PROGRAM] : [join(folder, 'dial-situations')];
}

function outcomes(results: Readonly<Record<string, ProbeResult>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(results).map(([situation, { outcome }]) => [situation, outcome]));
}

/** As `scripts/build.ts` makes the plugin. */
async function compileProgram(): Promise<void> {
  const bundle = join(folder, 'dial-situations.cjs');
  await build({
    entryPoints: [PROGRAM],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    external: ['bun:ffi'],
  });
  compile({ bundle, bun: BUN, outfile: join(folder, 'dial-situations') });
}
