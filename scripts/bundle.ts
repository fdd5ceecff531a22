import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { Build } from './read-build.ts';

/**
 * Makes one CommonJS file of the program and all its packages: what npm ships, and what Bun compiles.
 * CommonJS without splitting, because esbuild then wraps every module that is reached only through `await import()`,
 * so that it is evaluated when it is asked for and not at the start. (It also means: no top-level await in src/.)
 */
export async function bundle(outfile: string, about: Build): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: ['src/bin.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    mainFields: ['module', 'main'], // ES modules can be shaken and wrapped one by one; a package's UMD build cannot
    legalComments: 'none', // they are in THIRD_PARTY_NOTICES, whole
    logLevel: 'warning',
    metafile: true,
    external: ['bun:ffi'], // of the runtime, where that is Bun
    banner: { js: BANNER },
    define: { BUILD: JSON.stringify(about) },
    plugins: [YARGS_PARSER_ALONE, ONE_STRING_WIDTH],
  });
  writeFileSync(`${outfile}.meta.json`, JSON.stringify(metafile));
  refuseOtherThanAscii(readFileSync(outfile, 'utf8'));
  return metafile;
}

/** Bun keeps a text of plain ASCII in one byte a character, others in two. esbuild escapes strings, and nothing else. */
function refuseOtherThanAscii(code: string): void {
  const [found] = code.match(/.{0,40}[\u0080-\uffff].{0,40}/) ?? [];
  if (found !== undefined) throw new Error(`not ASCII; in a regular expression, write \\uXXXX: ${found}`);
}

const BANNER = `#!/usr/bin/env node
const compiledAhead = () => require("node:tty");`;
// compiledAhead: never called. Bun puts the bytecode of those of its own modules into the executable that the bundle
// names, and process.stdout needs node:tty: start and one line took 14 ms without it, 9 ms with it (Bun 1.4.5, linux-x64).

/**
 * `yargs/helpers` imports the platform for a helper that is not used here; evaluated, it brings most of yargs. And of its
 * parser the build that needs nothing of Node: what that one cannot do (configuration files, variables) is not used.
 */
const YARGS_PARSER_ALONE: Plugin = {
  name: 'yargs-parser alone',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /platform-shims\/esm\.mjs$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
    onResolve({ filter: /^yargs-parser$/ }, ({ resolveDir, kind }) =>
      resolve('yargs-parser/browser', { resolveDir, kind }),
    );
  },
};

/**
 * One string-width for the table and for cli-table3, which brings an old one of its own: each takes a millisecond to
 * prepare its tables and patterns, which plain ASCII does not need.
 */
const ONE_STRING_WIDTH: Plugin = {
  name: 'one string-width',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      /\/(src\/render|node_modules\/cli-table3)\//.test(importer.replaceAll('\\', '/'))
        ? { path: 'string-width', namespace: 'quick' }
        : undefined,
    );
    onLoad({ filter: /^string-width$/, namespace: 'quick' }, () => ({
      contents:
        'module.exports = (text) => /^[ -~]*$/.test(text) ? text.length : require("string-width").default(text);',
      resolveDir: process.cwd(),
    }));
  },
};
