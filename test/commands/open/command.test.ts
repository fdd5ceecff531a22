import { describe, expect, test } from 'vitest';
import { AccessError } from '../../../src/errors.ts';
import { endOf, run } from '../fake-deps.ts';
import { sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { at, service, shop } from './shop.ts';

describe('a COMMAND gets the address', () => {
  test('of one Service, in its words and in its environment; stdout is its own', async () => {
    const argv = ['open', 'mysql', '--', 'mysql', '-h', '{host}', '-P{port}', '{url}/shop', '{{url}}', '-u root'];
    const seen = await run(argv, shop(), 'terminal');
    expect({ ...endOf(seen), commands: seen.commands, opened: seen.opened }).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
      commands: [
        {
          argv: ['mysql', '-h', '127.0.0.1', '-P31696', 'mysql://127.0.0.1:31696/shop', '{{url}}', '-u root'],
          variables: {
            NODEPORT_URL: 'mysql://127.0.0.1:31696',
            NODEPORT_HOST: '127.0.0.1',
            NODEPORT_PORT: '31696',
            NODEPORT_MYSQL_URL: 'mysql://127.0.0.1:31696',
            NODEPORT_MYSQL_HOST: '127.0.0.1',
            NODEPORT_MYSQL_PORT: '31696',
          },
        },
      ],
      opened: [],
    });
  });

  test('of several, each by its name', async () => {
    const { code, commands } = await run('open web mysql -- test {url:web} {port:mysql}', shop(), 'pipe');
    expect({ code, commands }).toEqual({
      code: 0,
      commands: [
        {
          argv: ['test', 'http://127.0.0.1:8000', '31696'],
          variables: {
            NODEPORT_WEB_URL: 'http://127.0.0.1:8000',
            NODEPORT_WEB_HOST: '127.0.0.1',
            NODEPORT_WEB_PORT: '8000',
            NODEPORT_MYSQL_URL: 'mysql://127.0.0.1:31696',
            NODEPORT_MYSQL_HOST: '127.0.0.1',
            NODEPORT_MYSQL_PORT: '31696',
          },
        },
      ],
    });
  });

  test.each<{ argv: string; stderr: string }>([
    {
      argv: 'open web mysql -- curl {url}',
      stderr: 'error: {url} does not say which address is meant\nthere are {url:web}, {url:mysql}\n',
    },
    {
      argv: 'open web -- curl {url:wbe}',
      stderr: 'error: {url:wbe} is no address of this command\nthere is {url:web}\n',
    },
  ])('`$argv` cannot be filled in, which is seen before anything is dialled', async ({ argv, stderr }) => {
    const seen = await run(argv, shop(), 'terminal');
    expect({ ...endOf(seen), dials: seen.dials, commands: seen.commands }).toEqual({
      code: 125,
      stdout: '',
      stderr,
      dials: [],
      commands: [],
    });
  });
});

test('a tunnel is up for exactly as long as the COMMAND runs', async () => {
  const command = { end: { kind: 'ended', code: 0 }, afterMs: 5_000 } as const;
  const seen = await run('open api -- npm test', shop({ command }), 'terminal');
  expect({ ...endOf(seen), log: seen.log, tookMs: seen.tookMs }).toEqual({
    code: 0,
    stdout: '',
    stderr:
      'kind-dev default/api: no address answers from here (published: 30080, 31696), so a tunnel to pod api-1, while the command runs\n',
    log: [
      'listen on localhost preferred 30002 for default/api:8080',
      'connect to default/api-1:8080',
      'connect to default/api-1:8080',
      'start the command',
      'close 30002',
    ],
    tookMs: 5_000,
  });
});

