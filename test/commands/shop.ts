import { dockerDesktop, kindNodeJson, serviceJson, sliceJson } from './objects.ts';
import type { World } from './world.ts';

export const LINUXKIT = '6.10.4-linuxkit';

/** The cluster of README's screen: kind in Docker Desktop on a Mac. */
export const SHOP: World = {
  nodes: [
    kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
    kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT),
  ],
  engine: dockerDesktop({ 8000: 30_080, 31696: 31_696 }),
  services: [
    serviceJson('web', {
      labels: { app: 'web' },
      ports: [{ name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' }],
    }),
    serviceJson('mysql', { ports: [{ port: 3306, nodePort: 31_696, protocol: 'TCP' }] }),
    serviceJson('api', { ports: [{ port: 8080, nodePort: 30_002, protocol: 'TCP' }] }),
    serviceJson('pma', { ports: [{ port: 80, nodePort: 30_090, protocol: 'TCP' }] }),
    serviceJson('internal', { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] }),
  ],
  endpointslices: [
    sliceJson('web', ['http'], ['ready', 'ready']),
    sliceJson('mysql', [''], ['ready']),
    sliceJson('api', [''], ['ready', 'ready', 'ready']),
    sliceJson('pma', [''], ['starting']),
  ],
  network: {
    '127.0.0.1:8000': { outcome: 'answered', afterMs: 3.14 },
    '127.0.0.1:31696': { outcome: 'answered', afterMs: 2 },
  },
};
