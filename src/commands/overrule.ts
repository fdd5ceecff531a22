import { TargetError } from '../errors.ts';
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
