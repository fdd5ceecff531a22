import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { aPort } from '../domain/build.ts';
import { KIND_DEV } from './fake-cluster.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { sliceJson } from './objects.ts';
import { SHOP } from './shop.ts';
import type { World } from './world.ts';

describe('what may not be seen', () => {
  const nodes = forbidden('nodes', 'at the cluster scope');
  const endpointslices = forbidden('endpointslices', 'in the namespace "default"');
  const services = forbidden('services', 'in the namespace "default"');

  const UNSEEN_NODES =
    'nodes cannot be listed (forbidden): of them only what pods, endpoints and the kubeconfig tell is known\n';

  test('nodes: endpoints name one, and the engine knows what it publishes', async () => {
    expect(endOf(await run('list web -o wide', { ...SHOP, failures: { nodes } }, 'pipe'))).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)        STATUS      PORT-NAME   VIA              NODE         READY   TIME   REASON   URL
web    80:30080/TCP   Reachable   http        published-port   dev-worker   2/2     3ms    <none>   http://127.0.0.1:8000
`,
      stderr: UNSEEN_NODES,
    });
  });

  test('nodes, and no pod or endpoint names one: the rows come, and say what is not known', async () => {
    const kubeconfig = { context: 'work', cluster: 'work', user: 'work' };
    const endpoints = [{ addresses: ['10.244.1.1'], conditions: { ready: true } }];
    const endpointslices = [{ ...sliceJson('web', ['http'], []), endpoints }];
    const failures = { nodes, pods: forbidden('pods', 'in the namespace "default"') };
    expect(endOf(await run('list web -o wide', { ...SHOP, endpointslices, kubeconfig, failures }, 'pipe'))).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)        STATUS    PORT-NAME   VIA      NODE     READY   TIME     REASON                       URL
web    80:30080/TCP   Unknown   http        <none>   <none>   1/1     <none>   nodes not known: forbidden   <none>
`,
      stderr: UNSEEN_NODES,
    });
  });

  test('nodes beyond the handful that is tried: that there are more is said where a row was not reached', async () => {
    const nodes = [1, 2, 3, 4, 5].map((each) => ({
      metadata: { name: `node-${each}` },
      status: { addresses: [{ type: 'InternalIP', address: `192.168.7.${each}` }], conditions: [] },
    }));
    const kubeconfig = {
      context: 'work',
      cluster: 'work',
      user: 'work',
      server: { host: '192.168.7.9', port: aPort(6443) },
    };
    const seen = await run('list web', { ...SHOP, nodes, kubeconfig }, 'pipe');
    expect({ dials: seen.dials, stderr: seen.stderr }).toEqual({
      dials: ['192.168.7.1:30080', '192.168.7.2:30080', '192.168.7.3:30080', '192.168.7.9:30080'],
      stderr: 'at most 3 of 5 nodes were tried for a row\n',
    });
  });

  test('EndpointSlices: nothing behind a proxy is believed', async () => {
    const seen = await run('list web -o wide', { ...SHOP, failures: { endpointslices } }, 'pipe');
    expect([seen.dials, endOf(seen)]).toEqual([
      [],
      {
        code: 0,
        stdout: `NAME   PORT(S)        STATUS       PORT-NAME   VIA              NODE         READY       TIME     REASON                                                     URL
web    80:30080/TCP   Unverified   http        published-port   dev-worker   <unknown>   <none>   a proxy accepts in any case, and endpoints are not known   http://127.0.0.1:8000
`,
        stderr: 'EndpointSlices cannot be listed (forbidden): which Services have a ready endpoint is not known\n',
      },
    ]);
  });

  test('the container engine: unknown, and not «not published»', async () => {
    const engine = {
      kind: 'unknown',
      value: 'timed out',
      source: '/var/run/docker.sock',
      remoteHost: undefined,
    } as const;
    expect(endOf(await run('list api', { ...SHOP, engine }, 'terminal'))).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)          STATUS    URL
api    8080:30002/TCP   Unknown   <none>
`,
      stderr: `container engine could not be asked (timed out: /var/run/docker.sock): published ports are not known

kind-dev (kind in Docker Desktop): 1 of 1 not reachable from this Mac
    kubectl nodeport explain api    why, and how to change it
    kubectl nodeport open api       a tunnel, now
`,
    });
  });

  test('Services: kubectl’s sentence', async () => {
    expect(endOf(await run('list', { ...SHOP, failures: { services } }, 'terminal'))).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'Error from server (Forbidden): services is forbidden: User "jane" cannot list resource "services" in API group "" in the namespace "default"\n',
    });
  });

  test('other namespaces, on an empty list: silence', async () => {
    const { stderr } = await run('list -n shop', { ...SHOP, failures: {} }, 'terminal');
    expect(stderr).toBe('No resources found in shop namespace.\n4 in namespace default: add -A\n');
  });
});

describe('a cluster that cannot be asked', () => {
  const refused = new AccessError(
    'unreachable',
    'The connection to the server 127.0.0.1:41001 was refused - did you specify the right host or port?',
  );
  const unauthorized = new AccessError('unauthorized', 'error: You must be logged in to the server (Unauthorized)');

  test.each<{ how: string; world: World; code: number; stderr: string }>([
    {
      how: 'no kubeconfig',
      world: { failure: new AccessError('kubeconfig', 'error: no context') },
      code: 3,
      stderr: 'error: no context\n',
    },
    {
      how: 'not logged in',
      world: { failures: { services: unauthorized } },
      code: 3,
      stderr: `${unauthorized.message}\n`,
    },
    {
      how: 'not logged in, as nodes say first',
      world: { failures: { nodes: unauthorized } },
      code: 3,
      stderr: `${unauthorized.message}\n`,
    },
    {
      how: 'kind’s container is stopped',
      world: { failures: { services: refused, nodes: refused, endpointslices: refused } },
      code: 3,
      stderr: `${refused.message}\nif the cluster is stopped, this starts it:\n    docker start dev-control-plane\n`,
    },
    {
      how: 'a server far away is down',
      world: {
        failures: { services: refused },
        kubeconfig: { ...KIND_DEV, server: { host: '203.0.113.1', port: aPort(6443) } },
      },
      code: 3,
      stderr: `${refused.message}\n`,
    },
  ])('$how', async ({ world, code, stderr }) => {
    expect(endOf(await run('list', world, 'pipe'))).toEqual({ code, stdout: '', stderr });
  });

  test('a bug of ours is called one, with its stack and without the home directory', async () => {
    const failure = Object.assign(new Error('oops'), { stack: 'Error: oops\n    at /home/jane/x.ts:1:2' });
    expect(endOf(await run('list', { failure }, 'pipe'))).toEqual({
      code: 70,
      stdout: '',
      stderr: `kubectl-nodeport v1.2.3 has a bug:
Error: oops
    at ~/x.ts:1:2
please report it at https://github.com/kubectl-nodeport/kubectl-nodeport/issues
`,
    });
  });
});
