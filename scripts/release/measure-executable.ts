import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from '../bench/measure.ts';
import type { Platform } from '../platforms.ts';

const ROUNDS = 20;

/** Start and memory of `version`, where the platform is this machine's and GNU time tells what it measures. */
export function measureExecutable(executable: string, { os, arch }: Platform): Measured | undefined {
  const isOurs = os === process.platform && arch === { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (!isOurs || !existsSync('/usr/bin/time') || os !== 'linux') return undefined;
  const script = join(import.meta.dirname, '../bench/measure.ts');
  const measurement = JSON.stringify({ commands: [[executable, 'version']], rounds: ROUNDS });
  const [measured] = JSON.parse(
    execFileSync(process.execPath, [script, measurement], { encoding: 'utf8' }),
  ) as readonly Measured[];
  return measured;
}
