/** What is read of a Mach-O executable (64 bits, one architecture); offsets are from the file's start. */
export interface MachO {
  readonly cpu: 'amd64' | 'arm64';
  /** The oldest macOS that it is built for: `13.0`. `undefined` where it does not say. */
  readonly oldestMacOs: string | undefined;
  /** Of the segment `__TEXT`, in bytes of the file. */
  readonly textSize: number;
  /** The segment at the file's end, which the signature is a part of. */
  readonly linkedit: { readonly commandOffset: number; readonly offset: number };
  readonly signature: { readonly commandOffset: number; readonly offset: number; readonly size: number };
}

// Source: xnu's EXTERNAL_HEADERS/mach-o/loader.h.
const MAGIC_64 = 0xfeedfacf;
const CPUS: ReadonlyMap<number, MachO['cpu']> = new Map([
  [0x0100_0007, 'amd64'],
  [0x0100_000c, 'arm64'],
]);
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;
const LC_BUILD_VERSION = 0x32;

export function isMachO(file: Buffer): boolean {
  return file.length >= 32 && file.readUInt32LE(0) === MAGIC_64;
}

export function readMachO(file: Buffer): MachO {
  const cpu = isMachO(file) ? CPUS.get(file.readUInt32LE(4)) : undefined;
  if (cpu === undefined) throw new Error('not a Mach-O executable for amd64 or arm64');
  let textSize: number | undefined;
  let linkedit: MachO['linkedit'] | undefined;
  let signature: MachO['signature'] | undefined;
  let oldestMacOs: string | undefined;
  for (const { command, offset } of loadCommands(file)) {
    const segment = command === LC_SEGMENT_64 ? nameAt(file, offset + 8) : undefined;
    if (segment === '__TEXT') textSize = Number(file.readBigUInt64LE(offset + 48));
    if (segment === '__LINKEDIT') {
      linkedit = { commandOffset: offset, offset: Number(file.readBigUInt64LE(offset + 40)) };
    }
    if (command === LC_BUILD_VERSION) oldestMacOs = `${file.readUInt16LE(offset + 14)}.${file.readUInt8(offset + 13)}`;
    if (command === LC_CODE_SIGNATURE) {
      const [start, size] = [file.readUInt32LE(offset + 8), file.readUInt32LE(offset + 12)];
      signature = { commandOffset: offset, offset: start, size };
    }
  }
  if (textSize === undefined || linkedit === undefined) throw new Error('it lacks a segment: __TEXT or __LINKEDIT');
  if (signature === undefined) throw new Error('it has no place for a signature');
  return { cpu, oldestMacOs, textSize, linkedit, signature };
}

function loadCommands(file: Buffer): readonly { readonly command: number; readonly offset: number }[] {
  const commands = [];
  let offset = 32;
  for (let left = file.readUInt32LE(16); left > 0; left -= 1) {
    commands.push({ command: file.readUInt32LE(offset), offset });
    offset += file.readUInt32LE(offset + 4);
  }
  return commands;
}

function nameAt(file: Buffer, offset: number): string {
  return file.toString('latin1', offset, offset + 16).replace(/\0+$/, '');
}
