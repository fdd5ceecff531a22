import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';

/**
 * Watches the Services of a namespace with the kubeconfig of $HOME until so many things have been told, prints them, and
 * ends by itself, when nothing is left that would keep it alive. Run by Bun.
 */
async function main(count: number): Promise<void> {
  const environment = { variables: process.env, platform: 'linux', isStdinTerminal: false } as const;
  const cluster = await openCluster({}, environment, '/no-pod');
  const told: unknown[] = [];
  const end = new AbortController();
  const tell = (what: unknown) => {
    told.push(what);
    if (told.length === count) end.abort();
  };
  const nameOf = (object: { metadata?: { name?: string } }) => object.metadata?.name;
  const watcher = { changed: tell, lost: (error: Error) => tell(error.message) };
  await cluster.watch('services', { namespace: 'shop' }, nameOf, watcher, end.signal);
  cluster.close();
  process.stdout.write(JSON.stringify(told));
}

void main(Number(process.argv[2]));
