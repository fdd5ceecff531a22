import { TargetError } from '../errors.ts';
import type { FileOptions } from '../invocation.ts';
import { knownRuntimes, type Overrule, parseOverrule } from '../recognise.ts';

/** `--runtime`, looked up. A wrong name is answered with the right ones. */
export function readOverrule(runtime: string): Overrule {
  const overrule = parseOverrule(runtime);
  if (overrule) return overrule;
  const { distributions, substrates } = knownRuntimes();
  throw new TargetError(`error: unknown runtime "${runtime}"
distributions: ${distributions.toSorted().join(', ')}
substrates, after a slash: ${substrates.toSorted().join(', ')}`);
}

/**
 * What was said when a report was made. For another machine the cluster is the same, and where its nodes live is not
 * said; a runtime that this program does not know is as if it were not there.
 */
export function overruleOfReport(
  said: string | undefined,
  { machine }: Pick<FileOptions, 'machine'>,
): Overrule | undefined {
  const runtime = machine === undefined ? said : said?.split('/')[0];
  return runtime === undefined ? undefined : parseOverrule(runtime);
}
