import { expect, test } from 'vitest';
import { chooseDeadPort } from '../../src/domain/dead-port.ts';
import { anEngine, aPort, aRoute, aRow, aService, someFacts } from './build.ts';

test('the highest port below the default range that nothing has: no route, no Service, no published port', () => {
  const { port } = aRow();
  const published = { hostIp: '', containerPort: aPort(30_080), protocol: 'TCP' } as const;
  const facts = someFacts({
    services: [aService({ ports: [{ ...port, nodePort: aPort(29_998) }] })],
    engine: {
      kind: 'known',
      value: anEngine({
        containers: [
          {
            name: 'a',
            labels: {},
            isRunning: true,
            addresses: [],
            published: [{ ...published, hostPort: aPort(29_997) }],
          },
        ],
      }),
    },
  });
  const rows = [{ row: aRow(), routes: [aRoute({ port: 29_999 }), aRoute({ port: 29_996 })] }];
  expect([chooseDeadPort(someFacts(), []), chooseDeadPort(facts, rows)]).toEqual([29_999, 29_995]);
});
