import { build } from 'esbuild';

/** A program as scripts/bundle.ts hands it to Bun: with its packages, some of which Bun would replace by its own. */
export async function bundle(program: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [program],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    external: ['bun:ffi'],
    logLevel: 'error',
  });
}
