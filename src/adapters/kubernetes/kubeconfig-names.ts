import type { KubeconfigNames } from '../../domain/kubeconfig-names.ts';
import type { Environment } from './environment.ts';
import { readKubeconfigs } from './kubeconfig-files.ts';

/** What `--context`, `--cluster` and `--user` can name. */
export function readKubeconfigNames(path: string | undefined, environment: Environment): KubeconfigNames {
  const { contexts, clusters, users } = readKubeconfigs(path, environment).merged;
  return {
    contexts: [...contexts].map(([name, { cluster }]) => ({ name, cluster })),
    clusters: [...clusters.keys()],
    users: [...users.keys()],
  };
}
