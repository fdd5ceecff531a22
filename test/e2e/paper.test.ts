import { beforeAll, expect, test } from 'vitest';
import { type BareCluster, startBareCluster } from '../lab/bare-cluster.ts';
import { acceptEverything, addAddress, listen } from '../lab/network.ts';
import { countSyns, createSilence, silence } from '../lab/silence.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, listJson, nodeport } from './in-lab.ts';

describeInLab('a cluster of an unknown kind', ({ bare: { machine } }) => {
  beforeAll(async () => {
    await addAddress(machine, '127.0.77.1');
    await listen(machine, { address: '127.0.77.1', port: 30_001, behaviour: 'silent' });
    await listen(machine, { address: '127.0.0.1', port: 30_002, behaviour: 'silent' });
    await apply(machine, [
      paperNode({ name: 'one', internalIp: '127.0.77.1' }),
      ...paperService({ name: 'direct', nodePort: 30_001, endpointsOn: ['one'] }),
      ...paperService({ name: 'elsewhere', nodePort: 30_002, endpointsOn: ['one'] }),
    ]);
  });

  test("a node's address is dialled, and what listens on 127.0.0.1 is somebody else's", async () => {
    const { cluster, items } = await listJson(machine);
    expect({ cluster, rows: items.map(({ service, status, url }) => [service, status, url]) }).toEqual({
      cluster: { context: 'bare', distribution: 'unknown', substrate: 'unknown', evidence: [], unknown: [] },
      rows: [
        ['direct', 'Reachable', 'http://127.0.77.1:30001'],
        ['elsewhere', 'Unreachable', null],
      ],
    });
  });

  test('--probe none dials nothing, and predicts', async () => {
    const { stdout } = await nodeport(machine, ['list', 'direct', '--probe', 'none', '--no-headers']);
    expect(stdout).toBe('direct   80:30001/TCP   Unverified   http://127.0.77.1:30001\n');
  });

  test('--runtime overrules what was detected', async () => {
    const { cluster, items } = await listJson(machine, ['elsewhere', '--runtime', 'docker-desktop/docker-desktop-vm']);
    expect([cluster.distribution, cluster.substrate, items[0]?.url]).toEqual([
      'docker-desktop',
      'docker-desktop-vm',
      'http://127.0.0.1:30002',
    ]);
  });
});

describeInLab('a network that accepts every connection', ({ sandbox }) => {
  let cluster: BareCluster;

  beforeAll(async () => {
    cluster = await startBareCluster(sandbox, { name: 'accepting' });
    const listener = { address: '127.0.78.1', port: 4_000, behaviour: 'silent' } as const;
    await acceptEverything(cluster.machine, listener);
    await apply(cluster.machine, [
      paperNode({ name: 'liar', internalIp: '127.0.78.1' }),
      ...paperService({ name: 'web', nodePort: 30_001, endpointsOn: ['liar'] }),
    ]);
  });

  test('is never Reachable', async () => {
    const { items } = await listJson(cluster.machine);
    expect(items.map(({ status, url, reason }) => ({ status, url, reason }))).toEqual([
      { status: 'Unreachable', url: null, reason: '127.0.78.1: accepts everything' },
    ]);
  });
});

describeInLab('a node that swallows packets', ({ sandbox }) => {
  let cluster: BareCluster;

  beforeAll(async () => {
    cluster = await startBareCluster(sandbox, { name: 'swallowing' });
    const services = Array.from({ length: 500 }, (_, index) =>
      paperService({ name: `web-${index}`, nodePort: 30_000 + index, endpointsOn: ['deaf'] }),
    );
    await apply(cluster.machine, [paperNode({ name: 'deaf', internalIp: '10.99.0.1' }), ...services.flat()]);
  });

  test('gets three dials at most for 500 Services', async () => {
    const lost = await createSilence(cluster.machine);
    await silence(lost, '10.99.0.1');
    const { items } = await listJson(cluster.machine, ['--timeout', '900ms']);
    const reasons = items.map(({ reason }) => reason);
    expect({
      rows: items.length,
      statuses: [...new Set(items.map(({ status }) => status))],
      timedOut: reasons.filter((reason) => reason === '10.99.0.1: timed out').length,
      notTried: reasons.filter((reason) => reason === '10.99.0.1: host is silent').length,
    }).toEqual({ rows: 500, statuses: ['Unreachable'], timedOut: 2, notTried: 498 });
    expect(await countSyns(lost, '10.99.0.1')).toBeLessThanOrEqual(3);
  });
});

