import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In one line what this computer lacks to run executables for other processors, or `undefined`. */
export function missingForEmulation(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'processors are emulated on Linux, on amd64';
  if ([EMULATORS.arm64, EMULATORS.amd64, join(ARM64_LIBRARIES, 'lib/libc.so.6')].every(existsSync)) return undefined;
  const packages = readFileSync(join(import.meta.dirname, 'packages.txt'), 'utf8')
    .trim()
    .replaceAll('\n', ' ');
  return `it needs Debian packages: apt-get install ${packages}`;
}

const EMULATORS = { arm64: '/usr/bin/qemu-aarch64-static', amd64: '/usr/bin/qemu-x86_64-static' };

const ARM64_LIBRARIES = '/usr/aarch64-linux-gnu';

/** The command line that runs an executable for arm64 here. */
export function onArm64(argv: readonly string[]): readonly string[] {
  return [EMULATORS.arm64, '-L', ARM64_LIBRARIES, ...argv];
}

/** And on a processor for amd64: `Nehalem` (2008) has neither AVX nor AVX2, `max` has all that there is. */
export function onAmd64(cpu: 'Nehalem' | 'max', argv: readonly string[]): readonly string[] {
  return [EMULATORS.amd64, '-cpu', cpu, ...argv];
}
