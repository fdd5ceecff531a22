import { join } from 'node:path';
import { bundleForNpm } from './bundle-for-npm.ts';
import { BUN, compile } from './compile.ts';
import { readBuild } from './read-build.ts';

process.chdir(join(import.meta.dirname, '..'));
const { bundle } = await bundleForNpm(readBuild());
const outfile = process.platform === 'win32' ? 'dist/kubectl-nodeport.exe' : 'dist/kubectl-nodeport';
compile({ bundle, bun: BUN, outfile });
console.log(`built ${outfile}: put dist on the PATH, and kubectl finds it`);
