import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { KUBERNETES_VERSION } from './programs.ts';

/** kind runs its nodes from an image of this name; `docker ps` then reads as with kind. */
export const KIND_IMAGE = `kindest/node:${KUBERNETES_VERSION}`;

/** What pods are made of. agnhost is Kubernetes' own test image; here it is the image's only file. */
export const POD_IMAGE = 'docker.io/library/agnhost:lab';

/** Writes what `docker load` and `ctr images import` read: an archive of one layer with one executable. */
export async function writeImage(agnhost: string, archive: string, tags: readonly string[]): Promise<void> {
  const layer = tar([{ name: 'agnhost', mode: 0o755, content: await readFile(agnhost) }]);
  const config = JSON.stringify({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/agnhost'], Cmd: ['pause'], Env: ['PATH=/'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${createHash('sha256').update(layer).digest('hex')}`] },
  });
  const manifest = JSON.stringify([{ Config: 'config.json', RepoTags: tags, Layers: ['layer.tar'] }]);
  const files = [
    { name: 'manifest.json', mode: 0o644, content: Buffer.from(manifest) },
    { name: 'config.json', mode: 0o644, content: Buffer.from(config) },
    { name: 'layer.tar', mode: 0o644, content: layer },
  ];
  await writeFile(archive, tar(files));
}

interface TarFile {
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

const BLOCK_BYTES = 512;

function tar(files: readonly TarFile[]): Buffer {
  const blocks = files.flatMap(({ name, mode, content }) => [
    header(name, mode, content.length),
    content,
    Buffer.alloc((BLOCK_BYTES - (content.length % BLOCK_BYTES)) % BLOCK_BYTES),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK_BYTES)]);
}

function header(name: string, mode: number, bytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  block.write(name, 0);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(bytes, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  // The checksum counts itself as eight spaces.
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
