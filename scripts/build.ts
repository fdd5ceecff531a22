import { join } from 'node:path';
import { bundleForNpm } from './bundle-for-npm.ts';
import { BUN, compile } from './compile.ts';
import { readBuild } from './read-build.ts';

process.chdir(join(import.meta.dirname, '..'));
const { bundle } = await bundleForNpm(readBuild());
compile({ bundle, bun: BUN, outfile: 'dist/kubectl-nodeport' });
console.log('built dist/kubectl-nodeport: put dist on the PATH, and kubectl finds it');
