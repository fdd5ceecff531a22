import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseWslNetwork, type WslNetwork } from '../../domain/windows-hosts.ts';
import type { Environment } from './environment.ts';

/** It asks a service of the same machine. */
const WSLINFO_LIMIT_MS = 1_000;

/** How this WSL is connected; `undefined` where nobody says: before 2.0.4 there is no `wslinfo`. */
export async function readWslNetwork({ variables }: Environment): Promise<WslNetwork | undefined> {
  const options = { env: { ...variables }, cwd: '/', timeout: WSLINFO_LIMIT_MS, encoding: 'utf8' } as const;
  try {
    const { stdout } = await promisify(execFile)('wslinfo', ['--networking-mode'], options);
    return parseWslNetwork(stdout);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined; // not there, or it ended badly, or too late
    throw error;
  }
}
