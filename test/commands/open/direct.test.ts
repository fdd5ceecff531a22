import { describe, expect, test } from 'vitest';
import { aPort } from '../../domain/build.ts';
import { endOf, run } from '../fake-deps.ts';
import { sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { HTTPS_403, service, shop } from './shop.ts';

const WEB = 'http://127.0.0.1:8000\n';
const SSH = { user: 'jane', host: '192.0.2.7', port: aPort(22) };

describe('a website that answers', () => {
  test.each<{ where: string; desktop: NonNullable<World['desktop']>; said: string; opened: readonly string[] }>([
    { where: 'on a desktop', desktop: {}, said: 'opened in browser', opened: ['open http://127.0.0.1:8000/'] },
    { where: 'in CI', desktop: { isCi: true }, said: 'in CI: no browser is opened', opened: [] },
    {
      where: 'without a display',
      desktop: { platform: 'linux' },
      said: 'no display here: open it in a browser',
      opened: [],
    },
    {
      where: 'in a container',
      desktop: { platform: 'linux', within: 'container' },
      said: 'in a container: open it in a browser that reaches it',
      opened: [],
    },
    {
      where: 'over SSH',
      desktop: { ssh: SSH },
      said: `over SSH: run this where the browser is, and open http://127.0.0.1:8000/ there
    ssh -N -L 8000:127.0.0.1:8000 jane@192.0.2.7`,
      opened: [],
    },
    {
      where: 'in a codespace',
      desktop: { codespace: { name: 'fluffy-1', domain: 'app.github.dev' } },
      said: 'Codespaces forwards it: https://fluffy-1-8000.app.github.dev/',
      opened: [],
    },
    {
      where: 'with a BROWSER',
      desktop: { browser: 'firefox' },
      said: 'opened in browser',
      opened: ['firefox http://127.0.0.1:8000/'],
    },
  ])('$where', async ({ desktop, said, opened }) => {
    const seen = await run('open web', shop({ desktop }), 'terminal');
    expect({ ...endOf(seen), opened: seen.opened }).toEqual({
      code: 0,
      stdout: WEB,
      stderr: `kind-dev default/web: HTTP 200 in 4 ms, ${said}\n`,
      opened,
    });
  });

  test('an opener that fails is said, and the URL is there', async () => {
    const opened = { kind: 'none-started', programs: ['open'] } as const;
    expect(endOf(await run('open web', shop({ opened }), 'terminal'))).toEqual({
      code: 0,
      stdout: WEB,
      stderr: 'kind-dev default/web: HTTP 200 in 4 ms, cannot run open: open it in a browser\n',
    });
  });
});

describe('what answers there settles the scheme', () => {
  test.each<{ how: string; world: World; stdout: string; stderr: string; opened: readonly string[] }>([
    {
      how: 'HTTPS where the Service says http',
      world: { speech: { '127.0.0.1:8000': HTTPS_403 } },
      stdout: 'https://127.0.0.1:8000\n',
      stderr: 'kind-dev default/web: HTTPS 403 in 4 ms, opened in browser\n',
      opened: ['open https://127.0.0.1:8000/'],
    },
    {
      how: 'Redis where the Service says http: no browser, and its client',
      world: { speech: { '127.0.0.1:8000': { kind: 'recognised', scheme: 'redis', afterMs: 1 } } },
      stdout: 'redis://127.0.0.1:8000\n',
      stderr: `kind-dev default/web: redis answered in 1 ms
    redis-cli -h 127.0.0.1 -p 8000
`,
      opened: [],
    },
    {
      how: 'TLS that is no HTTP',
      world: { speech: { '127.0.0.1:8000': { kind: 'tls', scheme: 'tls', afterMs: 5 } } },
      stdout: 'tls://127.0.0.1:8000\n',
      stderr: `kind-dev default/web: answers over TLS in 5 ms
    openssl s_client -connect 127.0.0.1:8000
`,
      opened: [],
    },
    {
      how: 'nothing that settles it',
      world: { speech: { '127.0.0.1:8000': { kind: 'unsettled', scheme: 'http' } } },
      stdout: WEB,
      stderr:
        'kind-dev default/web: takes connections; that it speaks http is what the Service says, opened in browser\n',
      opened: ['open http://127.0.0.1:8000/'],
    },
    {
      how: 'nothing, and the Service says nothing either',
      world: { speech: { '127.0.0.1:8000': { kind: 'unsettled', scheme: 'tcp' } } },
      stdout: 'tcp://127.0.0.1:8000\n',
      stderr: 'kind-dev default/web: takes connections; what it speaks is not known\n',
      opened: [],
    },
  ])('$how', async ({ world, stdout, stderr, opened }) => {
    const seen = await run('open web', shop(world), 'terminal');
    expect({ ...endOf(seen), opened: seen.opened }).toEqual({ code: 0, stdout, stderr, opened });
  });
});

describe('a database', () => {
  test('its URL, and its client ready to paste', async () => {
    const seen = await run('open mysql', shop(), 'terminal');
    expect({ ...endOf(seen), opened: seen.opened }).toEqual({
      code: 0,
      stdout: 'mysql://127.0.0.1:31696\n',
      stderr: `kind-dev default/mysql: MariaDB 11.4.2 greeted in 2 ms
    mysql -h 127.0.0.1 -P 31696 -u root -p
`,
      opened: [],
    });
  });

  test('what it greeted with when it was dialled is not asked for again', async () => {
    const { stderr, dials, conversations } = await run('open mysql', shop({ network: GREETING }), 'terminal');
    expect({ stderr, dials, conversations }).toEqual({
      stderr: `kind-dev default/mysql: MySQL 8.4.2 greeted in 2 ms
    mysql -h 127.0.0.1 -P 31696 -u root -p
`,
      dials: ['127.0.0.1:31696', '127.0.0.1:29999'],
      conversations: [],
    });
  });
});

/** Protocol 10, a version, and what else is in the handshake of MySQL. */
const HANDSHAKE = Buffer.concat([
  Buffer.from([0x0a]),
  Buffer.from('8.4.2\0'),
  Buffer.from([1, 0, 0, 0]),
  Buffer.from('saltsalt\0'),
  Buffer.from([0xff, 0xff, 0xff, 2, 0, 0xff, 0xdf, 21]),
  Buffer.alloc(10),
  Buffer.from('saltsaltsalt\0caching_sha2_password\0'),
]);
const GREETING = {
  '127.0.0.1:31696': {
    outcome: 'answered',
    afterMs: 2,
    greeting: Buffer.concat([Buffer.from([HANDSHAKE.length, 0, 0, 0]), HANDSHAKE]),
  },
} as const;

describe('for a program, stdout is the URL', () => {
  const pad = ' '.repeat('-- COMMAND'.length + 1);
  const noWay = `default/api: no address answers from here (published: 30080, 31696)
    kubectl nodeport open api${pad}    a tunnel, until Ctrl-C
    kubectl nodeport open api -- COMMAND    a tunnel for as long as COMMAND runs
`;
  test.each<{ argv: string; code: number; stdout: string; stderr: string }>([
    { argv: 'open web', code: 0, stdout: WEB, stderr: '' },
    { argv: 'open web mysql', code: 0, stdout: `${WEB}mysql://127.0.0.1:31696\n`, stderr: '' },
    { argv: 'open api', code: 1, stdout: '', stderr: noWay },
    { argv: 'open web api', code: 1, stdout: '', stderr: noWay },
    { argv: 'open api --tunnel never', code: 1, stdout: '', stderr: noWay },
    {
      argv: 'open pma',
      code: 1,
      stdout: '',
      stderr: `default/pma: no address answers from here (0 of 1 endpoints ready)
    kubectl nodeport open pma --wait    waits, and says for what
`,
    },
    {
      argv: 'open internal -n default --context kind-dev',
      code: 1,
      stdout: '',
      stderr: `default/internal: it has no nodePort
    kubectl nodeport open internal -n default --context kind-dev${pad}    a tunnel, until Ctrl-C
    kubectl nodeport open internal -n default --context kind-dev -- COMMAND    a tunnel for as long as COMMAND runs
`,
    },
  ])('`$argv`, with --url and in a pipe', async ({ argv, ...end }) => {
    for (const where of ['pipe', 'captured'] as const) {
      const seen = await run(argv, shop(), where);
      expect({ ...endOf(seen), opened: seen.opened, log: seen.log }).toEqual({ ...end, opened: [], log: [] });
    }
    expect(endOf(await run(`${argv} --url`, shop(), 'terminal'))).toEqual(end);
  });

  test('the ways that are left mean the port that was meant', async () => {
    const services = [
      service(
        'two',
        {},
        {
          ports: [
            { name: 'web', port: 80, nodePort: 30_091 },
            { name: 'admin', port: 81, nodePort: 30_092 },
          ],
        },
      ),
    ];
    const world = shop({ services, endpointslices: [sliceJson('two', ['web', 'admin'], ['ready'])] });
    const { code, stderr } = await run('open two:admin --url', world, 'terminal');
    expect({ code, way: stderr.split('\n')[2] }).toEqual({
      code: 1,
      way: '    kubectl nodeport open two:admin -- COMMAND    a tunnel for as long as COMMAND runs',
    });
  });
});

test('`--tunnel never` on a terminal: the address that answers, or none', async () => {
  const { code, stdout, log } = await run('open api --tunnel never', shop(), 'terminal');
  expect({ code, stdout, log }).toEqual({ code: 1, stdout: '', log: [] });
  expect((await run('open web --tunnel never', shop(), 'terminal')).stdout).toBe(WEB);
});

test('several Services, by name or by label, are all shown, and no browser is opened', async () => {
  for (const argv of ['open web mysql', 'open -l tier=front', 'open mysql:3306 web web:http mysql -n default']) {
    const seen = await run(argv, shop(), 'terminal');
    const order = (text: string) => text.split('\n').toSorted();
    expect({ code: seen.code, stdout: order(seen.stdout), stderr: order(seen.stderr), opened: seen.opened }).toEqual({
      code: 0,
      stdout: ['', 'http://127.0.0.1:8000', 'mysql://127.0.0.1:31696'],
      stderr: [
        '',
        '    mysql -h 127.0.0.1 -P 31696 -u root -p',
        'kind-dev default/mysql: MariaDB 11.4.2 greeted in 2 ms',
        'kind-dev default/web: HTTP 200 in 4 ms',
      ],
      opened: [],
    });
  }
});

describe('what cannot be found out is 3, and not «none»', () => {
  const DESKTOP: World = {
    kubeconfig: { context: 'docker-desktop', cluster: 'docker-desktop' },
    nodes: [
      {
        metadata: { name: 'docker-desktop' },
        status: {
          addresses: [{ type: 'InternalIP', address: '192.168.65.3' }],
          nodeInfo: { kernelVersion: '6.10.4-linuxkit', osImage: 'Docker Desktop', kubeletVersion: 'v1.30.2' },
        },
      },
    ],
    services: [service('dns', { port: 53, nodePort: 30_053, protocol: 'UDP' })],
    endpointslices: [sliceJson('dns', [''], ['ready'])],
  };

  test('UDP, which cannot be dialled: where it is expected, and that no tunnel carries it', async () => {
    const first =
      'default/dns: no address is known to answer from here (UDP cannot be verified by dialling); expected at udp://127.0.0.1:30053\n';
    expect(endOf(await run('open dns', DESKTOP, 'pipe'))).toEqual({ code: 3, stdout: '', stderr: first });
    expect(endOf(await run('open dns', DESKTOP, 'terminal'))).toEqual({
      code: 3,
      stdout: '',
      stderr: `${first}default/dns: a tunnel carries TCP, and port 53 is UDP\n`,
    });
  });

  test('UDP is not waited for once its pod is ready', async () => {
    const { code, tookMs } = await run('open dns --url --wait', DESKTOP, 'terminal');
    expect({ code, tookMs }).toEqual({ code: 3, tookMs: 0 });
  });
});