describeInLab('200 nodes of an unknown kind, with public addresses', ({ sandbox }) => {
  let cluster: BareCluster;

  beforeAll(async () => {
    cluster = await startBareCluster(sandbox, { name: 'public' });
    const nodes = Array.from({ length: 200 }, (_, index) =>
      paperNode({ name: `node-${index}`, internalIp: `10.98.0.${index + 1}`, externalIp: `203.0.113.${index + 1}` }),
    );
    const services = Array.from({ length: 100 }, (_, index) =>
      paperService({ name: `web-${index}`, nodePort: 31_000 + index, endpointsOn: ['node-0'] }),
    );
    await apply(cluster.machine, [...nodes, ...services.flat()]);
  });

  test('nothing public is dialled, and 64 dials are made at most', async () => {
    const lost = await createSilence(cluster.machine);
    await silence(lost, '203.0.113.0/24');
    // Every private address refuses, so that nothing is silent and each row could be dialled.
    for (let index = 1; index <= 200; index += 1) await addAddress(cluster.machine, `10.98.0.${index}`);
    const { items } = await listJson(cluster.machine);
    const routes = items.flatMap((item) => item.routes);
    const dialled = routes.filter(({ status }) => status !== 'not-tried');
    expect(routes.filter(({ host, status }) => host.startsWith('203.') && status !== 'not-tried')).toEqual([]);
    expect(dialled.length).toBeGreaterThan(10);
    expect(dialled.length).toBeLessThanOrEqual(64);
    expect(await countSyns(lost, '203.0.113.0/24')).toBe(0);
  });

  test('a named Service may be dialled at a public address', async () => {
    const { items } = await listJson(cluster.machine, ['web-0', '--timeout', '500ms']);
    const isPublicTried = items[0]?.routes.some(
      ({ host, status }) => host.startsWith('203.') && status === 'timed-out',
    );
    expect(isPublicTried).toBe(true);
  });
});

const HOSTILE = [
  '\u001b]0;owned\u0007\u001b[31mred\u001b[0m',
  'one\ntwo\rthree',
  '\u202egnol\u202c \u200f\u2066x\u2069',
  'm'.repeat(1_000_000),
];

/** Controls but the newline, and marks that turn the direction of a line. */
function isObeyedByTerminals(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const ranges = [
    [0, 9],
    [11, 31],
    [0x7f, 0x9f],
    [0x200e, 0x200f],
    [0x202a, 0x202e],
    [0x2066, 0x2069],
  ] as const;
  return ranges.some(([first, last]) => code >= first && code <= last);
}

describeInLab('texts in the cluster that a terminal would obey', ({ sandbox }) => {
  let cluster: BareCluster;

  beforeAll(async () => {
    cluster = await startBareCluster(sandbox, { name: 'hostile' });
    const nodes = HOSTILE.map((text, index) =>
      paperNode({
        name: `node-${index}`,
        internalIp: `127.0.79.${index + 1}`,
        osImage: text,
        kernel: text.slice(0, 1_000),
        providerId: `kind://docker/${text.slice(0, 1_000)}/node-${index}`,
        annotations: { 'example.com/text': text.slice(0, 1_000) },
      }),
    );
    const web = paperService({ name: 'web', nodePort: 30_001, endpointsOn: ['node-0'] });
    await apply(cluster.machine, [...nodes, ...web]);
  });

  test.each([['table'], ['wide'], ['json']])('do not reach it raw, in no output: %s', async (output) => {
    const format = output === 'table' ? [] : ['-o', output];
    const { stdout, stderr, code } = await nodeport(cluster.machine, ['list', ...format]);
    expect(code).toBe(0);
    expect([...stdout, ...stderr].filter(isObeyedByTerminals)).toEqual([]);
    const lines = stdout.trimEnd().split('\n');
    if (output !== 'json') expect(lines.length).toBe(2);
  });
});
