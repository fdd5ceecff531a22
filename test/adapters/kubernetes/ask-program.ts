import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import { AccessError } from '../../../src/errors.ts';

/** Lists nodes with the kubeconfig of $HOME and prints how many there are, or why there is no answer. Compiled by Bun. */
async function main(): Promise<void> {
  const environment = { variables: process.env, platform: 'linux', isStdinTerminal: false } as const;
  try {
    const cluster = await openCluster({}, environment, '/no-pod');
    const nodes = await cluster.list('nodes', { namespace: undefined }, String).finally(cluster.close);
    process.stdout.write(JSON.stringify({ listed: nodes.length }));
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    process.stdout.write(JSON.stringify({ reason: error.reason, message: error.message }));
  }
}

void main();
