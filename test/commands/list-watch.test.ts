import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, podJson, serviceJson, sliceJson } from './objects.ts';
import type { Happening, Later, World } from './world.ts';

const LINUXKIT = '6.10.4-linuxkit';
const WORKER = kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT);
const ANSWERED = { outcome: 'answered', afterMs: 3 } as const;
const REFUSED = { outcome: 'refused', afterMs: 1 } as const;
const AWAY = new AccessError('unreachable', 'The connection to the server 127.0.0.1:41001 was refused');

const web = serviceJson('web', { ports: [{ name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' }] });
const zoo = serviceJson('zoo', { ports: [{ port: 8080, nodePort: 30_002, protocol: 'TCP' }] });
const READY = sliceJson('web', ['http'], ['ready']);
const STARTING = sliceJson('web', ['http'], ['starting']);

function shop(world: World): World {
  return {
    nodes: [WORKER],
    engine: dockerDesktop({ 8000: 30_080 }),
    services: [web, zoo],
    endpointslices: [READY, sliceJson('zoo', [''], ['ready'])],
    network: { '127.0.0.1:8000': ANSWERED },
    ...world,
    later: [...(world.later ?? []), at(60_000, ({ readerLeaves }) => readerLeaves())],
  };
}

function at(afterMs: number, happens: (happening: Happening) => void): Later {
  return { afterMs, happens };
}

/** The slices of `web` are others. */
function slices(...ofWeb: readonly object[]): { endpointslices: readonly object[] } {
  return { endpointslices: [...ofWeb, sliceJson('zoo', [''], ['ready'])] };
}

const FIRST = `NAME   PORT(S)          STATUS         URL
web    80:30080/TCP     Reachable      http://127.0.0.1:8000
zoo    8080:30002/TCP   NotPublished   <none>
`;

describe('list -w', () => {
  test('lists, and is quiet while nothing changes: nobody is dialled, and nothing is asked again', async () => {
    const seen = await run('list -w', shop({}), 'terminal');
    expect({ ...endOf(seen), dials: seen.dials, watches: seen.watches, questions: seen.questions }).toEqual({
      code: 0,
      stdout: FIRST,
      stderr: '',
      dials: ['127.0.0.1:8000', '127.0.0.1:29999'],
      watches: ['services default', 'endpointslices default', 'nodes *'],
      questions: [],
    });
  });

  test('prints a row when it has changed, below what was printed, under the same columns', async () => {
    const later = [
      at(1_000, ({ change }) => change({ ...slices(STARTING), network: { '127.0.0.1:8000': REFUSED } })),
      at(20_000, ({ change }) => change({ ...slices(READY), network: { '127.0.0.1:8000': ANSWERED } })),
    ];
    const { stdout, stderr } = await run('list -w', shop({ later }), 'pipe');
    expect({ stdout, stderr }).toEqual({
      stdout: `${FIRST}web    80:30080/TCP     NoEndpoints    <none>
web    80:30080/TCP     Reachable      http://127.0.0.1:8000
`,
      stderr: '',
    });
  });

  test('a wider cell makes its column wider from then on', async () => {
    const long = serviceJson('a-long-name', { ports: [{ port: 80, nodePort: 30_081, protocol: 'TCP' }] });
    const later = [
      at(1_000, ({ change }) => change({ services: [web, zoo, long] })),
      at(20_000, ({ change }) => change(slices())),
    ];
    expect((await run('list -w --no-headers', shop({ later }), 'pipe')).stdout).toBe(
      `web   80:30080/TCP     Reachable      http://127.0.0.1:8000
zoo   8080:30002/TCP   NotPublished   <none>
a-long-name   80:30081/TCP     NoEndpoints    <none>
web           80:30080/TCP     NoEndpoints    <none>
`,
    );
  });

  test('only rows whose endpoints or Service have changed are dialled again', async () => {
    const later = [at(1_000, ({ change }) => change({ services: [web, { ...zoo, metadata: { ...zoo.metadata } }] }))];
    const same = await run('list -w', shop({ later }), 'pipe');
    const more = [at(1_000, ({ change }) => change(slices(sliceJson('web', ['http'], ['ready', 'ready']))))];
    const changed = await run('list -w', shop({ later: more }), 'pipe');
    expect([same.dials, changed.dials.slice(2), changed.stdout]).toEqual([
      ['127.0.0.1:8000', '127.0.0.1:29999'],
      // At once, and twice after kube-proxy has come to it.
      Array(3).fill(['127.0.0.1:8000', '127.0.0.1:29999']).flat(),
      FIRST,
    ]);
  });

  test('an engine is asked again, and every row dialled, when a node is another; a heartbeat is none', async () => {
    const heartbeat = {
      ...WORKER,
      status: { ...WORKER.status, conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: 'x' }] },
    };
    const unready = { ...WORKER, status: { ...WORKER.status, conditions: [{ type: 'Ready', status: 'Unknown' }] } };
    const later = [
      at(1_000, ({ change }) => change({ nodes: [heartbeat] })),
      at(2_000, ({ change }) =>
        change({
          nodes: [unready],
          engine: dockerDesktop({ 8000: 30_080, 8002: 30_002 }),
          network: { '127.0.0.1:8000': ANSWERED, '127.0.0.1:8002': ANSWERED },
        }),
      ),
    ];
    const { stdout, engineQuestions, dials } = await run('list -w', shop({ later }), 'pipe');
    expect({ stdout, engineQuestions: engineQuestions.length, dials: dials.slice(2) }).toEqual({
      stdout: `${FIRST}zoo    8080:30002/TCP   Reachable      http://127.0.0.1:8002
`,
      engineQuestions: 2,
      dials: ['127.0.0.1:8000', '127.0.0.1:8002', '127.0.0.1:29999'],
    });
  });
});

describe('kube-proxy is behind the API server', () => {
  /** Where kube-proxy itself is dialled. */
  const NODE = '172.18.0.3:30080';
  const linux = (world: World) =>
    shop({
      nodes: [kindNodeJson('dev-worker', '172.18.0.3', '6.1.0')],
      machine: { platform: 'linux', kernel: '6.1.0', interfaces: ['127.0.0.1/8', '172.18.0.1/16'] },
      engine: { ...dockerDesktop({}), operatingSystem: 'Debian GNU/Linux 12' },
      services: [web],
      network: { [NODE]: ANSWERED },
      ...world,
    });

  test('what contradicts the endpoints is not told while it may be the world before', async () => {
    const later = [
      at(2_000, ({ change }) => change(slices(STARTING))), // and goes on answering
      at(3_000, ({ change }) => change({ network: {} })),
      at(20_000, ({ change }) => change(slices(READY))), // and does not answer yet
      at(21_000, ({ change }) => change({ network: { [NODE]: ANSWERED } })),
    ];
    const { stdout, dials } = await run('list -w -o wide --no-headers', linux({ later }), 'pipe');
    expect({ rows: rowsIn(stdout), dials: dials.filter((dial) => dial === NODE).length }).toEqual({
      rows: [
        `web Reachable 1/1 <none> http://${NODE}`,
        'web NoEndpoints 0/1 0 of 1 endpoints ready <none>',
        `web Reachable 1/1 <none> http://${NODE}`,
      ],
      // At the start, and each time after 0, 0.5, 1.5, 3.5 and 8 seconds.
      dials: 11,
    });
  });

  test('an address that goes on answering without an endpoint is told in the end', async () => {
    const later = [at(1_000, ({ change }) => change(slices(STARTING)))];
    const { stdout } = await run('list -w -o wide --no-headers', linux({ later }), 'pipe');
    expect(rowsIn(stdout).slice(1)).toEqual([`web Reachable 0/1 answers, though no endpoint is ready http://${NODE}`]);
  });

  test('an address that dies a moment after a change, which said nothing of it, is found out', async () => {
    const moved = { ...web, spec: { ...web.spec, selector: { app: 'other' } } };
    const later = [
      at(1_000, ({ change }) => change({ services: [moved, zoo] })),
      at(3_000, ({ change }) => change({ network: { '127.0.0.1:8000': REFUSED } })),
    ];
    const { stdout, dials } = await run('list -w --no-headers', shop({ later }), 'pipe');
    expect({ rows: rowsIn(stdout).slice(2), dials: dials.slice(2) }).toEqual({
      rows: ['web Unreachable <none>'],
      // At once, after 3.5 and after 8 seconds, and no more.
      dials: ['127.0.0.1:8000', '127.0.0.1:29999', '127.0.0.1:8000', '127.0.0.1:8000'],
    });
  });

  test('a clock that is put back holds nothing up', async () => {
    const moved = { ...web, spec: { ...web.spec, selector: { app: 'other' } } };
    const later = [
      at(1_000, ({ change }) => change({ services: [moved, zoo], network: { '127.0.0.1:8000': REFUSED } })),
      at(1_200, ({ putClockBack }) => putClockBack(3_600_000)),
    ];
    const { stdout } = await run('list -w --no-headers', shop({ later }), 'pipe');
    expect(rowsIn(stdout).slice(2)).toEqual(['web Unreachable <none>']);
  });

  test('a list that is made in the wrong moment is put right', async () => {
    const network = { '127.0.0.1:8000': REFUSED };
    const later = [at(1_200, ({ change }) => change({ network: { '127.0.0.1:8000': ANSWERED } }))];
    const { stdout, dials } = await run('list -w --no-headers', shop({ network, later }), 'pipe');
    expect({ rows: rowsIn(stdout), dials }).toEqual({
      rows: ['web Unreachable <none>', 'zoo NotPublished <none>', 'web Reachable http://127.0.0.1:8000'],
      dials: ['127.0.0.1:8000', '127.0.0.1:8000', '127.0.0.1:8000', '127.0.0.1:29999'],
    });
  });

  test('a row that never rests is told all the same', async () => {
    const flapping = Array.from({ length: 12 }, (_, index) =>
      at(1_000 + 1_000 * index, ({ change }) =>
        change({
          ...slices(sliceJson('web', ['http'], index % 2 === 0 ? ['ready', 'ready'] : ['ready'])),
          network: { '127.0.0.1:8000': REFUSED },
        }),
      ),
    );
    const seen = await run('list -w --no-headers', shop({ later: flapping }), 'pipe');
    expect(rowsIn(seen.stdout).slice(2)).toEqual(['web Unreachable <none>']);
  });
});

describe('rows come and go', () => {
  test('a Service that goes is Gone, and is printed again when it is back', async () => {
    const later = [
      at(1_000, ({ change }) => change({ services: [zoo] })),
      at(20_000, ({ change }) => change({ services: [web, zoo] })),
    ];
    expect(
      (await run('list -w -o wide', shop({ later }), 'pipe')).stdout,
    ).toBe(`NAME   PORT(S)          STATUS         PORT-NAME   VIA              NODE         READY   TIME     REASON             URL
web    80:30080/TCP     Reachable      http        published-port   dev-worker   1/1     3ms      <none>             http://127.0.0.1:8000
zoo    8080:30002/TCP   NotPublished   <none>      <none>           <none>       1/1     <none>   published: 30080   <none>
web    80:30080/TCP     Gone           http        <none>           <none>       <none>   <none>   the Service is not there any more   <none>
web    80:30080/TCP     Reachable      http        published-port   dev-worker   1/1      3ms      <none>                              http://127.0.0.1:8000
`);
  });

  test('they are printed in the order in which the API server keeps them', async () => {
    const ports = [{ port: 80, nodePort: 30_081 }];
    const [a, b] = [serviceJson('a', { ports }), serviceJson('b', { ports })];
    const later = [
      at(1_000, ({ change }) => change({ services: [web, zoo, b] })),
      at(1_050, ({ change }) => change({ services: [web, zoo, b, a] })),
    ];
    const { stdout } = await run('list -w --no-headers', shop({ later }), 'pipe');
    expect(rowsIn(stdout).slice(2)).toEqual(['a NoEndpoints <none>', 'b NoEndpoints <none>']);
  });

  test('so is a port that loses its nodePort', async () => {
    const clusterIp = serviceJson('web', { type: 'ClusterIP', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] });
    const later = [at(1_000, ({ change }) => change({ services: [clusterIp, zoo] }))];
    const { stdout } = await run('list -w -o wide --no-headers', shop({ later }), 'pipe');
    expect(rowsIn(stdout).slice(2)).toEqual(['web Gone <none> it has no such nodePort any more <none>']);
  });

  test('a port that gets another nodePort is the same row', async () => {
    const moved = serviceJson('web', { ports: [{ name: 'http', port: 80, nodePort: 30_090, protocol: 'TCP' }] });
    const later = [at(1_000, ({ change }) => change({ services: [moved, zoo] }))];
    const { stdout } = await run('list -w --no-headers', shop({ later }), 'pipe');
    expect(stdout.split('\n').slice(2)).toEqual(['web   80:30090/TCP     NotPublished   <none>', '']);
  });

  test('an empty list is nothing, and waits, as in kubectl', async () => {
    const later = [at(1_000, ({ change }) => change({ services: [web] }))];
    expect(endOf(await run('list -w', shop({ services: [], later }), 'terminal'))).toEqual({
      code: 0,
      stdout: 'NAME   PORT(S)        STATUS      URL\nweb    80:30080/TCP   Reachable   http://127.0.0.1:8000\n',
      stderr: '',
    });
  });

  test('of several namespaces, and with a selector', async () => {
    const labels = { app: 'x' };
    const ports = [{ port: 80, nodePort: 30_080 }];
    const [one, two] = [
      serviceJson('web', { namespace: 'one', labels, ports }),
      serviceJson('web', { namespace: 'two', labels, ports }),
    ];
    const later = [at(1_000, ({ change }) => change({ services: [one] }))];
    const seen = await run('list -A -l app=x -w', shop({ services: [one, two, web], later }), 'pipe');
    expect({ stdout: seen.stdout, watches: seen.watches }).toEqual({
      stdout: `NAMESPACE   NAME   PORT(S)        STATUS        URL
one         web    80:30080/TCP   NoEndpoints   <none>
two         web    80:30080/TCP   NoEndpoints   <none>
two         web    80:30080/TCP   Gone          <none>
`,
      watches: ['services * app=x', 'endpointslices *', 'nodes *'],
    });
  });

  test('of the names that were given', async () => {
    const later = [at(1_000, ({ change }) => change({ ...slices(STARTING), services: [web] }))];
    const { stdout } = await run('list zoo -w --no-headers', shop({ later }), 'pipe');
    expect(rowsIn(stdout)).toEqual(['zoo NotPublished <none>', 'zoo Gone <none>']);
  });

  test('a name that is not there is not waited for, and nothing is printed', async () => {
    const seen = await run('list web absent -w', shop({}), 'terminal');
    expect({ ...endOf(seen), isClosed: seen.isClosed, tookMs: seen.tookMs }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Error from server (NotFound): services "absent" not found\n',
      isClosed: true,
      tookMs: 0,
    });
  });
});

