import { describe, expect, test } from 'vitest';
import type { Speech } from '../../src/domain/speech.ts';
import { AccessError } from '../../src/errors.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, podJson, serviceJson, sliceJson } from './objects.ts';
import type { World } from './world.ts';

const LINUXKIT = '6.10.4-linuxkit';
const HTTP_PORT = { name: 'http', port: 80, targetPort: 8080, nodePort: 30_080 };
const NGINX: Speech = { kind: 'http', scheme: 'http', status: 200, server: 'nginx', afterMs: 3 };
const NODE: Speech = { kind: 'http', scheme: 'http', status: 404, server: undefined, afterMs: 1 };
const ANSWERED = { outcome: 'answered', afterMs: 1 } as const;
/** Where the fake's tunnels listen. */
const POD = '127.0.0.1:40000';

/** kind in Docker Desktop; the worker publishes 30080 at 8000. */
const WEB: World = {
  nodes: [
    kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
    kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT),
  ],
  engine: dockerDesktop({ 8000: 30_080 }),
  services: [
    serviceJson('web', { selector: { app: 'web' }, ports: [HTTP_PORT] }),
    serviceJson('api', { selector: { app: 'api' }, ports: [{ ...HTTP_PORT, nodePort: 30_002 }] }),
    serviceJson('shop', {
      selector: { app: 'shop' },
      ports: [
        { name: 'web', port: 8080, nodePort: 30_003 },
        { name: 'admin', port: 8081, nodePort: 30_004 },
      ],
    }),
    serviceJson('other', {
      namespace: 'prod',
      selector: { app: 'other' },
      ports: [{ ...HTTP_PORT, nodePort: 30_005 }],
    }),
  ],
  endpointslices: [sliceJson('web', ['http'], ['ready']), sliceJson('api', ['http'], ['ready'])],
  pods: [podJson('web-1', 'web'), podJson('api-1', 'api')],
  network: { '127.0.0.1:8000': ANSWERED },
  speech: { '127.0.0.1:8000': NGINX, [POD]: NGINX },
};

test('who answers as the pod does is well: three lines', async () => {
  expect(endOf(await run('explain web', WEB, 'pipe'))).toMatchSnapshot();
});

test('a port that is not published: where it ends, and what would change it', async () => {
  expect(endOf(await run('explain api', WEB, 'pipe'))).toMatchSnapshot();
});

test('--all adds what was tried, heard and recognised', async () => {
  expect(endOf(await run('explain web --all', WEB, 'pipe'))).toMatchSnapshot();
});

test('somebody else answers there', async () => {
  const world = { ...WEB, speech: { '127.0.0.1:8000': NODE, [POD]: NGINX } };
  expect(endOf(await run('explain web', world, 'pipe'))).toMatchSnapshot();
});

test('of more pods than are asked, one may be who answers otherwise', async () => {
  const four = sliceJson('web', ['http'], ['ready', 'ready', 'ready', 'ready']);
  const world = { ...WEB, endpointslices: [four], speech: { '127.0.0.1:8000': NODE, [POD]: NGINX } };
  const { code, stdout } = await run('explain web', world, 'pipe');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `default/web answers at http://127.0.0.1:8000
  kind in Docker Desktop; HTTP 404 in 1 ms; 4/4 ready
  127.0.0.1:30080 is not it: dev-worker publishes 30080 at 8000
`,
  });
});

test('a proxy that holds a connection and says nothing, while the pod speaks, does not answer', async () => {
  const { code, stdout } = await run('explain web', { ...WEB, speech: { [POD]: NGINX } }, 'pipe');
  expect({ code, stdout: stdout.split('\n').slice(0, 4) }).toEqual({
    code: 1,
    stdout: [
      'default/web is healthy, but no address reaches it from this Mac',
      '  this Mac, node container  ok',
      '  kube-proxy                stops here: node dev-worker swallows 127.0.0.1:8000,',
      '                            while the pods are ready',
    ],
  });
});

test('pods may not be asked: that is said, and no problem', async () => {
  const failure = new AccessError('forbidden', 'pods "web-1" is forbidden');
  const world = { ...WEB, tunnel: { pods: { 'web-1': failure } } };
  expect(endOf(await run('explain web', world, 'pipe'))).toMatchSnapshot();
});

test('a user of one namespace is told what could not be seen', async () => {
  const failures = {
    nodes: forbidden('nodes', 'at the cluster scope'),
    configmaps: forbidden('configmaps', 'in the namespace "kube-system"'),
  };
  expect(endOf(await run('explain api', { ...WEB, failures }, 'pipe'))).toMatchSnapshot();
});

test('two causes are both told, the root first', async () => {
  const world = { ...WEB, endpointslices: [], pods: [podJson('api-1', 'apo')] };
  expect(endOf(await run('explain api', world, 'pipe'))).toMatchSnapshot();
});

test('only the named Service is dialled, and its pods are asked once', async () => {
  const { dials, conversations, isClosed } = await run('explain web', WEB, 'pipe');
  expect({ dials, conversations, isClosed }).toEqual({
    dials: ['127.0.0.1:8000', '127.0.0.1:29999'], // and a dead port, lest the host accept everything
    conversations: [`${POD} http`, '127.0.0.1:8000 http'],
    isClosed: true,
  });
});

test('the flags that chose the cluster are in the commands', async () => {
  const { stdout } = await run('explain api --context work -n default', WEB, 'pipe');
  expect(stdout).toContain('    kubectl nodeport open api -n default --context work\n');
});

describe('what cannot be explained', () => {
  test.each([
    {
      how: 'no such Service',
      argv: 'explain wbe',
      stderr: 'Error from server (NotFound): services "wbe" not found\ndid you mean `kubectl nodeport explain web`?\n',
    },
    {
      how: 'in another namespace',
      argv: 'explain other',
      stderr:
        'Error from server (NotFound): services "other" not found\ndid you mean `kubectl nodeport explain other -n prod`?\n',
    },
    {
      how: 'several ports, and nobody to ask',
      argv: 'explain shop',
      stderr: `error: which port of shop? there is nobody to ask, so it has to be named
    kubectl nodeport explain shop:web
    kubectl nodeport explain shop:admin
`,
    },
    {
      how: 'no such port',
      argv: 'explain web:https',
      stderr: `error: service "web" has no port "https"
it has http (80)
`,
    },
  ])('$how', async ({ argv, stderr }) => {
    expect(endOf(await run(argv, WEB, 'pipe'))).toEqual({ code: 2, stdout: '', stderr });
  });

  test('a server that does not answer', async () => {
    const refused = new AccessError('unreachable', 'The connection to the server 127.0.0.1:41001 was refused');
    const failures = { services: refused, nodes: refused, endpointslices: refused, pods: refused };
    const { code, stdout, stderr } = await run('explain web', { ...WEB, failures }, 'pipe');
    expect({ code, stdout, first: stderr.split('\n')[0] }).toEqual({ code: 3, stdout: '', first: refused.message });
  });
});
