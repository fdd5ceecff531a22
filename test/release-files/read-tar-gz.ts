import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract, type Header } from 'tar-stream';

export interface TarEntry {
  readonly header: Header;
  readonly content: Buffer;
}

export async function readTarGz(archive: Buffer): Promise<readonly TarEntry[]> {
  const reader = extract();
  reader.end(gunzipSync(archive));
  const entries: TarEntry[] = [];
  for await (const entry of reader) entries.push({ header: entry.header, content: await buffer(entry) });
  return entries;
}
