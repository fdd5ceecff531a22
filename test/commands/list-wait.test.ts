import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, podJson, serviceJson, sliceJson } from './objects.ts';
import type { Happening, Later, World } from './world.ts';

const ANSWERED = { outcome: 'answered', afterMs: 3 } as const;
const AWAY = new AccessError('unreachable', 'The connection to the server 127.0.0.1:41001 was refused');
const CANNOT_BE_READ = { services: AWAY, endpointslices: AWAY, nodes: AWAY };

const web = serviceJson('web', {
  labels: { app: 'web' },
  selector: { app: 'web' },
  ports: [{ name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' }],
});
const zoo = serviceJson('zoo', { ports: [{ port: 8080, nodePort: 30_002, protocol: 'TCP' }] });
const dns = serviceJson('dns', { ports: [{ port: 53, nodePort: 30_053, protocol: 'UDP' }] });

/** `web` answers, and is all there is. */
function shop(world: World): World {
  return {
    nodes: [kindNodeJson('dev-worker', '172.18.0.3', '6.10.4-linuxkit')],
    engine: dockerDesktop({ 8000: 30_080 }),
    services: [web],
    endpointslices: [sliceJson('web', ['http'], ['ready'])],
    network: { '127.0.0.1:8000': ANSWERED },
    ...world,
  };
}

function at(afterMs: number, happens: (happening: Happening) => void): Later {
  return { afterMs, happens };
}

const HEADER = 'NAME   PORT(S)        STATUS        URL\n';
const TABLE = `NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
`;
const STARTING = [sliceJson('web', ['http'], ['starting'])];
const PULLING = 'waiting for default/web: pod web-1: image "web:1" cannot be pulled: not found\n';
const GAVE_UP = 'gave up after 5 s\n';

describe('list --wait', () => {
  test('ends at once where every row answers, and prints the list', async () => {
    const seen = await run('list --wait', shop({}), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs, isClosed: seen.isClosed }).toEqual({
      ...{ code: 0, stdout: TABLE, stderr: '', tookMs: 0, isClosed: true },
    });
  });

  test('waits for a pod, says why once, and for its address, which comes a moment later', async () => {
    const later = [
      at(1_000, ({ change }) => change({ pods: [podJson('web-1', 'web', 'ImagePullBackOff')] })),
      at(2_000, ({ change }) => change({ pods: [podJson('web-1', 'web')] })),
      at(2_020, ({ change }) => change({ endpointslices: [sliceJson('web', ['http'], ['ready'])] })),
      at(3_000, ({ change }) => change({ network: { '127.0.0.1:8000': ANSWERED } })),
    ];
    const world = { endpointslices: STARTING, pods: [podJson('web-1', 'web', 'ImagePullBackOff')], network: {}, later };
    const seen = await run('list --wait', shop(world), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 0,
      stdout: TABLE,
      stderr: PULLING,
      // Looked at together after 2.1 s, and dialled then, half a second later, and one second after that.
      tookMs: 3_600,
    });
  });

  test('a row that has answered, and has changed since, has to answer again', async () => {
    const other = serviceJson('other', { ports: [{ port: 80, nodePort: 30_081, protocol: 'TCP' }] });
    const network = { '127.0.0.1:8000': ANSWERED, '127.0.0.1:8001': ANSWERED };
    const slices = (...ofWeb: readonly ('ready' | 'starting')[]) => [
      sliceJson('web', ['http'], ofWeb),
      sliceJson('other', [''], ofWeb),
    ];
    const later = [
      at(1_000, ({ change }) =>
        change({ endpointslices: slices('ready', 'ready'), network: { '127.0.0.1:8001': ANSWERED } }),
      ),
      at(2_000, ({ change }) => change({ network })),
    ];
    const world = {
      ...{ services: [other, web], network, later, engine: dockerDesktop({ 8000: 30_080, 8001: 30_081 }) },
      endpointslices: [sliceJson('web', ['http'], ['ready']), sliceJson('other', [''], ['starting'])],
    };
    const { code, tookMs } = await run('list --wait', shop(world), 'pipe');
    expect({ code, tookMs }).toEqual({ code: 0, tookMs: 2_600 });
  });

  test('its pods are watched only where somebody wants to know of them', async () => {
    const [none, some] = [
      await run('list --wait=5s', shop({}), 'pipe'),
      await run('list -A --wait=5s', shop({ endpointslices: STARTING }), 'pipe'),
    ];
    expect([none.watches, some.watches]).toEqual([
      ['services default', 'endpointslices default', 'nodes *'],
      ['services *', 'endpointslices *', 'nodes *', 'pods *'],
    ]);
  });

  test.each<{ how: string; argv?: string; world: World; code?: number; stdout: string; stderr: string }>([
    {
      how: 'a row without a ready pod',
      world: { endpointslices: STARTING, pods: [podJson('web-1', 'web', 'ImagePullBackOff')] },
      stdout: `${HEADER}web    80:30080/TCP   NoEndpoints   <none>\n`,
      stderr: `${PULLING}${GAVE_UP}`,
    },
    {
      how: 'a row that answers while its pod ends, and for no longer',
      world: {
        nodes: [kindNodeJson('dev-worker', '172.18.0.3', '6.1.0')],
        machine: { platform: 'linux', kernel: '6.1.0', interfaces: ['127.0.0.1/8', '172.18.0.1/16'] },
        engine: { ...dockerDesktop({}), operatingSystem: 'Debian GNU/Linux 12' },
        ...{ endpointslices: STARTING, pods: [podJson('web-1', 'web', 'ImagePullBackOff')] },
        network: { '172.18.0.3:30080': ANSWERED },
      },
      stdout: TABLE.replace('127.0.0.1:8000', '172.18.0.3:30080'),
      stderr: `${PULLING}${GAVE_UP}`,
    },
    {
      how: 'the pods of another namespace are nobody',
      world: {
        endpointslices: STARTING,
        pods: [{ ...podJson('web-1', 'web'), metadata: { name: 'web-1', namespace: 'other', labels: { app: 'web' } } }],
      },
      argv: 'list -A --no-headers --wait=5s',
      stdout: 'default   web   80:30080/TCP   NoEndpoints   <none>\n',
      stderr: `waiting for default/web: its selector app=web matches no pod\n${GAVE_UP}`,
    },
    {
      how: 'pods that may not be seen',
      world: { endpointslices: STARTING, failures: { pods: forbidden('pods', 'in the namespace "default"') } },
      stdout: `${HEADER}web    80:30080/TCP   NoEndpoints   <none>\n`,
      stderr: `waiting for default/web: no endpoint is ready, and its pods cannot be listed (forbidden)\n${GAVE_UP}`,
    },
    {
      how: 'pods that could not be asked for',
      world: { endpointslices: STARTING, failures: { pods: AWAY } },
      argv: 'list --no-headers --wait=5s',
      stdout: 'web   80:30080/TCP   NoEndpoints   <none>\n',
      stderr: `waiting for default/web: no endpoint is ready, and its pods cannot be listed (unreachable)\n${GAVE_UP}`,
    },
    {
      how: 'an address that does not answer',
      world: { network: {} },
      stdout: `${HEADER}web    80:30080/TCP   Unreachable   <none>\n`,
      stderr: `waiting for default/web: no address answers from here (127.0.0.1: refused)\n${GAVE_UP}`,
    },
    {
      how: 'a port that is not published, beside one that answers',
      world: {
        services: [web, zoo],
        endpointslices: [sliceJson('web', ['http'], ['ready']), sliceJson('zoo', [''], ['ready'])],
      },
      argv: 'list --no-headers --wait=5s',
      stdout:
        'web   80:30080/TCP     Reachable      http://127.0.0.1:8000\nzoo   8080:30002/TCP   NotPublished   <none>\n',
      stderr: `waiting for default/zoo: no address answers from here (published: 30080)\n${GAVE_UP}`,
    },
    {
      how: 'what nobody can find out about, since endpoints may not be seen',
      world: { failures: { endpointslices: forbidden('endpointslices', 'in the namespace "default"') } },
      argv: 'list --no-headers --wait=5s',
      stdout: 'web   80:30080/TCP   Unverified   http://127.0.0.1:8000\n',
      stderr: `waiting for default/web: no address is dialled (a proxy accepts in any case, and endpoints are not known)
${GAVE_UP}EndpointSlices cannot be listed (forbidden): which Services have a ready endpoint is not known
`,
    },
    {
      how: 'an empty list: that is not every row',
      world: { services: [] },
      stdout: '',
      stderr: `waiting for a Service with a nodePort in namespace default: there is none yet
${GAVE_UP}No resources found in default namespace.
`,
    },
    {
      how: 'an empty list of a selector, everywhere, for a program',
      world: { services: [] },
      argv: 'list -A -l app=web -o name --wait=5s',
      stdout: '',
      stderr: `waiting for a Service with a nodePort and app=web in any namespace: there is none yet\n${GAVE_UP}`,
    },
    {
      how: 'names that are not there: 2, as in `open --wait`',
      world: {},
      argv: 'list web absent --no-headers --wait=5s',
      code: 2,
      stdout: 'web   80:30080/TCP   Reachable   http://127.0.0.1:8000\n',
      stderr: `waiting for default/absent: there is no such Service yet
${GAVE_UP}Error from server (NotFound): services "absent" not found
`,
    },
    {
      how: 'a name without a nodePort',
      world: { services: [serviceJson('inner', { type: 'ClusterIP', ports: [{ port: 80 }] })] },
      argv: 'list inner --wait=5s',
      code: 2,
      stdout: '',
      stderr: `waiting for default/inner: it is of type ClusterIP and has no nodePort
${GAVE_UP}error: service "inner" is of type ClusterIP and has no nodePort
`,
    },
    {
      how: 'a port that is not there',
      world: {},
      argv: 'list web:admin --wait=5s',
      code: 2,
      stdout: '',
      stderr: `waiting for default/web: it has no port admin
${GAVE_UP}error: service "web" has no port "admin"
it has http (80)
`,
    },
    {
      how: 'a name that may be missing is waited for all the same',
      world: {},
      argv: 'list absent --ignore-not-found --wait=5s',
      stdout: '',
      stderr: `waiting for default/absent: there is no such Service yet\n${GAVE_UP}`,
    },
  ])('gives up at the limit: $how', async ({ argv = 'list --wait=5s', world, code = 1, stdout, stderr }) => {
    const seen = await run(argv, shop(world), 'pipe');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({ code, stdout, stderr, tookMs: 5_000 });
  });

  test('what comes is waited for: a Service, its nodePort, its pod', async () => {
    const inner = serviceJson('web', { type: 'ClusterIP', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] });
    const later = [
      at(1_000, ({ change }) => change({ services: [inner] })),
      at(2_000, ({ change }) => change({ services: [web] })),
      at(3_000, ({ change }) => change({ endpointslices: [sliceJson('web', ['http'], ['ready'])] })),
    ];
    const world = shop({ services: [], endpointslices: [], later });
    expect(endOf(await run('list web --wait', world, 'pipe'))).toEqual({
      code: 0,
      stdout: TABLE,
      stderr: `waiting for default/web: there is no such Service yet
waiting for default/web: it is of type ClusterIP and has no nodePort
waiting for default/web: its selector app=web matches no pod
`,
    });
  });

  test('what no dial can verify is waited for until an endpoint is ready, and that is said', async () => {
    const later = [at(1_000, ({ change }) => change({ endpointslices: [sliceJson('dns', [''], ['ready'])] }))];
    const world = shop({
      nodes: [kindNodeJson('dev-worker', '172.18.0.3', '6.1.0')],
      machine: { platform: 'linux', kernel: '6.1.0', interfaces: ['127.0.0.1/8', '172.18.0.1/16'] },
      engine: { ...dockerDesktop({}), operatingSystem: 'Debian GNU/Linux 12' },
      services: [dns],
      endpointslices: [sliceJson('dns', [''], ['starting'])],
      later,
    });
    expect(endOf(await run('list --wait --no-headers', world, 'pipe'))).toEqual({
      code: 0,
      stdout: 'dns   53:30053/UDP   Unverified   udp://172.18.0.3:30053\n',
      stderr: `waiting for default/dns: it has no selector, and no EndpointSlice lists a ready endpoint
default/dns: UDP cannot be verified by dialling: a ready endpoint is all that is waited for
`,
    });
  });

  test('a program that listens long after its pod is called ready', async () => {
    const later = [at(20_500, ({ change }) => change({ network: { '127.0.0.1:8000': ANSWERED } }))];
    const seen = await run('list --wait', shop({ network: {}, later }), 'pipe');
    expect({ code: seen.code, tookMs: seen.tookMs, dials: seen.dials.length }).toEqual({
      ...{ code: 0, tookMs: 22_000, dials: 13 },
    });
  });

  test('one look with --wait=0', async () => {
    const seen = await run('list --wait=0', shop({ network: {} }), 'pipe');
    expect({ code: seen.code, tookMs: seen.tookMs, stdout: seen.stdout }).toEqual({
      ...{ code: 1, tookMs: 0, stdout: `${HEADER}web    80:30080/TCP   Unreachable   <none>\n` },
    });
  });

  test('a document is printed once, and is that of `list`', async () => {
    const later = [at(1_000, ({ change }) => change({ network: { '127.0.0.1:8000': ANSWERED } }))];
    const [waited, listed] = [
      await run('list --wait -o json', shop({ network: {}, later }), 'pipe'),
      await run('list -o json', shop({}), 'pipe'),
    ];
    expect(JSON.parse(waited.stdout)).toEqual(JSON.parse(listed.stdout));
  });

  test('on a terminal the footer of `list` follows', async () => {
    const { stderr } = await run('list --wait=5s', shop({ network: {} }), 'terminal');
    expect(stderr).toBe(`waiting for default/web: no address answers from here (127.0.0.1: refused)
${GAVE_UP}
kind-dev (kind in Docker Desktop): 1 of 1 not reachable from this Mac
    kubectl nodeport explain web    why, and how to change it
    kubectl nodeport open web       a tunnel, now
`);
  });
});

