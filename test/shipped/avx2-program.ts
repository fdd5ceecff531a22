import { writeFileSync } from 'node:fs';

/** A static executable for Linux on amd64 that uses one instruction of AVX2 and exits with 0. */
export function writeAvx2Program(path: string): void {
  const code = [
    ...[0xc5, 0xfd, 0xef, 0xc0], // vpxor ymm0, ymm0, ymm0
    ...[0x31, 0xff, 0xb8, 60, 0, 0, 0, 0x0f, 0x05], // exit(0)
  ];
  const size = 64 + 56 + code.length;
  const file = Buffer.alloc(size);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // ELF, 64 bits, little-endian
  for (const [offset, value] of [
    [16, 2],
    [18, 62],
    [52, 64],
    [54, 56],
    [56, 1],
  ] as const)
    file.writeUInt16LE(value, offset);
  for (const [offset, value] of [
    [20, 1],
    [64, 1],
    [68, 5],
  ] as const)
    file.writeUInt32LE(value, offset);
  const longs = [
    [24, BASE + 120],
    [32, 64],
    [80, BASE],
    [88, BASE],
    [96, size],
    [104, size],
    [112, 4096],
  ] as const;
  for (const [offset, value] of longs) file.writeBigUInt64LE(BigInt(value), offset);
  file.set(code, 120);
  writeFileSync(path, file, { mode: 0o755 });
}

const BASE = 0x40_0000;
