import type { Speech } from '../../src/domain/speech.ts';
import { forbidden } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, podJson, serviceJson, sliceJson } from './objects.ts';
import type { World } from './world.ts';

const LINUXKIT = '6.10.4-linuxkit';

/** A kind cluster in Docker Desktop that publishes the nodePort of `web` alone. */
export const SHOP: World = {
  nodes: [
    kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
    kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT),
  ],
  engine: dockerDesktop({ 8000: 30_080 }),
  services: [
    serviceJson('web', { ports: [{ port: 80, nodePort: 30_080, protocol: 'TCP' }], selector: { app: 'web' } }),
    serviceJson('api', { ports: [{ port: 80, nodePort: 30_081, protocol: 'TCP' }], selector: { app: 'api' } }),
    serviceJson('db', { type: 'ClusterIP', ports: [{ port: 5432 }], selector: { app: 'db' } }),
    serviceJson('typo', { ports: [{ port: 80, nodePort: 30_082, protocol: 'TCP' }], selector: { app: 'wep' } }),
  ],
  endpointslices: [sliceJson('web', [''], ['ready']), sliceJson('api', [''], ['ready'])],
  pods: [podJson('web-1', 'web'), podJson('api-1', 'api'), podJson('db-1', 'db', 'ImagePullBackOff')],
  network: { '127.0.0.1:8000': { outcome: 'answered', afterMs: 2 } },
};

const APACHE: Speech = { kind: 'http', scheme: 'http', status: 200, server: 'Apache', afterMs: 3 };
const MYSQL: Speech = { kind: 'greeted', scheme: 'mysql', server: 'MySQL 8.4.0', afterMs: 4 };

const LINUX: World = {
  ...SHOP,
  nodes: [kindNodeJson('dev-control-plane', '172.18.0.2', '6.1.0'), kindNodeJson('dev-worker', '172.18.0.3', '6.1.0')],
  engine: { ...dockerDesktop({}), operatingSystem: 'Debian GNU/Linux 12 (bookworm)', endpoint: '/var/run/docker.sock' },
  machine: { platform: 'linux', kernel: '6.1.0', interfaces: ['127.0.0.1/8', '172.18.0.1/16'] },
  network: {
    '172.18.0.2:30080': { outcome: 'answered', afterMs: 1, greeting: new Uint8Array([74, 0, 0, 0, 10]) },
    '172.18.0.2:10256': { outcome: 'timed-out', afterMs: 1000 },
  },
};

/** What `explain NAME` meets in such a world. */
export const MET: readonly { readonly how: string; readonly name: string; readonly world: World }[] = [
  { how: 'an address that answers as the pod does', name: 'web', world: { ...SHOP, speech: both(APACHE, APACHE) } },
  { how: 'an address at which somebody else answers', name: 'web', world: { ...SHOP, speech: both(APACHE, MYSQL) } },
  { how: 'a port that is not published', name: 'api', world: SHOP },
  { how: 'a Service without a nodePort, and a pod that is not ready', name: 'db', world: SHOP },
  { how: 'a selector with a slip', name: 'typo', world: SHOP },
  { how: 'a greeting, on the node itself', name: 'web', world: LINUX },
  { how: 'a port that refuses, and neighbours', name: 'api', world: LINUX },
  {
    how: 'that nothing may be seen',
    name: 'api',
    world: {
      ...SHOP,
      failures: { nodes: forbidden('nodes', 'at the cluster scope'), pods: forbidden('pods', 'in the namespace') },
    },
  },
];

/** At the published port, and in the pod. */
function both(address: Speech, pod: Speech): NonNullable<World['speech']> {
  return { '127.0.0.1:8000': address, '127.0.0.1:40000': pod };
}
