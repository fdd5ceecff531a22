import type { Deps } from '../../deps.ts';
import { type Candidate, plainCandidate } from '../../domain/gap.ts';
import type { CompleteOptions } from '../../invocation.ts';
import { askCluster } from './ask-cluster.ts';

/** What is wanted, from whoever knows it. `signal`: nobody waits for the cluster any more. */
export async function findCandidates(
  { connection, gap: { wanted } }: CompleteOptions,
  deps: Deps,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  switch (wanted.kind) {
    case 'nothing':
    case 'files':
    case 'folders':
      return [];
    case 'words':
      return wanted.words;
    case 'distributions':
    case 'substrates': {
      const { knownRuntimes } = await import('../../recognise.ts'); // which evaluates all of them
      return knownRuntimes()[wanted.kind].map(plainCandidate);
    }
    case 'contexts': {
      const { contexts } = await deps.readKubeconfigNames(connection);
      return contexts.map(({ name, cluster }) => ({
        word: name,
        description: cluster === undefined ? '' : `cluster ${cluster}`,
      }));
    }
    case 'clusters':
    case 'users': {
      const names = await deps.readKubeconfigNames(connection);
      return names[wanted.kind].map(plainCandidate);
    }
    case 'namespaces':
    case 'services':
    case 'deployments':
    case 'pods':
    case 'ports': {
      const cluster = await deps.openClusterUnattended(connection);
      signal.addEventListener('abort', () => cluster.close());
      return askCluster(wanted, cluster);
    }
  }
}
