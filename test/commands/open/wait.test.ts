import { describe, expect, test } from 'vitest';
import { AccessError } from '../../../src/errors.ts';
import { endOf, forbidden, run } from '../fake-deps.ts';
import { dockerDesktop, podJson, serviceJson, sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { at, CTRL_C, HTTP_200, service, shop } from './shop.ts';

/** The Services of the shop, those of one name aside. */
function slicesWithout(name: string): readonly object[] {
  return (shop().endpointslices ?? []).filter((slice) => !JSON.stringify(slice).includes(`"${name}-x"`)) as object[];
}

const PULLING = 'waiting for default/pma: pod pma-1: image "pma:1" cannot be pulled: not found\n';

describe('for a pod', () => {
  const ready = at(4_000, ({ change }) =>
    change({
      endpointslices: [...slicesWithout('pma'), sliceJson('pma', [''], ['ready'])],
      pods: [podJson('pma-1', 'pma')],
      speech: { '127.0.0.1:30090': HTTP_200 },
    }),
  );

  test('each reason is said once; then there is an address, or a tunnel', async () => {
    const again = at(1_000, ({ change }) => change({ pods: [podJson('pma-1', 'pma', 'ImagePullBackOff')] }));
    const seen = await run('open pma --wait', shop({ later: [again, ready, CTRL_C] }), 'terminal');
    expect({ ...endOf(seen), watches: seen.watches.slice(0, 2) }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:30090\n',
      stderr: `${PULLING}kind-dev default/pma: no address answers from here (published: 30080, 31696), so a tunnel to pod pma-1, until Ctrl-C
kind-dev default/pma: HTTP 200 in 4 ms, opened in browser
`,
      watches: ['endpointslices default kubernetes.io/service-name=pma', 'pods default app=pma'],
    });
  });

  test('meanwhile the container engine comes up, and publishes the port', async () => {
    const up = at(1_000, ({ change }) =>
      change({
        endpointslices: [...slicesWithout('pma'), sliceJson('pma', [''], ['ready'])],
        engine: dockerDesktop({ 9000: 30_090 }),
        network: { '127.0.0.1:9000': { outcome: 'answered', afterMs: 3 } },
        speech: { '127.0.0.1:9000': HTTP_200 },
      }),
    );
    const engine = {
      kind: 'unknown',
      value: 'timed out',
      source: '/var/run/docker.sock',
      remoteHost: undefined,
    } as const;
    expect(endOf(await run('open pma --wait --url', shop({ engine, later: [up] }), 'terminal'))).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:9000\n',
      stderr: PULLING,
    });
  });

  test.each<{ argv: string; code: number }>([
    { argv: 'open pma --wait=3s', code: 1 },
    { argv: 'open pma --wait=3 --url', code: 1 },
    { argv: 'open pma --wait=3s -- x', code: 125 },
  ])('`$argv` gives up at the time limit: $code', async ({ argv, code }) => {
    const seen = await run(argv, shop(), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs, log: seen.log }).toEqual({
      code,
      stdout: '',
      stderr: `${PULLING}gave up after 3 s\n`,
      tookMs: 3_000,
      log: [],
    });
  });

  test('that may not be seen', async () => {
    const failures = { pods: forbidden('pods', 'in the namespace "default"') };
    const { stderr } = await run('open pma --wait=3s', shop({ failures }), 'terminal');
    expect(stderr).toBe(
      'waiting for default/pma: no endpoint is ready, and its pods cannot be listed (forbidden)\ngave up after 3 s\n',
    );
  });

  test('of a Service whose endpoints may not be seen: 3, at once', async () => {
    const failure = forbidden('endpointslices', 'in the namespace "default"');
    const seen = await run('open pma --wait', shop({ failures: { endpointslices: failure } }), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 3,
      stdout: '',
      stderr: `${failure.message}\n`,
      tookMs: 0,
    });
  });

  test('whose port has another name: it is waited for, as in a rollout others may come', async () => {
    const ports = [{ port: 80, targetPort: 'http', nodePort: 30_090, protocol: 'TCP' }];
    const services = [service('late', {}, { ports })];
    const pods = [podJson('late-1', 'late')];
    const served = at(2_000, ({ change }) =>
      change({ endpointslices: [...slicesWithout('pma'), sliceJson('late', [''], ['ready'])] }),
    );
    const world = shop({ services, pods, later: [served, CTRL_C] });
    const { code, stderr } = await run('open late --wait', world, 'terminal');
    expect({ code, lines: stderr.split('\n').slice(0, 2) }).toEqual({
      code: 0,
      lines: [
        'waiting for default/late: pod late-1 is ready, but no container of it has a port named http',
        'kind-dev default/late: no address answers from here (published: 30080, 31696), so a tunnel to pod late-1, until Ctrl-C',
      ],
    });
  });

  test('an API server that goes away meanwhile is said once, fit for a terminal', async () => {
    const lost = new AccessError('unreachable', 'The connection to the server was refused\u001b[2J');
    const later = [at(500, ({ lose }) => lose(lost)), at(700, ({ lose }) => lose(lost))];
    expect((await run('open pma --wait=3s', shop({ later }), 'terminal')).stderr).toBe(
      `${PULLING}The connection to the server was refused^[[2J\ngave up after 3 s\n`,
    );
  });

  test.each([
    ['ext pma', ''],
    ['pma ext', PULLING],
  ])('in vain, of one of several: `open %s` does not wait for the other', async (names, meanwhile) => {
    const services = [service('ext', { port: 80 }, { type: 'ExternalName', externalName: 'db.example.com' })];
    const seen = await run(`open ${names} --wait=10m`, shop({ services }), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 1,
      stdout: '',
      stderr: `default/ext: an ExternalName Service is a DNS name, and never has an endpoint\n${meanwhile}`,
      tookMs: 0,
    });
  });

  test('in vain: it ends at once', async () => {
    const services = [service('ext', { port: 80 }, { type: 'ExternalName', externalName: 'db.example.com' })];
    const seen = await run('open ext --wait', shop({ services }), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'default/ext: an ExternalName Service is a DNS name, and never has an endpoint\n',
      tookMs: 0,
    });
  });
});

