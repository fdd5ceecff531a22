import { pick } from '../../../src/adapters/pick/pick.ts';

/**
 * Asks on its terminal, as often as there are arguments (each how many choices), and says on standard output what came
 * of it. Run by Node and by Bun.
 */
async function main(): Promise<void> {
  for (const count of process.argv.slice(2)) {
    const choices = Array.from({ length: Number(count) }, (_, index) => ({
      label: `${nameOf(index)} 80:${30_000 + index}/TCP`,
      detail: 'NodePort',
    }));
    const streams = { input: process.stdin, output: process.stderr, environment: process.env };
    const picked = await pick({ message: 'Service', choices }, streams);
    if (picked === undefined) process.exit(130);
    process.stdout.write(`picked ${picked}\n`);
  }
  process.exit();
}

/** Eight cells; one of them takes two for a character. */
function nameOf(index: number): string {
  return index === 3 ? '漢字    ' : `web-${index}`.padEnd(8);
}

void main();