describe('an API server that does not answer', () => {
  test('at the limit: 3, and what starts it', async () => {
    const world = shop({ failures: CANNOT_BE_READ, engine: dockerDesktop({}) });
    const [waited, listed] = [await run('list --wait=5s', world, 'pipe'), await run('list', world, 'pipe')];
    expect({ ...endOf(waited), tookMs: waited.tookMs }).toEqual({
      ...{ code: 3, stdout: '', tookMs: 5_000 },
      stderr: `${AWAY.message}\n${listed.stderr}`,
    });
  });

  test('while it is waited for is said once, and outlived', async () => {
    const later = [
      ...[1_000, 1_100, 1_300, 1_700].map((afterMs) => at(afterMs, ({ lose }) => lose(AWAY))),
      at(3_000, ({ change }) => change({ ...shop({}) })),
    ];
    expect(endOf(await run('list --wait', shop({ services: [], later }), 'pipe'))).toEqual({
      code: 0,
      stdout: TABLE,
      stderr: `waiting for a Service with a nodePort in namespace default: there is none yet
lost the connection to the API server (${AWAY.message}): trying again
well again after 2 s
`,
    });
  });

  test('forbidden Services are not waited for', async () => {
    const failure = forbidden('services', 'in the namespace "default"');
    const seen = await run('list --wait', shop({ failures: { services: failure } }), 'pipe');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      ...{ code: 3, stdout: '', stderr: `${failure.message}\n`, tookMs: 0 },
    });
  });
});
