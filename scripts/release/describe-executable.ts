import { faultsOfSignature } from '../mach-o/check-signature.ts';
import { isMachO, readMachO } from '../mach-o/read-mach-o.ts';
import type { Platform } from '../platforms.ts';

/** What an executable for another platform says of itself; nothing of it is run. */
export interface Description {
  readonly os: Platform['os'];
  readonly arch: Platform['arch'];
  /** What it wants of its system at least: `glibc 2.17`, `macOS 13.0`. */
  readonly needs?: string;
}

/** Throws for what its platform would not start: another format, or a signature that does not fit. */
export function describeExecutable(file: Buffer): Description {
  if (file.readUInt32BE(0) === ELF)
    return { os: 'linux', arch: archOf(file.readUInt16LE(18)), needs: `glibc ${newestGlibc(file)}` };
  if (file.toString('latin1', 0, 2) === 'MZ')
    return { os: 'windows', arch: archOf(file.readUInt16LE(peHeader(file) + 4)) };
  if (!isMachO(file)) throw new Error('the format of the executable is not known');
  const faults = faultsOfSignature(file);
  if (faults.length > 0) throw new Error(`macOS would not start it: ${faults.join('; ')}`);
  const { cpu, oldestMacOs } = readMachO(file);
  return { os: 'darwin', arch: cpu, needs: `macOS ${oldestMacOs}` };
}

const ELF = 0x7f454c46;

function peHeader(file: Buffer): number {
  const at = file.readUInt32LE(0x3c);
  if (file.toString('latin1', at, at + 4) !== 'PE\0\0') throw new Error('not an executable for Windows NT');
  return at;
}

/** Of e_machine (ELF) and Machine (PE). */
function archOf(machine: number): Platform['arch'] {
  if (machine === 62 || machine === 0x8664) return 'amd64';
  if (machine === 183 || machine === 0xaa64) return 'arm64';
  throw new Error(`the executable is for machine ${machine}`);
}

/**
 * The newest symbols that it asks for. The names of the versions stand in .dynstr, each with a NUL behind it. The same as
 * `readelf --version-info` lists.
 */
function newestGlibc(file: Buffer): string {
  const minors = new Set<number>();
  for (let at = file.indexOf('GLIBC_2.'); at >= 0; at = file.indexOf('GLIBC_2.', at + 1)) {
    const [, minor] = /^GLIBC_2\.(\d+)(?:\.\d+)?\0/.exec(file.toString('latin1', at, at + 16)) ?? [];
    if (minor !== undefined) minors.add(Number(minor));
  }
  return `2.${Math.max(...minors)}`;
}
