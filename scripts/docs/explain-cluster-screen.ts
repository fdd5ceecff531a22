import { renderCluster } from '../../src/render/cluster.ts';
import { readCluster } from './cluster.ts';

/** What `explain` without a name prints of a cluster on a Mac. */
export function explainClusterScreen(): string {
  const { report } = readCluster('kind/macos-in-docker-desktop-one-port-published');
  return `$ kubectl nodeport explain\n${renderCluster(report)}`;
}