test('a name that may be missing is watched for', async () => {
  const later = [at(1_000, ({ change }) => change({ services: [web, zoo] }))];
  const seen = await run('list web:http -w --ignore-not-found --no-headers', shop({ services: [zoo], later }), 'pipe');
  expect({ rows: rowsIn(seen.stdout), stderr: seen.stderr }).toEqual({
    ...{ rows: ['web Reachable http://127.0.0.1:8000'], stderr: '' },
  });
});

describe('for a program', () => {
  const later = [
    at(1_000, ({ change }) => change({ ...slices(), network: {} })),
    at(20_000, ({ change }) => change({ services: [zoo] })),
  ];
  const stream = async (...output: readonly string[]) =>
    (await run(['list', 'web', '-w', ...output], shop({ later }), 'pipe')).stdout;

  test('one document for each row that has changed, with all that `-o json` has of it', async () => {
    const listed = await run('list web -o json', shop({}), 'pipe');
    const [item] = (JSON.parse(listed.stdout) as { items: readonly object[] }).items;
    const text = await stream('-o', 'json');
    const documents = text
      .trim()
      .split(/(?<=^\})\n/m)
      .map((each) => JSON.parse(each) as object);
    expect(documents).toEqual([
      { apiVersion: 'kubectl-nodeport/v1', kind: 'NodePort', ...item },
      expect.objectContaining({ kind: 'NodePort', service: 'web', status: 'NoEndpoints', url: null }),
      {
        apiVersion: 'kubectl-nodeport/v1',
        kind: 'NodePort',
        namespace: 'default',
        service: 'web',
        port: { name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' },
        url: null,
        status: 'Gone',
        via: null,
        reason: 'the Service is not there any more',
        endpoints: null,
        routes: [],
      },
    ]);
    const yaml = await stream('-o', 'yaml');
    expect(yaml.split('---\n').map((each) => load(each))).toEqual(documents);
  });

  test.each<{ how: string; output: readonly string[]; stdout: string }>([
    { how: 'names', output: ['-o', 'name'], stdout: 'service/web\nservice/web\nservice/web\n' },
    {
      how: 'a template begins at the row',
      output: ['-o', 'jsonpath={.service} {.status} {.url}{"\\n"}'],
      stdout: 'web Reachable http://127.0.0.1:8000\nweb NoEndpoints \nweb Gone \n',
    },
    {
      how: 'columns of one header',
      output: ['-o', 'custom-columns=KIND:.kind,STATUS:.status,URL:.url'],
      stdout: `KIND       STATUS      URL
NodePort   Reachable   http://127.0.0.1:8000
NodePort   NoEndpoints   <none>
NodePort   Gone          <none>
`,
    },
    {
      how: 'columns of none',
      output: ['-o', 'custom-columns=KIND:.kind,STATUS:.status', '--no-headers'],
      stdout: 'NodePort   Reachable\nNodePort   NoEndpoints\nNodePort   Gone\n',
    },
  ])('$how', async ({ output, stdout }) => {
    expect(await stream(...output)).toBe(stdout);
  });

  test.each([
    { format: 'jsonpath', template: '{.service} {.routes[0].host}{"\\n"}', says: 'error executing jsonpath "…": ' },
    { format: 'custom-columns', template: 'SERVICE:.service,HOST:.routes[0].host', says: '' },
  ])(
    'a $format that one that is gone has nothing for passes it over, and goes on',
    async ({ format, template, says }) => {
      const back = at(30_000, ({ change }) => change({ services: [web, zoo], ...slices(READY) }));
      const argv = ['list', 'web', '-w', '--no-headers', '-o', `${format}=${template}`];
      const { stdout, stderr, code } = await run(argv, shop({ later: [...later, back] }), 'pipe');
      expect({
        stdout: stdout.replaceAll(/ +/g, ' '),
        stderr: stderr.replace(JSON.stringify(template), '"…"'),
        code,
      }).toEqual({
        stdout: 'web 127.0.0.1\nweb 127.0.0.1\nweb 127.0.0.1\n',
        stderr: `default/web is not printed: ${says}array index out of bounds: index 0, length 0\n`,
        code: 0,
      });
    },
  );

  test('a template that nothing comes of at the start ends it, as it ends a list', async () => {
    const seen = await run(['list', '-w', '-o', 'jsonpath={.routes[9].host}'], shop({}), 'pipe');
    expect(endOf(seen)).toEqual({
      stdout: '',
      stderr: 'error: error executing jsonpath "{.routes[9].host}": array index out of bounds: index 9, length 1\n',
      code: 2,
    });
  });

  test('what is measured is no change', async () => {
    const slower = [
      at(1_000, ({ change }) =>
        change({
          services: [{ ...web, metadata: { ...web.metadata, annotations: { 'kubectl-nodeport/path': '/x' } } }, zoo],
          network: { '127.0.0.1:8000': { ...ANSWERED, afterMs: 9 } },
        }),
      ),
    ];
    const outputs = ['wide', 'json', 'name'];
    const seen = await Promise.all(
      outputs.map((output) => run(`list web -w --no-headers -o ${output}`, shop({ later: slower }), 'pipe')),
    );
    expect(seen.map(({ stdout, dials }) => [stdout.match(/web/g)?.length, dials.length > 2])).toEqual([
      [1, true],
      [1, true],
      [1, true],
    ]);
  });
});