describe('for an address, once a pod is ready', () => {
  const UNPUBLISHED: World = { network: { '127.0.0.1:8000': { outcome: 'refused', afterMs: 1 } } };
  const answers = (afterMs: number) =>
    at(afterMs, ({ change }) => change({ network: { '127.0.0.1:8000': { outcome: 'answered', afterMs: 3 } } }));

  test('kube-proxy may be behind: it is dialled again', async () => {
    const seen = await run('open web --wait', shop({ ...UNPUBLISHED, later: [answers(1_200)] }), 'terminal');
    expect({ code: seen.code, stdout: seen.stdout, tookMs: seen.tookMs }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:8000\n',
      tookMs: 1_500,
    });
  });

  test('but a tunnel is the quicker way after three seconds', async () => {
    const { code, stderr } = await run('open web --wait', shop({ ...UNPUBLISHED, later: [CTRL_C] }), 'terminal');
    expect({ code, first: stderr.split('\n')[0] }).toEqual({
      code: 0,
      first:
        'kind-dev default/web: no address answers from here (127.0.0.1: refused), so a tunnel to pod web-1, until Ctrl-C',
    });
  });

  test('for a program it is waited until the time is over', async () => {
    const late = await run('open web --wait=9s --url', shop({ ...UNPUBLISHED, later: [answers(8_000)] }), 'terminal');
    expect({ code: late.code, stdout: late.stdout }).toEqual({ code: 0, stdout: 'http://127.0.0.1:8000\n' });
    const never = await run('open web --wait=9s --url', shop(UNPUBLISHED), 'terminal');
    expect({ code: never.code, stdout: never.stdout, tookMs: never.tookMs }).toEqual({
      code: 1,
      stdout: '',
      tookMs: 9_000,
    });
  });

  test('not where the port is not published: no time makes that better', async () => {
    const seen = await run('open api --wait --url', shop(), 'terminal');
    expect({ code: seen.code, tookMs: seen.tookMs }).toEqual({ code: 1, tookMs: 0 });
  });

  test('without `--wait` it is dialled once', async () => {
    const seen = await run('open web --url', shop({ ...UNPUBLISHED, later: [answers(100)] }), 'terminal');
    expect({ code: seen.code, tookMs: seen.tookMs }).toEqual({ code: 1, tookMs: 0 });
  });
});

