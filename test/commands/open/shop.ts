import type { Speech } from '../../../src/domain/speech.ts';
import { dockerDesktop, kindNodeJson, podJson, type ServiceWords, serviceJson, sliceJson } from '../objects.ts';
import type { Happening, Later, World } from '../world.ts';

const LINUXKIT = '6.10.4-linuxkit';

export const HTTP_200: Speech = { kind: 'http', scheme: 'http', status: 200, server: 'nginx', afterMs: 4 };
export const HTTPS_403: Speech = { kind: 'http', scheme: 'https', status: 403, server: undefined, afterMs: 4 };
const MARIADB: Speech = { kind: 'greeted', scheme: 'mysql', server: 'MariaDB 11.4.2', afterMs: 2 };

/** A Service whose pods have the label `app`, with one port unless others are given. */
export function service(name: string, port: object, words: Partial<ServiceWords> = {}) {
  return serviceJson(name, { selector: { app: name }, ports: [{ protocol: 'TCP', ...port }], ...words });
}

/**
 * kind in Docker Desktop on a Mac. Of its Services `web` answers at 8000 and `mysql` at 31696; `api` has a nodePort that
 * is not published, `internal` has none, and `pma` has no ready pod.
 */
const SHOP = {
  nodes: [
    kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
    kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT),
  ],
  engine: dockerDesktop({ 8000: 30_080, 31696: 31_696 }),
  services: [
    service('web', { name: 'http', port: 80, nodePort: 30_080 }, { labels: { tier: 'front' } }),
    service('mysql', { port: 3306, nodePort: 31_696 }, { labels: { tier: 'front' } }),
    service('api', { port: 8080, nodePort: 30_002 }),
    service('internal', { port: 80 }, { type: 'ClusterIP' }),
    service('pma', { port: 80, nodePort: 30_090 }),
  ],
  endpointslices: [
    sliceJson('web', ['http'], ['ready', 'ready']),
    sliceJson('mysql', [''], ['ready']),
    sliceJson('api', [''], ['ready', 'ready']),
    sliceJson('internal', [''], ['ready']),
    sliceJson('pma', [''], ['starting']),
  ],
  pods: [podJson('web-1', 'web'), podJson('api-1', 'api'), podJson('pma-1', 'pma', 'ImagePullBackOff')],
  network: {
    '127.0.0.1:8000': { outcome: 'answered', afterMs: 3.14 },
    '127.0.0.1:31696': { outcome: 'answered', afterMs: 2 },
  },
  speech: {
    '127.0.0.1:8000': HTTP_200,
    '127.0.0.1:31696': MARIADB,
    '127.0.0.1:30002': HTTP_200,
  },
} as const satisfies World;

/** This shop; what is there anew comes to what it has. */
export function shop({
  services = [],
  endpointslices = [],
  pods = [],
  network,
  speech,
  ...different
}: World = {}): World {
  return {
    ...SHOP,
    services: [...SHOP.services, ...services],
    endpointslices: [...SHOP.endpointslices, ...endpointslices],
    pods: [...SHOP.pods, ...pods],
    network: { ...SHOP.network, ...network },
    speech: { ...SHOP.speech, ...speech },
    ...different,
  };
}

export function at(afterMs: number, happens: (happening: Happening) => void): Later {
  return { afterMs, happens };
}

export const CTRL_C = at(60_000, (happening) => happening.signal('SIGINT'));
