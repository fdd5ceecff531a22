import { whereWords } from '../../domain/connection.ts';
import { EXIT_CODES } from '../../errors.ts';
import { safeLines } from '../../render/failure.ts';
import { noAddressSentence } from '../../render/open.ts';
import { codeWithout, type Opening, type Reached } from './opening.ts';
import { speakAt } from './way.ts';

/** A URL a line for a program, all of them or none. */
export async function printUrls({ targets }: Reached, { options, deps }: Opening): Promise<number> {
  const { io } = deps;
  const missing = targets.filter(({ address }) => address === undefined);
  for (const { target, row } of missing)
    io.stderr.write(safeLines(noAddressSentence(target, row, whereWords(options.connection))));
  if (missing.length > 0) return codeWithout(options, ...missing.map(({ row }) => row));
  const ways = await Promise.all(
    targets.map(({ target, address }) => address && speakAt(target, address, options.path, deps)),
  );
  for (const way of ways) if (way) io.stdout.write(`${way.url}\n`);
  return EXIT_CODES.answered;
}
