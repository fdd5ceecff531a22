import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * Makes one CommonJS file of the program and all its packages: what npm ships, and what Bun compiles.
 * CommonJS without splitting, because esbuild then wraps every module that is reached only through `await import()`,
 * so that it is evaluated when it is asked for and not at the start. (It also means: no top-level await in src/.)
 */
export async function bundle(outfile: string): Promise<void> {
  const { metafile } = await build({
    entryPoints: ['src/bin.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    mainFields: ['module', 'main'], // ES modules can be shaken and wrapped one by one; a package's UMD build cannot
    legalComments: 'none', // they are in THIRD_PARTY_NOTICES
    logLevel: 'warning',
    metafile: true,
    external: ['bun:ffi'], // of the runtime, where that is Bun
    banner: { js: BANNER },
    define: { 'import.meta.url': 'importMetaUrl', BUILD: JSON.stringify(readBuild()) },
  });
  writeFileSync(`${outfile}.meta.json`, JSON.stringify(metafile));
}

const BANNER = `#!/usr/bin/env node
const importMetaUrl = require("node:url").pathToFileURL(__filename).href;
const compiledAhead = () => require("node:tty");`;
// importMetaUrl: a CommonJS file has no import.meta; yargs asks for it to find its own folder.
// compiledAhead: never called. Bun puts the bytecode of those of its own modules into the executable that the bundle
// names, and process.stdout needs node:tty: start and one line took 14 ms without it, 9 ms with it (Bun 1.4.5, linux-x64).

/** What `kubectl nodeport version` says. Outside a git repository (a source archive) there is no commit to name. */
function readBuild(): { version: string; commit?: string; commitDate?: string } {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  try {
    const [commit = '', commitDate = ''] = git('log', '-1', '--format=%H %cI').split(' ');
    return { version, commit: git('status', '--porcelain') ? `${commit}-dirty` : commit, commitDate };
  } catch {
    return { version };
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
