import { buffer } from 'node:stream/consumers';
import { constants, gzipSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { pack } from 'tar-stream';

/** A file of an archive. No folders, no links: krew takes neither. */
export interface ArchivedFile {
  readonly name: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** The same bytes for the same files: their time is given, their owner is nobody in particular. */
export async function tarGz(files: readonly ArchivedFile[], time: Date): Promise<Buffer> {
  const tar = pack();
  for (const { name, content, mode } of files) tar.entry({ name, mode, mtime: time, uid: 0, gid: 0 }, content);
  tar.finalize();
  // Node's gzip writes no name and no time; but for the operating system, which is one byte of its header.
  const gzipped = gzipSync(await buffer(tar), { level: constants.Z_BEST_COMPRESSION });
  gzipped[GZIP_OS] = UNKNOWN_OS;
  return gzipped;
}

const GZIP_OS = 9;
const UNKNOWN_OS = 255;

export function zip(files: readonly ArchivedFile[], time: Date): Buffer {
  // A zip has the local time of whoever made it: of everybody UTC's.
  const mtime = new Date(time.getTime() + time.getTimezoneOffset() * 60_000);
  const entries: Zippable = {};
  for (const { name, content, mode } of files) {
    entries[name] = [content, { level: 9, mtime, os: UNIX, attrs: ((REGULAR_FILE | mode) << 16) >>> 0 }];
  }
  return Buffer.from(zipSync(entries));
}

const UNIX = 3;
const REGULAR_FILE = 0o100_000;
