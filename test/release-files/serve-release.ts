import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, resolve } from 'node:path';
import { load } from 'js-yaml';

/** What `npm run release -- --dry-run` has made. */
export const RELEASE = resolve('dist/release');

export interface ServedRelease extends AsyncDisposable {
  /** nodeport.yaml of the release, its archives on 127.0.0.1 instead of GitHub. */
  readonly manifest: string;
  readonly version: string;
}

export async function serveRelease(): Promise<ServedRelease> {
  const server = createServer(({ url = '' }, response) => {
    createReadStream(`${RELEASE}/${basename(url)}`)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const manifest = readFileSync(`${RELEASE}/nodeport.yaml`, 'utf8');
  const { spec } = load(manifest) as { readonly spec: { readonly version: string } };
  return {
    manifest: manifest.replaceAll(/(uri: ).*\/(.+)/g, `$1http://127.0.0.1:${port}/$2`),
    version: spec.version,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
