import { type BareCluster, type BareOptions, startBareCluster } from './bare-cluster.ts';
import { type DesktopCluster, startDesktopCluster } from './desktop-cluster.ts';
import { type KindCluster, type KindOptions, startKindCluster } from './kind-cluster.ts';
import { missingForLab } from './missing.ts';
import { isRunning, type Sandbox, startSandbox } from './sandbox.ts';

interface Clusters {
  readonly kind: KindCluster;
  readonly desktop: DesktopCluster;
  readonly bare: BareCluster;
}

export type ClusterName = keyof Clusters;

/**
 * What of the lab runs. Plain values: `describeLab` and `attachLab` carry it into another process, and all functions
 * of this folder take its parts.
 */
export type Lab<Name extends ClusterName = ClusterName> = { readonly sandbox: Sandbox } & Pick<Clusters, Name>;

export interface LabOptions<Name extends ClusterName> {
  readonly clusters: readonly Name[];
  readonly kind?: KindOptions;
  readonly bare?: BareOptions;
}

export interface OwnedLab<Name extends ClusterName> {
  readonly lab: Lab<Name>;
  /** Ends everything. So does the end of this process, however it comes. */
  stop(): Promise<void>;
}

export async function startLab<Name extends ClusterName>(options: LabOptions<Name>): Promise<OwnedLab<Name>> {
  const missing = missingForLab();
  if (missing !== undefined) throw new Error(missing);
  const { sandbox, stop } = await startSandbox();
  try {
    return { lab: await startClusters(sandbox, options), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All at the same time: they wait more than they work. */
export async function startClusters<Name extends ClusterName>(
  sandbox: Sandbox,
  options: LabOptions<Name>,
): Promise<Lab<Name>> {
  const starts: { readonly [Each in ClusterName]: () => Promise<Clusters[Each]> } = {
    kind: () => startKindCluster(sandbox, options.kind),
    desktop: () => startDesktopCluster(sandbox),
    bare: () => startBareCluster(sandbox, options.bare),
  };
  const started = await Promise.all(options.clusters.map(async (name) => [name, await starts[name]()] as const));
  return { sandbox, ...Object.fromEntries(started) } as Lab<Name>; // the type of fromEntries forgets the names
}

/** The lab in a line, for `attachLab` in another process. */
export function describeLab(lab: Lab<never>): string {
  return JSON.stringify(lab);
}

/** The lab that another process has started. */
export function attachLab(description: string): Lab {
  const lab = JSON.parse(description) as Lab;
  if (!isRunning(lab.sandbox)) throw new Error('the lab has ended');
  return lab;
}
