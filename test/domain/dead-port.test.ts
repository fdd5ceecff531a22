import { expect, test } from 'vitest';
import { chooseDeadPort } from '../../src/domain/dead-port.ts';
import { anEngine, aPort, aRoute, aRow, aService, someFacts } from './build.ts';

test('the highest port of the default range that nothing has: no route, no Service, no published port', () => {
  const { port } = aRow();
  const published = { hostIp: '', containerPort: aPort(30_080), protocol: 'TCP' } as const;
  const facts = someFacts({
    services: [aService({ ports: [{ ...port, nodePort: aPort(32_766) }] })],
    engine: {
      kind: 'known',
      value: anEngine({
        containers: [
          { name: 'a', labels: {}, isRunning: true, published: [{ ...published, hostPort: aPort(32_765) }] },
        ],
      }),
    },
  });
  const rows = [{ row: aRow(), routes: [aRoute({ port: 32_767 }), aRoute({ port: 32_764 })] }];
  expect([chooseDeadPort(someFacts(), []), chooseDeadPort(facts, rows)]).toEqual([32_767, 32_763]);
});
