import { describe, expect, test } from 'vitest';
import { anEngine } from '../../domain/build.ts';
import { endOf, run } from '../fake-deps.ts';
import { kindNodeJson, sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { CTRL_C, HTTP_200, service, shop } from './shop.ts';

const KERNEL = '6.6.87.2-microsoft-standard-WSL2';
const IN_WSL = {
  platform: 'linux',
  within: 'wsl',
  kernel: KERNEL,
  interfaces: ['127.0.0.1/8', '172.20.5.9/20', '172.18.0.1/16'],
} as const;

/** k3s in a distribution of WSL, whose kube-proxy serves every nodePort there. */
const K3S: World = {
  kubeconfig: { context: 'default', cluster: 'default' },
  machine: IN_WSL,
  wslNetwork: 'nat',
  nodes: [
    {
      metadata: { name: 'desk', labels: { 'node.kubernetes.io/instance-type': 'k3s' } },
      spec: { providerID: 'k3s://desk' },
      status: {
        addresses: [{ type: 'InternalIP', address: '172.20.5.9' }],
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: { kernelVersion: KERNEL, osImage: 'Ubuntu 24.04 LTS', kubeletVersion: 'v1.31.5+k3s1' },
      },
    },
  ],
  services: [service('web', { name: 'http', port: 80, nodePort: 30_080 })],
  endpointslices: [sliceJson('web', ['http'], ['ready'])],
  network: { '127.0.0.1:30080': { outcome: 'answered', afterMs: 1 } },
  speech: { '127.0.0.1:30080': HTTP_200 },
};
const OPENED = 'rundll32.exe url.dll,FileProtocolHandler';

describe('in a distribution of WSL the browser is Windows’', () => {
  test('the address that Windows reaches is the one to print and to open', async () => {
    const windows = { 'http://172.20.5.9:30080/': 'reached' } as const;
    const seen = await run('open web', { ...K3S, windows }, 'terminal');
    expect({ ...endOf(seen), opened: seen.opened }).toEqual({
      code: 0,
      stdout: 'http://172.20.5.9:30080/\n',
      stderr: 'default default/web: HTTP 200 in 4 ms, opened in browser\n',
      opened: [`${OPENED} http://172.20.5.9:30080/`],
    });
  });

  test('where it reaches none, a tunnel listens where its relay looks', async () => {
    const { code, stdout, stderr, log } = await run('open web', { ...K3S, later: [CTRL_C] }, 'terminal');
    expect({ code, stdout, stderr, log: log[0] }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:30080\n',
      stderr: `default default/web: 127.0.0.1:30080 answers here, but not in Windows, so a tunnel to pod web-1, until Ctrl-C
default default/web: HTTP 200 in 4 ms, opened in browser
`,
      log: 'listen on localhost preferred 30080 for default/web:80',
    });
  });

  test('where it cannot be asked, what this distribution reached', async () => {
    const windows = { 'http://172.20.5.9:30080/': 'cannot-be-asked' } as const;
    const { code, stdout } = await run('open web', { ...K3S, windows }, 'terminal');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'http://127.0.0.1:30080\n' });
  });

  test('never an address of a container network', async () => {
    const addresses = ['172.18.0.2'];
    const container = { name: 'dev-worker', labels: { 'io.x-k8s.kind.cluster': 'dev' }, isRunning: true, addresses };
    const world = shop({
      machine: IN_WSL,
      nodes: [kindNodeJson('dev-worker', '172.18.0.2', KERNEL)],
      engine: anEngine({ operatingSystem: 'Ubuntu 24.04 LTS', containers: [{ ...container, published: [] }] }),
      network: { '172.18.0.2:30002': { outcome: 'answered', afterMs: 1 } },
      later: [CTRL_C],
    });
    const { stdout, stderr } = await run('open api', world, 'terminal');
    expect({ stdout, first: stderr.split('\n')[0] }).toEqual({
      stdout: 'http://127.0.0.1:30002\n',
      first:
        'kind-dev default/api: 172.18.0.2:30002 answers here, but not in Windows, so a tunnel to pod api-1, until Ctrl-C',
    });
    expect(endOf(await run('open api --url', world, 'pipe'))).toMatchObject({ stdout: 'http://172.18.0.2:30002\n' });
  });

  test('a published port is shared with it', async () => {
    const windows = { 'http://127.0.0.1:8000/': 'reached' } as const;
    const { stdout } = await run('open web', shop({ machine: IN_WSL, windows }), 'terminal');
    expect(stdout).toBe('http://127.0.0.1:8000\n');
  });
});

test.each([
  { how: 'a program', argv: 'open web', where: 'pipe', stdout: 'http://127.0.0.1:30080\n' },
  { how: 'a COMMAND', argv: 'open web -- x', where: 'terminal', stdout: '' },
] as const)('$how is in the distribution: Windows is not asked', async ({ argv, where, stdout }) => {
  expect(endOf(await run(argv, K3S, where))).toEqual({ code: 0, stdout, stderr: '' });
});
