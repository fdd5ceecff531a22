import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOf, executableOf, PLATFORMS, type Platform } from '../platforms.ts';
import { tarGz, zip } from './archive.ts';
import { buildExecutable } from './build-executable.ts';
import { type Description, describeExecutable } from './describe-executable.ts';
import { measureExecutable } from './measure-executable.ts';
import { sha256 } from './sha256.ts';

/** An archive that was made, and what is known of the executable in it. */
export interface Archive {
  readonly platform: Platform;
  readonly checksum: string;
  readonly bytes: number;
  readonly executableBytes: number;
  readonly description: Description;
  /** `undefined` where this machine cannot run it. */
  readonly measured: { readonly wallMs: number; readonly peakMiB: number } | undefined;
}

interface Ingredients {
  readonly bundle: string;
  readonly notices: string;
  /** Of every file in every archive. */
  readonly time: Date;
  readonly identity: string | undefined;
  readonly folder: string;
}

export async function makeArchives(ingredients: Ingredients): Promise<readonly Archive[]> {
  const archives: Archive[] = [];
  for (const platform of PLATFORMS) {
    const workshop = mkdtempSync(join(tmpdir(), 'kubectl-nodeport-release-'));
    try {
      archives.push(await makeArchive(platform, workshop, ingredients)); // one by one: each takes half a gigabyte
    } finally {
      rmSync(workshop, { recursive: true });
    }
  }
  return archives;
}

async function makeArchive(platform: Platform, workshop: string, ingredients: Ingredients): Promise<Archive> {
  const { bundle, notices, time, identity, folder } = ingredients;
  const path = await buildExecutable({ platform, bundle, identity, workshop });
  const executable = readFileSync(path);
  const description = describeExecutable(executable);
  if (description.os !== platform.os || description.arch !== platform.arch) {
    throw new Error(`${archiveOf(platform)} would hold an executable for ${description.os}/${description.arch}`);
  }
  const files = [
    { name: executableOf(platform), content: executable, mode: 0o755 },
    { name: 'LICENSE', content: readFileSync('LICENSE'), mode: 0o644 },
    { name: 'THIRD_PARTY_NOTICES', content: readFileSync(notices), mode: 0o644 },
  ];
  const archive = platform.os === 'windows' ? zip(files, time) : await tarGz(files, time);
  writeFileSync(join(folder, archiveOf(platform)), archive);
  return {
    platform,
    checksum: sha256(archive),
    bytes: archive.length,
    executableBytes: executable.length,
    description,
    measured: measureExecutable(path, platform),
  };
}
