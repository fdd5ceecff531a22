import type { TestProject } from 'vitest/node';
import { build } from '../lab/build.ts';
import { missingForLab, missingForPodman } from '../lab/missing.ts';
import { describeLab, startLab } from '../lab/start-lab.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The lab that all files share, or why there is none here. */
    readonly lab: { readonly description: string } | { readonly missing: string };
  }
}

/** Brings up the lab once for all files. Without it they are skipped, with the reason; in CI that is a failure. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const isCi = process.env.CI !== undefined;
  if (isCi) await build();
  const missing = missingForLab() ?? (isCi ? missingForPodman() : undefined);
  if (missing !== undefined) {
    if (isCi) throw new Error(missing);
    project.provide('lab', { missing });
    return undefined;
  }
  const { lab, stop } = await startLab({ clusters: ['kind', 'desktop', 'bare'] });
  project.provide('lab', { description: describeLab(lab) });
  return stop;
}
