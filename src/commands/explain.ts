import type { Deps } from '../deps.ts';
import type { ExplainOptions, ServiceTarget } from '../invocation.ts';

/** Why things are as they are: of one Service port, or without a name of this cluster and this machine. */
export async function runExplain(options: ExplainOptions, deps: Deps): Promise<number> {
  const readFile = readingOnce(deps);
  const target = options.target ?? (await targetOfReport(options, { ...deps, readFile }));
  if (target === undefined) {
    const { explainCluster } = await import('./explain/explain-cluster.ts');
    return explainCluster(options, { ...deps, readFile });
  }
  const { explainService } = await import('./explain/explain-service.ts');
  return explainService({ ...options, target }, { ...deps, readFile });
}

/** A report of one Service port says by itself what it explains. */
async function targetOfReport({ file }: ExplainOptions, deps: Deps): Promise<ServiceTarget | undefined> {
  if (file === undefined) return undefined;
  const { targetInFile } = await import('./explain/find-in-file.ts');
  return targetInFile(file, deps);
}

/** Standard input is gone once it was read. */
function readingOnce({ readFile }: Deps): Deps['readFile'] {
  const read = new Map<string, ReturnType<Deps['readFile']>>();
  return (path) => {
    const reading = read.get(path) ?? readFile(path);
    read.set(path, reading);
    return reading;
  };
}
