import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import { AccessError } from '../../../src/errors.ts';
import { heardOn } from './heard-on.ts';

/**
 * Connects to the port-forward of a pod with the kubeconfig of $HOME, says what it is given and prints as much of what
 * comes, or why nothing does. Run by Bun.
 */
async function main(words: string): Promise<void> {
  const environment = { variables: process.env, platform: 'linux', isStdinTerminal: false } as const;
  try {
    const cluster = await openCluster({}, environment, '/no-pod');
    const carrier = await cluster.forward({ namespace: 'shop', name: 'web-1' });
    carrier.write(Buffer.from(words, 'hex'));
    const heard = await heardOn(carrier, words.length / 2);
    process.stdout.write(JSON.stringify({ heard: heard.toString('hex') }));
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    process.stdout.write(JSON.stringify({ reason: error.reason, message: error.message }));
  }
}

void main(process.argv[2] ?? '');
