import type { KindCluster } from '../lab/kind-cluster.ts';
import { exposeWeb } from '../lab/web.ts';
import { apply } from './in-lab.ts';

export const SHOP_NAMESPACE = 'team';

/** Two Services of the kind cluster: `shop`, whose 30021 is published as 8021, and `stock` at 30022, which is not. */
export async function openShop({ linux, mac }: KindCluster): Promise<void> {
  await apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP_NAMESPACE } }]);
  const common = { namespace: SHOP_NAMESPACE, nodeName: 'dev-worker' };
  await Promise.all([
    exposeWeb(linux, { ...common, name: 'shop', nodePort: 30_021 }, { at: '127.0.0.1:8021', from: mac }),
    exposeWeb(linux, { ...common, name: 'stock', nodePort: 30_022 }, { at: '172.18.0.2:30022', from: linux }),
  ]);
}