describe('for a server that is away', () => {
  const AWAY = new AccessError('unreachable', 'The connection to the server was refused\u001b[2J');
  const SAID = 'The connection to the server was refused^[[2J\n';
  const isAway: World = { failures: { services: AWAY } };
  const returns = (afterMs: number) => at(afterMs, ({ change }) => change({ failures: {} }));

  test('when it begins: said once', async () => {
    const seen = await run('open web --wait', shop({ ...isAway, later: [returns(1_800)] }), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:8000\n',
      stderr: `${SAID}kind-dev default/web: HTTP 200 in 4 ms, opened in browser\n`,
      tookMs: 2_000,
    });
  });

  test('when a workload is looked for', async () => {
    const world = shop({ failures: { pods: AWAY }, later: [returns(800)] });
    const { code, stderr } = await run('open pod/web-1 --wait --url', world, 'terminal');
    expect({ code, stderr }).toEqual({ code: 0, stderr: SAID });
  });

  test('when its address is looked for again', async () => {
    const network = { '127.0.0.1:8000': { outcome: 'refused', afterMs: 1 } } as const;
    const answers = at(2_200, ({ change }) =>
      change({ network: { '127.0.0.1:8000': { outcome: 'answered', afterMs: 3 } } }),
    );
    const leaves = at(700, ({ change }) => change({ ...isAway }));
    const later = [leaves, returns(2_000), answers];
    const seen = await run('open web --wait=9s --url', shop({ network, later }), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:8000\n',
      stderr: SAID,
      tookMs: 2_500,
    });
  });

  test('which no kubeconfig names, it does not wait: 3, said once', async () => {
    const services = new AccessError('kubeconfig', 'The connection to the server localhost:8080 was refused');
    const seen = await run('open web --wait=2s', shop({ failures: { services } }), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 3,
      stdout: '',
      stderr: 'The connection to the server localhost:8080 was refused\n',
      tookMs: 0,
    });
  });

  test('until the end of the time: 3', async () => {
    const seen = await run('open web --wait=2s', shop(isAway), 'terminal');
    expect({ code: seen.code, stdout: seen.stdout, tookMs: seen.tookMs }).toEqual({
      code: 3,
      stdout: '',
      tookMs: 2_000,
    });
  });

  test.each([
    ['without `--wait`', 'open web', AWAY],
    ['where it is there, and forbids', 'open web --wait', forbidden('services', 'in the namespace "default"')],
  ] as const)('not %s', async (_, argv, failure) => {
    const seen = await run(argv, shop({ failures: { services: failure } }), 'terminal');
    expect({ code: seen.code, tookMs: seen.tookMs }).toEqual({ code: 3, tookMs: 0 });
  });
});

describe('for a Service that is yet to come', () => {
  const comes = (...services: readonly object[]) =>
    at(1_800, ({ change }) => change({ services: [...(shop().services ?? []), ...services] }));
  const web2 = service('web2', { name: 'http', port: 80, nodePort: 30_080 }, { labels: { tier: 'back' } });
  const world: World = { endpointslices: [sliceJson('web2', ['http'], ['ready'])] };

  test.each<{ argv: string; line: string; more?: World }>([
    { argv: 'open web2 --wait', line: 'waiting for default/web2: there is no such Service yet\n' },
    {
      argv: 'open -l tier=back --wait',
      line: 'waiting for a Service with tier=back in namespace default: there is none yet\n',
    },
    {
      argv: 'open pod/web2-1 --wait',
      line: 'waiting for a Service that selects pod web2-1 in namespace default: there is none yet\n',
      more: { pods: [podJson('web2-1', 'web2')] },
    },
  ])('`$argv`: said once, and the rest of the cluster is left alone meanwhile', async ({ argv, line, more }) => {
    const seen = await run(argv, shop({ ...world, ...more, later: [comes(web2)] }), 'terminal');
    const asked = Object.groupBy(seen.questions, (question) => question.split(' ')[0] ?? '');
    expect({ ...endOf(seen), nodes: asked.nodes?.length, elsewhere: seen.questions.includes('services *') }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:8000\n',
      stderr: `${line}kind-dev default/web2: HTTP 200 in 4 ms, opened in browser\n`,
      nodes: 3, // at first, when it came, and when it was dialled
      elsewhere: false,
    });
  });

  test('what is waited for changes: first the Deployment, then its Service', async () => {
    const deployments = [
      {
        metadata: { name: 'web2', namespace: 'default' },
        spec: { template: { metadata: { labels: { app: 'web2' } } } },
      },
    ];
    const later = [at(700, ({ change }) => change({ deployments })), comes(web2)];
    const { code, stderr } = await run('open deploy/web2 --wait', shop({ ...world, later }), 'terminal');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `waiting for deployment web2 in namespace default: there is none yet
waiting for a Service that selects deployment web2 in namespace default: there is none yet
kind-dev default/web2: HTTP 200 in 4 ms, opened in browser
`,
    });
  });

  test('that never comes: kubectl’s sentence, at the end of the time', async () => {
    const seen = await run('open mysq --wait=2s', shop(), 'terminal');
    expect({ ...endOf(seen), tookMs: seen.tookMs }).toEqual({
      code: 2,
      stdout: '',
      stderr: `waiting for default/mysq: there is no such Service yet
Error from server (NotFound): services "mysq" not found
did you mean \`kubectl nodeport open mysql\`?
`,
      tookMs: 2_000,
    });
  });

  test('without `--wait` it fails at once', async () => {
    const seen = await run('open web2', shop({ later: [comes(web2)] }), 'terminal');
    expect({ code: seen.code, tookMs: seen.tookMs }).toEqual({ code: 2, tookMs: 0 });
  });
});

test('a Service without a selector waits for whoever lists its endpoints', async () => {
  const services = [serviceJson('hand', { type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] })];
  const { code, stderr, watches } = await run('open hand --wait=2s', shop({ services }), 'terminal');
  expect({ code, stderr, watches }).toEqual({
    code: 1,
    stderr:
      'waiting for default/hand: it has no selector, and no EndpointSlice lists a ready endpoint\ngave up after 2 s\n',
    watches: ['endpointslices default kubernetes.io/service-name=hand'],
  });
});
