import { expect, test } from 'vitest';
import type { PublishedPort } from '../../src/domain/facts.ts';
import type { NodePublication } from '../../src/domain/runtime.ts';
import { publicationLines } from '../../src/render/publication-lines.ts';
import { aPort } from '../domain/build.ts';

function published(
  hostIp: string,
  hostPort: number,
  containerPort: number,
  protocol: PublishedPort['protocol'] = 'TCP',
): NodePublication {
  return {
    container: 'a',
    node: 'a',
    port: { hostIp, hostPort: aPort(hostPort), containerPort: aPort(containerPort), protocol },
  };
}

test.each([
  { how: 'one port', ports: [published('127.0.0.1', 8000, 30_080)], lines: ['30080/TCP of a at 127.0.0.1:8000'] },
  {
    how: 'every interface in its spellings, once',
    ports: [published('', 8000, 30_080), published('0.0.0.0', 8000, 30_080), published('::', 8000, 30_080)],
    lines: ['30080/TCP of a at *:8000'],
  },
  {
    how: 'a range, in whatever order the engine tells it',
    ports: [published('', 8002, 30_002), published('', 8000, 30_000), published('', 8001, 30_001)],
    lines: ['30000-30002/TCP of a at *:8000-8002'],
  },
  {
    how: 'neighbours whose distance differs, and another protocol',
    ports: [published('', 9, 30_001), published('', 8, 30_002), published('', 10, 30_003, 'UDP')],
    lines: ['30001/TCP of a at *:9', '30002/TCP of a at *:8', '30003/UDP of a at *:10'],
  },
  { how: 'IPv6', ports: [published('::1', 8000, 30_080)], lines: ['30080/TCP of a at [::1]:8000'] },
])('$how', ({ ports, lines }) => {
  expect(publicationLines(ports, '')).toEqual(lines);
});

test('on another machine it is said on which', () => {
  expect(publicationLines([published('', 1, 2)], ' of builder.example')).toEqual([
    '2/TCP of a at *:1 of builder.example',
  ]);
});
