import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { BUN } from '../../../scripts/compile.ts';

const NORMAL_JIT = new URL('../../../src/adapters/tunnel/normal-jit.ts', import.meta.url).href;

/** What a line of code prints, after the module was loaded in such a Bun. */
async function printed(before: string, after: string): Promise<string> {
  const script = `${before}; const { useNormalJit } = await import('${NORMAL_JIT}'); useNormalJit(); ${after}`;
  const { stdout } = await promisify(execFile)(BUN, ['-e', script]);
  return stdout.trim();
}

// Where this fails after an update of Bun, the executable's tunnels are slow until another way is found.
test('the Bun that the executable is made of has the function, and it is told that all is to be compiled', async () => {
  const before =
    'let scales = []; const { setJITPolicy } = Bun.unsafe; Bun.unsafe.setJITPolicy = (scale) => (scales.push(scale), setJITPolicy(scale))';
  expect(await printed(before, 'console.log(JSON.stringify(scales))')).toBe('[1]');
});

test.each([['delete Bun.unsafe.setJITPolicy']])('a Bun without it goes on: `%s`', async (before) => {
  expect(await printed(before, 'console.log(typeof Bun.unsafe.setJITPolicy)')).toBe('undefined');
});
