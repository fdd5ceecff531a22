import { forwardNodePort } from './desktop-cluster.ts';
import { startMariadb } from './mariadb.ts';
import type { Lab } from './start-lab.ts';
import { exposeWeb } from './web.ts';

/** Something to look at for whoever starts the lab by hand. */
export async function startSamples({ kind, desktop }: Lab<'kind' | 'desktop'>): Promise<void> {
  const web = { name: 'web', nodePort: 30_001 };
  await Promise.all([
    exposeWeb(kind.linux, { ...web, replicas: 2 }, { at: '127.0.0.1:8000', from: kind.mac }),
    forwardNodePort(desktop, web.nodePort),
    exposeWeb(desktop.mac, web, { at: `${desktop.address}:${web.nodePort}`, from: desktop.node }),
    startMariadb(desktop, { nodePort: 31_696 }),
  ]);
}
