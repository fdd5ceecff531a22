import { readFileSync } from 'node:fs';
import { archiveOf } from '../platforms.ts';
import type { Archive } from './make-archives.ts';

/** A release, as the files tell of it that package managers read. */
export interface Release {
  readonly version: string;
  readonly homepage: string;
  /** Where GitHub serves what was uploaded to it, without the file's name. */
  readonly address: string;
  /** SHA-256 by the name of the archive. */
  readonly checksums: ReadonlyMap<string, string>;
}

export function readRelease(version: string, archives: readonly Archive[]): Release {
  const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly homepage: string };
  return {
    version,
    homepage,
    address: `${homepage}/releases/download/v${version}`,
    checksums: new Map(archives.map(({ platform, checksum }) => [archiveOf(platform), checksum])),
  };
}

export function checksumOf(archive: string, { checksums }: Pick<Release, 'checksums'>): string {
  const checksum = checksums.get(archive);
  if (checksum === undefined) throw new Error(`there is no archive ${archive}`);
  return checksum;
}
