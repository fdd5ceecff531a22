import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { BUN, compile } from './compile.ts';

process.chdir(join(import.meta.dirname, '..'));
mkdirSync('dist/npm', { recursive: true }); // in dist itself kubectl would take it for a plugin that is not executable
await bundle('dist/npm/kubectl-nodeport.cjs');
compile({ bundle: 'dist/npm/kubectl-nodeport.cjs', bun: BUN, outfile: 'dist/kubectl-nodeport' });
console.log('built dist/kubectl-nodeport: put dist on the PATH, and kubectl finds it');
