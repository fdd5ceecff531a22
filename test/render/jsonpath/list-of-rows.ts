import type { JsonObject } from '../../../src/render/jsonpath/syntax.ts';

/** A list as kubectl has it in hand: what the tables say of it is what kubectl printed. */
export const LIST_OF_ROWS = {
  kind: 'List',
  items: [
    {
      namespace: 'shop',
      service: 'web',
      port: { name: 'http', nodePort: 30_080, port: 80 },
      url: 'http://127.0.0.1:8000/?a=1&b=<2>',
      status: 'Reachable',
      'a.b': 'dotted',
      timeMs: 3.5,
      isOpen: true,
      routes: [
        { host: '127.0.0.1', via: 'published-port' },
        { host: '172.18.0.2', via: 'node-address' },
      ],
    },
    {
      namespace: 'shop',
      service: 'mysql',
      port: { name: '', nodePort: 31_696, port: 3306 },
      status: 'NotPublished',
      timeMs: 4,
      isOpen: false,
      routes: [],
    },
    {
      namespace: 'default',
      service: '網',
      port: { name: 'dns', nodePort: 30_053, port: 53 },
      url: 'udp://x:30053',
      status: 'Unverified',
      routes: [{ host: '172.18.0.3', via: 'node-address' }],
    },
  ],
} as const satisfies JsonObject;