describe('its exit code', () => {
  test.each<{ how: string; argv: string; world: World; code: number; stderr?: string }>([
    {
      how: 'is the COMMAND’s',
      argv: 'open web -- x',
      world: { command: { end: { kind: 'ended', code: 7 } } },
      code: 7,
    },
    {
      how: 'is 126 where it is not executable',
      argv: 'open web -- ./x',
      world: { command: { end: { kind: 'not-started', because: 'not-executable' } } },
      code: 126,
      stderr: 'error: cannot run "./x": it is not executable\n',
    },
    {
      how: 'is 127 where it is not found',
      argv: 'open web -- x\u001b[31m',
      world: { command: { end: { kind: 'not-started', because: 'not-found' } } },
      code: 127,
      stderr: 'error: cannot run "x^[[31m": it is not found\n',
    },
    {
      how: 'is 125 where no address answers, and no tunnel is wanted',
      argv: 'open api --tunnel never -- x',
      world: {},
      code: 125,
      stderr: `default/api: no address answers from here (published: 30080, 31696)
    kubectl nodeport open api               a tunnel, until Ctrl-C
    kubectl nodeport open api -- COMMAND    a tunnel for as long as COMMAND runs
`,
    },
    {
      how: 'is 125 where there is no pod',
      argv: 'open pma -- x',
      world: {},
      code: 125,
      stderr: `default/pma: pod pma-1: image "pma:1" cannot be pulled: not found
    kubectl nodeport open pma --wait    waits, and says for what
`,
    },
    {
      how: 'is 125 where the cluster cannot be asked',
      argv: 'open web -- x',
      world: { failure: new AccessError('kubeconfig', 'error: context "x" does not exist') },
      code: 125,
      stderr: 'error: context "x" does not exist\n',
    },
  ])('$how', async ({ argv, world, code, stderr = '' }) => {
    expect(endOf(await run(argv, shop(world), 'pipe'))).toEqual({ code, stdout: '', stderr });
  });

  test('is that of a bug where it is one', async () => {
    const { code } = await run('open web -- x', shop({ failure: new Error('seventh') }), 'pipe');
    expect(code).toBe(70);
  });
});

describe('signals are passed on', () => {
  const world = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') =>
    shop({
      command: { end: 'when-signalled', afterMs: 0 },
      later: [at(1_000, (happening) => happening.signal(signal))],
    });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s, without a terminal', async (signal) => {
    const { code, log, tookMs } = await run('open web -- x', world(signal), 'pipe');
    expect({ code, log, tookMs }).toEqual({
      code: 130,
      log: ['start the command', `${signal} for the command`],
      tookMs: 1_000,
    });
  });

  test('but Ctrl-C on a terminal not a second time', async () => {
    const command = { end: { kind: 'ended', code: 42 }, afterMs: 2_000 } as const;
    const { code, log, tookMs } = await run('open web -- x', { ...world('SIGINT'), command }, 'terminal');
    expect({ code, log, tookMs }).toEqual({ code: 42, log: ['start the command'], tookMs: 2_000 });
  });
});

test('two ports of one Service are two addresses', async () => {
  const ports = [
    { name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' },
    { name: 'sql', port: 3306, nodePort: 31_696, protocol: 'TCP' },
  ];
  const world = shop({
    services: [service('both', {}, { ports })],
    endpointslices: [sliceJson('both', ['http', 'sql'], ['ready'])],
  });
  const { code, commands } = await run('open both:http both:sql -- x {url:both:http} {port:both:3306}', world, 'pipe');
  expect({ code, argv: commands[0]?.argv, variables: Object.keys(commands[0]?.variables ?? {}) }).toEqual({
    code: 0,
    argv: ['x', 'http://127.0.0.1:8000', '31696'],
    variables: [
      'NODEPORT_BOTH_HTTP_URL',
      'NODEPORT_BOTH_HTTP_HOST',
      'NODEPORT_BOTH_HTTP_PORT',
      'NODEPORT_BOTH_SQL_URL',
      'NODEPORT_BOTH_SQL_HOST',
      'NODEPORT_BOTH_SQL_PORT',
    ],
  });
});
