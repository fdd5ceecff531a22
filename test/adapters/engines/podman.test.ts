import { describe, expect, test } from 'vitest';
import { asJson, ask, RUNTIMES } from './asking.ts';
import { atHome, engine, KIND, knownAt } from './engines.ts';

const home = atHome();

const INFO = { OperatingSystem: 'Debian GNU/Linux 12 (bookworm)', BuildahVersion: '1.28.2', ServerVersion: '4.3.1' };

/** As Podman 4.3 answers Docker's question: of a range the first port, and no address where it means every interface. */
const COMPATIBLE = {
  Id: 'a1',
  Names: ['/dev-control-plane'],
  Image: 'docker.io/kindest/node:v1.35.0',
  Labels: { [KIND]: 'dev' },
  State: 'running',
  NetworkSettings: { Networks: { kind: { IPAddress: '10.89.0.2', GlobalIPv6Address: '' } } },
  Ports: [
    { IP: '127.0.0.1', PrivatePort: 6443, PublicPort: 36443, Type: 'tcp' },
    { PrivatePort: 30000, PublicPort: 30000, Type: 'tcp' },
  ],
};
/** The same as its own API lists it. */
const OWN = {
  AutoRemove: false,
  Id: 'a1',
  IsInfra: false,
  Labels: { [KIND]: 'dev' },
  Names: ['dev-control-plane'],
  Networks: ['kind'],
  Ports: [
    { host_ip: '127.0.0.1', container_port: 6443, host_port: 36443, range: 1, protocol: 'tcp' },
    { host_ip: '', container_port: 30000, host_port: 30000, range: 3, protocol: 'tcp,udp' },
  ],
  Size: null,
  State: 'running',
};

const node = (published: readonly object[]) => ({
  name: 'dev-control-plane',
  labels: { [KIND]: 'dev' },
  isRunning: true,
  addresses: ['10.89.0.2'],
  published: [{ hostIp: '127.0.0.1', hostPort: 36443, containerPort: 6443, protocol: 'TCP' }, ...published],
});
const same = (port: number, protocol: string) => ({ hostIp: '', hostPort: port, containerPort: port, protocol });

describe.each(RUNTIMES)('Podman, asked by %s', (runtime) => {
  const read = async (podman: ReturnType<typeof engine>) => {
    const path = await home.listen(podman, 'p.sock');
    return [await ask(runtime, home.variables({ CONTAINER_HOST: `unix://${path}` })), `unix://${path}`] as const;
  };

  test('tells all ports of a published range', async () => {
    const [answer, url] = await read(engine('podman', [COMPATIBLE], INFO, [OWN]));
    const range = ['TCP', 'UDP'].flatMap((protocol) => [30000, 30001, 30002].map((port) => same(port, protocol)));
    expect(answer).toEqual(asJson(knownAt(url, 'podman', [node(range)])));
  });

  test('is believed as far as it goes where it has no API of its own', async () => {
    const [answer, url] = await read(engine('podman', [COMPATIBLE], INFO));
    expect(answer).toEqual(asJson(knownAt(url, 'podman', [node([same(30000, 'TCP')])])));
  });

  test('of version 3 has no ranges to tell of', async () => {
    const podman = engine('podman', [COMPATIBLE], { ...INFO, ServerVersion: '3.4.4' }, [OWN]);
    const asked = pathsAsked(podman);
    const [answer, url] = await read(podman);
    expect([answer, asked.sort()]).toEqual([
      asJson(knownAt(url, 'podman', [node([same(30000, 'TCP')])])),
      ['/containers/json', '/info'],
    ]);
  });

  test('may not fill the memory with ranges', async () => {
    const wide = { container_port: 1, host_port: 1, range: 65_535, protocol: 'tcp' };
    const many = { ...OWN, Ports: Array(9).fill(wide) };
    const [answer, url] = await read(engine('podman', [COMPATIBLE], INFO, [many]));
    expect(answer).toEqual({ kind: 'unknown', value: 'answer too long', source: url });
  });

  test('is told from Docker, which gets no question more', async () => {
    const docker = engine('docker', [COMPATIBLE], { OperatingSystem: 'Debian', ServerVersion: '28.5.1' });
    const asked = pathsAsked(docker);
    await read(docker);
    expect(asked.sort()).toEqual(['/containers/json', '/info']);
  });
});

function pathsAsked(server: ReturnType<typeof engine>): (string | undefined)[] {
  const asked: (string | undefined)[] = [];
  server.on('request', ({ url }) => asked.push(url?.split('?')[0]));
  return asked;
}
