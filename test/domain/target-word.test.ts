import { expect, test } from 'vitest';
import type { ServicePort } from '../../src/domain/facts.ts';
import { targetWord } from '../../src/domain/target-word.ts';
import { aPort, aRow, aService } from '../domain/build.ts';

function port(number: number, name = '', protocol: ServicePort['protocol'] = 'TCP'): ServicePort {
  return { ...aRow().port, nodePort: undefined, port: aPort(number), name, protocol };
}

test.each<{ how: string; ports: readonly ServicePort[]; of: number; word: string }>([
  { how: 'the only port', ports: [port(80)], of: 0, word: 'web' },
  { how: 'the one that speaks HTTP', ports: [port(3306, 'mysql'), port(80, 'http')], of: 1, word: 'web' },
  { how: 'one beside the one that speaks HTTP', ports: [port(3306, 'db'), port(80, 'http')], of: 0, word: 'web:db' },
  { how: 'one of two websites', ports: [port(80, 'http'), port(8080, 'admin')], of: 1, word: 'web:admin' },
  { how: 'one without a name', ports: [port(80), port(8080)], of: 1, word: 'web:8080' },
  { how: 'the UDP twin', ports: [port(53, 'dns-tcp'), port(53, 'dns', 'UDP')], of: 1, word: 'web:dns' },
])('$how is $word', ({ ports, of, word }) => {
  expect(targetWord({ service: aService({ ports }), port: ports[of] ?? port(1) })).toBe(word);
});
