import { createHash } from 'node:crypto';
import { type MachO, readMachO } from './read-mach-o.ts';

// Source of the layout: xnu's osfmk/kern/cs_blobs.h. What linkers write for a program that nobody has signed yet (ld64,
// Go's cmd/internal/codesign): one CodeDirectory and nothing else. Numbers are big-endian.
const EMBEDDED_SIGNATURE = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const VERSION_WITH_EXEC_SEGMENT = 0x20400;
const AD_HOC_BY_LINKER = 0x20002;
const SHA256 = { kind: 2, bytes: 32 };
const PAGE = { bytes: 4_096, log2: 12 };
const MAIN_BINARY = 1n;
const HEADER_BYTES = 88;
const BEFORE_DIRECTORY = 20; // the superblob's header, and its index of one entry
const SEGMENT_ALIGNMENT = 16_384; // the larger page of the two architectures

/**
 * The executable with an ad-hoc signature over its bytes, in place of what signature it has. Bun 1.4.5 signs what it makes
 * for arm64, but of amd64 leaves Bun's own signature over bytes that it has changed, which macOS may end with SIGKILL.
 */
export function signAdHoc(executable: Buffer, identifier: string): Buffer {
  const machO = readMachO(executable);
  const codeSize = machO.signature.offset;
  const pages = Math.ceil(codeSize / PAGE.bytes);
  const hashesAt = HEADER_BYTES + identifier.length + 1;
  const directorySize = hashesAt + pages * SHA256.bytes;
  const signed = Buffer.alloc(codeSize + BEFORE_DIRECTORY + directorySize);
  executable.copy(signed, 0, 0, codeSize);
  adjustCommands(signed, machO); // before the hashes: they cover it

  const signature = signed.subarray(codeSize);
  writeNumbers(signature, [EMBEDDED_SIGNATURE, signature.length, 1, 0, BEFORE_DIRECTORY]);
  const directory = signature.subarray(BEFORE_DIRECTORY);
  writeNumbers(directory, [CODE_DIRECTORY, directorySize, VERSION_WITH_EXEC_SEGMENT, AD_HOC_BY_LINKER]);
  writeNumbers(directory.subarray(16), [hashesAt, HEADER_BYTES, 0, pages, codeSize]);
  directory.set([SHA256.bytes, SHA256.kind, 0, PAGE.log2], 36);
  directory.writeBigUInt64BE(BigInt(machO.textSize), 72);
  directory.writeBigUInt64BE(MAIN_BINARY, 80);
  directory.write(identifier, HEADER_BYTES, 'latin1');
  for (const [page, hash] of pageHashes(signed.subarray(0, codeSize), PAGE.bytes).entries()) {
    directory.set(hash, hashesAt + page * SHA256.bytes);
  }
  return signed;
}

export function pageHashes(code: Buffer, pageBytes: number): readonly Buffer[] {
  const pages = Array.from({ length: Math.ceil(code.length / pageBytes) }, (_, page) => page * pageBytes);
  return pages.map((at) =>
    createHash('sha256')
      .update(code.subarray(at, at + pageBytes))
      .digest(),
  );
}

/** The signature ends the file, so that its size is in two load commands: its own, and the segment's that holds it. */
function adjustCommands(signed: Buffer, { signature, linkedit }: MachO): void {
  signed.writeUInt32LE(signed.length - signature.offset, signature.commandOffset + 12);
  const size = signed.length - linkedit.offset;
  const memory = Math.ceil(size / SEGMENT_ALIGNMENT) * SEGMENT_ALIGNMENT;
  signed.writeBigUInt64LE(BigInt(memory), linkedit.commandOffset + 32);
  signed.writeBigUInt64LE(BigInt(size), linkedit.commandOffset + 48);
}

function writeNumbers(target: Buffer, numbers: readonly number[]): void {
  for (const [index, number] of numbers.entries()) target.writeUInt32BE(number, index * 4);
}
