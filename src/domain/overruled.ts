import type { Evidence, Runtime } from './runtime.ts';

/** What `--runtime` said instead of what would be recognised, in its own spelling; `undefined`: nothing. */
export function overruledIn({ distribution, substrate, evidence }: Runtime): string | undefined {
  if (!isSaid(distribution.id, evidence.distribution)) return undefined;
  return isSaid(substrate.id, evidence.substrate) ? `${distribution.id}/${substrate.id}` : distribution.id;
}

/** Evidence of the distribution may speak for the substrate too: it says which of them it is of. */
function isSaid(id: string, evidence: readonly Evidence[]): boolean {
  return evidence.some(({ code, value }) => code === 'flag' && value === id);
}
