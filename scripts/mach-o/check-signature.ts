import { readMachO } from './read-mach-o.ts';
import { pageHashes } from './sign-ad-hoc.ts';

/**
 * What macOS would object to in the signature of an executable: for one that is whole, nothing. Everything up to the
 * signature has to be covered, and every page has to hash to what the CodeDirectory says.
 * Source of the layout: xnu's osfmk/kern/cs_blobs.h.
 */
export function faultsOfSignature(file: Buffer): readonly string[] {
  const { signature } = readMachO(file);
  if (signature.offset + signature.size !== file.length) return ['the signature does not end the file'];
  const superblob = file.subarray(signature.offset);
  if (superblob.readUInt32BE(0) !== 0xfade0cc0) return ['what stands in its place is not a signature'];
  const directory = superblob.subarray(directoryOffset(superblob));
  if (directory.readUInt32BE(0) !== 0xfade0c02) return ['the signature has no CodeDirectory'];

  const [hashesAt, count, codeSize] = [16, 28, 32].map((at) => directory.readUInt32BE(at)) as [number, number, number];
  const [hashBytes, hashKind, , pageLog2] = directory.subarray(36, 40) as unknown as [number, number, number, number];
  if (hashBytes !== 32 || hashKind !== 2) return [`hashes of kind ${hashKind} are not looked at`];
  const hashes = pageHashes(file.subarray(0, codeSize), 2 ** pageLog2);
  const isSigned = (hash: Buffer, page: number) =>
    hash.equals(directory.subarray(hashesAt + page * hashBytes, hashesAt + (page + 1) * hashBytes));
  const changed = hashes.filter((hash, page) => !isSigned(hash, page)).length;
  return [
    ...(codeSize === signature.offset ? [] : [`${codeSize} bytes are signed, of ${signature.offset}`]),
    ...(count === hashes.length ? [] : [`${count} pages have a hash, of ${hashes.length}`]),
    ...(changed === 0 ? [] : [`${changed} pages have another hash than was signed`]),
  ];
}

/** The CodeDirectory is the blob of kind 0. */
function directoryOffset(superblob: Buffer): number {
  const entries = Array.from({ length: superblob.readUInt32BE(8) }, (_, index) => 12 + index * 8);
  const entry = entries.find((at) => superblob.readUInt32BE(at) === 0);
  if (entry === undefined) throw new Error('the signature has no CodeDirectory');
  return superblob.readUInt32BE(entry + 4);
}
