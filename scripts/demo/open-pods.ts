import { createServer } from 'node:http';
import type { PublishedPorts } from './engine.ts';
import { listen } from './listen.ts';

/** The listeners of this machine that stand for the pods of each Service, as port-forward finds them. */
export async function openPods(
  published: PublishedPorts,
  open: AsyncDisposableStack,
): Promise<(service: string) => number | undefined> {
  const api = createServer((_, response) => response.end('hello from api\n'));
  const listeners = new Map([
    ['web', published.get('30001/tcp')],
    ['mysql', published.get('31696/tcp')],
    ['api', await listen(api, open)],
  ]);
  return (service) => listeners.get(service);
}