describe('what may not be seen, and what goes away', () => {
  test('endpoints and nodes: as `list`, and said once', async () => {
    const failures = {
      endpointslices: forbidden('endpointslices', 'in the namespace "default"'),
      nodes: forbidden('nodes', 'at the cluster scope'),
    };
    const world = shop({ failures, pods: [podJson('web-1', 'web')] });
    const [watched, listed] = [await run('list -w', world, 'pipe'), await run('list', { ...world, later: [] }, 'pipe')];
    expect(endOf(watched)).toEqual(endOf(listed));
    expect(watched.stderr).toContain('EndpointSlices cannot be listed (forbidden)');
    const later = [at(1_000, ({ change }) => change({ services: [web] }))];
    const changed = await run('list -w', { ...world, later: [...later, ...(world.later ?? [])] }, 'pipe');
    expect(changed).toMatchObject({ stdout: expect.stringContaining('Gone'), stderr: listed.stderr });
  });

  test("Services: kubectl's sentence, and 3", async () => {
    const failure = forbidden('services', 'in the namespace "default"');
    const seen = await run('list -w', shop({ failures: { services: failure } }), 'terminal');
    expect({ ...endOf(seen), isClosed: seen.isClosed }).toEqual({
      ...{ code: 3, stdout: '', stderr: `${failure.message}\n` },
      isClosed: true,
    });
  });

  test('an API server that is away at the start: as `list`', async () => {
    const world = shop({ failures: { services: AWAY, endpointslices: AWAY, nodes: AWAY }, engine: dockerDesktop({}) });
    const [watched, listed] = [await run('list -w', world, 'pipe'), await run('list', { ...world, later: [] }, 'pipe')];
    expect({ watched: endOf(watched), code: watched.code }).toEqual({ watched: endOf(listed), code: 3 });
  });

  test('one that goes away later is said once, and once when it is well again; no row is printed twice', async () => {
    const lost = [1_000, 1_200, 1_600, 2_400, 4_000].map((afterMs) => at(afterMs, ({ lose }) => lose(AWAY)));
    const back = at(5_000, ({ change }) => change({ services: [web, zoo], nodes: [WORKER], ...slices(READY) }));
    const again = at(6_000, ({ change }) => change(slices(STARTING)));
    const seen = await run(
      'list -w --no-headers',
      shop({ later: [...lost, back, again, at(6_000, ({ change }) => change({ network: {} }))] }),
      'terminal',
    );
    expect({ rows: rowsIn(seen.stdout), stderr: seen.stderr }).toEqual({
      rows: ['web Reachable http://127.0.0.1:8000', 'zoo NotPublished <none>', 'web NoEndpoints <none>'],
      stderr: `lost the connection to the API server (${AWAY.message}): trying again
well again after 4 s
`,
    });
  });

  test('one that breaks off for a moment is not worth a word', async () => {
    const later = [
      at(1_000, ({ lose }) => lose(AWAY)),
      at(1_100, ({ change }) => change({ services: [web, zoo], nodes: [WORKER], ...slices(READY) })),
    ];
    expect(endOf(await run('list -w', shop({ later }), 'terminal'))).toEqual({ code: 0, stdout: FIRST, stderr: '' });
  });

  test('whoever reads has left: it ends at once', async () => {
    const later = [at(1_500, ({ readerLeaves }) => readerLeaves())];
    const seen = await run('list -w', shop({ later }), 'pipe');
    expect({ code: seen.code, tookMs: seen.tookMs, isClosed: seen.isClosed }).toEqual({
      ...{ code: 0, tookMs: 1_500, isClosed: true },
    });
  });
});

/** NAME, STATUS, and of the wide table READY and REASON, then URL. */
function rowsIn(stdout: string): readonly string[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const cells = line.split(/ {3,}/);
    const wide = cells.length > 4 ? [cells[6], cells[8]] : [];
    return [cells[0], cells[2], ...wide, cells.at(-1)].join(' ');
  });
}
