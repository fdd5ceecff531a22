import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { BUN, compile } from './compile.ts';

process.chdir(join(import.meta.dirname, '..'));
mkdirSync('dist', { recursive: true });
await bundle('dist/kubectl-nodeport.cjs');
compile({ bundle: 'dist/kubectl-nodeport.cjs', bun: BUN, outfile: 'dist/kubectl-nodeport' });
