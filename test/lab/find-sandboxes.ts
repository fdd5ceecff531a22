import { readdirSync, readFileSync } from 'node:fs';
import { isRunning, type Sandbox } from './sandbox.ts';

/** The sandboxes that run on this computer, as a rule the oldest first. */
export function findSandboxes(): readonly Sandbox[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isInit(name))
    .map((name) => ({ pid: Number(name) }))
    .filter(isRunning)
    .sort((one, other) => one.pid - other.pid);
}

/** As sandbox.sh starts it; `sh` itself has made room for `cat` by then. */
function isInit(pid: string): boolean {
  try {
    const [program, ...argv] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return program === 'docker-init' && argv.some((argument) => argument.endsWith('/sandbox-init.sh'));
  } catch {
    return false; // ended meanwhile
  }
}
