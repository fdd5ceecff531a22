import { describe, expect, test } from 'vitest';
import { faultsOfSignature } from '../../scripts/mach-o/check-signature.ts';
import { readMachO } from '../../scripts/mach-o/read-mach-o.ts';
import { signAdHoc } from '../../scripts/mach-o/sign-ad-hoc.ts';

const CODE_BYTES = 3 * 4_096 + 16;

describe('an executable that was signed ad hoc', () => {
  const signed = signAdHoc(unsigned(), 'kubectl-nodeport');

  test('is found whole', () => {
    expect(faultsOfSignature(signed)).toEqual([]);
  });

  test('says where its signature is, which ends it', () => {
    const size = 20 + 88 + 'kubectl-nodeport'.length + 1 + 4 * 32;
    expect(readMachO(signed)).toEqual({
      cpu: 'arm64',
      oldestMacOs: '13.0',
      textSize: 8_192,
      linkedit: { commandOffset: 104, offset: 12_288 },
      signature: { commandOffset: 176, offset: CODE_BYTES, size },
    });
    expect(signed.length).toBe(CODE_BYTES + size);
  });

  test('has the same signature when it is signed again', () => {
    expect(signAdHoc(signed, 'kubectl-nodeport').equals(signed)).toBe(true);
  });

  test.each<[situation: string, change: (file: Buffer) => Buffer, faults: readonly string[]]>([
    ['a byte of its code is another', (file) => withByte(file, 5_000), ['1 pages have another hash than was signed']],
    ['a load command is another', (file) => withByte(file, 100), ['1 pages have another hash than was signed']],
    [
      'something is appended',
      (file) => Buffer.concat([file, Buffer.alloc(1)]),
      ['the signature does not end the file'],
    ],
    ['the signature is gone', (file) => file.fill(0, CODE_BYTES), ['what stands in its place is not a signature']],
    [
      'it is of the code as it was before something was added',
      (file) => {
        file.writeUInt32BE(CODE_BYTES - 4_096, CODE_BYTES + 20 + 32);
        return file;
      },
      [
        `${CODE_BYTES - 4_096} bytes are signed, of ${CODE_BYTES}`,
        '4 pages have a hash, of 3',
        '1 pages have another hash than was signed',
      ],
    ],
  ])('%s', (_, change, faults) => {
    expect(faultsOfSignature(change(Buffer.from(signed)))).toEqual(faults);
  });
});

/** As a linker leaves it, for arm64: two segments, a place for the signature behind the code. */
function unsigned(): Buffer {
  const file = Buffer.alloc(CODE_BYTES + 64, 0xab);
  writeNumbers(file, 0, [0xfeedfacf, 0x0100_000c, 0, 2, 4, 2 * 72 + 16 + 24, 0, 0]);
  writeSegment(file, 32, { name: '__TEXT', offset: 0, size: 8_192 });
  writeSegment(file, 104, { name: '__LINKEDIT', offset: 12_288, size: CODE_BYTES + 64 - 12_288 });
  writeNumbers(file, 176, [0x1d, 16, CODE_BYTES, 64]);
  writeNumbers(file, 192, [0x32, 24, 1, 13 << 16, 0, 0]);
  return file;
}

function writeSegment(file: Buffer, at: number, segment: { name: string; offset: number; size: number }): void {
  file.fill(0, at, at + 72);
  writeNumbers(file, at, [0x19, 72]);
  file.write(segment.name, at + 8);
  file.writeBigUInt64LE(BigInt(segment.offset), at + 40);
  file.writeBigUInt64LE(BigInt(segment.size), at + 48);
}

function writeNumbers(file: Buffer, at: number, numbers: readonly number[]): void {
  for (const [index, number] of numbers.entries()) file.writeUInt32LE(number, at + index * 4);
}

function withByte(file: Buffer, at: number): Buffer {
  file[at] = (file[at] ?? 0) ^ 1;
  return file;
}
