import { describe, expect, test } from 'vitest';
import { endOf, forbidden, run } from '../fake-deps.ts';
import { serviceJson, sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { service, shop } from './shop.ts';

const PORTS = { http: 80, admin: 8080, mysql: 3306, metrics: 9104 };

/** This shop and a Service with ports of these names. */
function withPorts(name: string, ...ports: readonly (keyof typeof PORTS)[]): World {
  const written = ports.map((port) => ({ name: port, port: PORTS[port], protocol: 'TCP' }));
  return shop({
    services: [service(name, {}, { type: 'ClusterIP', ports: written })],
    endpointslices: [sliceJson(name, ports, ['ready'])],
  });
}

describe('a name that does not exist', () => {
  const elsewhere = serviceJson('orders', { namespace: 'shop', ports: [{ port: 80, protocol: 'TCP' }] });
  test.each<{ how: string; argv: string; stderr: string }>([
    {
      how: 'and is near to one',
      argv: 'open mysq',
      stderr: 'Error from server (NotFound): services "mysq" not found\ndid you mean `kubectl nodeport open mysql`?\n',
    },
    {
      how: 'here, but does in another namespace',
      argv: 'open orders --context kind-dev',
      stderr: `Error from server (NotFound): services "orders" not found
did you mean \`kubectl nodeport open orders -n shop --context kind-dev\`?
`,
    },
    {
      how: 'in the namespace that was given, but does in that of the context',
      argv: 'open api -n shop',
      stderr: 'Error from server (NotFound): services "api" not found\ndid you mean `kubectl nodeport open api`?\n',
    },
    {
      how: 'anywhere',
      argv: 'open nothere',
      stderr: 'Error from server (NotFound): services "nothere" not found\n',
    },
    {
      how: 'of several names',
      argv: 'open web nothere svc/mysq',
      stderr: `Error from server (NotFound): services "nothere" not found
Error from server (NotFound): services "mysq" not found
did you mean \`kubectl nodeport open mysql\`?
`,
    },
  ])('$how', async ({ argv, stderr }) => {
    const world = shop({ services: [elsewhere] });
    for (const where of ['terminal', 'pipe'] as const) {
      expect(endOf(await run(argv, world, where))).toEqual({ code: 2, stdout: '', stderr });
    }
    expect(endOf(await run(`${argv} -- true`, world, 'pipe'))).toEqual({ code: 125, stdout: '', stderr });
  });

  test('nobody needs to see other namespaces for that', async () => {
    const world = shop({ failuresEverywhere: { services: forbidden('services', 'at the cluster scope') } });
    expect(endOf(await run('open mysq', world, 'terminal'))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Error from server (NotFound): services "mysq" not found\ndid you mean `kubectl nodeport open mysql`?\n',
    });
  });
});

describe('without a name', () => {
  test('on a terminal somebody chooses', async () => {
    const seen = await run('open', shop({ picked: 1 }), 'terminal');
    expect({ code: seen.code, stdout: seen.stdout, picks: seen.picks.map(wordsOf) }).toEqual({
      code: 0,
      stdout: 'mysql://127.0.0.1:31696\n',
      picks: [
        {
          message: 'which Service?',
          choices: [
            'web        80:30080/TCP    NodePort',
            'mysql      3306:31696/TCP  NodePort',
            'api        8080:30002/TCP  NodePort',
            'internal   80/TCP          ClusterIP',
            'pma        80:30090/TCP    NodePort',
          ],
        },
      ],
    });
  });

  test('who leaves the question is gone, without a word', async () => {
    expect(endOf(await run('open', shop(), 'terminal'))).toEqual({ code: 130, stdout: '', stderr: '' });
  });

  test.each([
    { how: 'without a terminal', argv: 'open', where: 'pipe' },
    { how: 'for a program that reads the answer', argv: 'open', where: 'captured' },
    { how: 'with --url', argv: 'open --url', where: 'terminal' },
    { how: 'with a COMMAND', argv: 'open -- curl {url}', where: 'terminal' },
  ] as const)('$how the choices are an error', async ({ argv, where }) => {
    const { code, stdout, stderr, picks } = await run(argv, shop({ picked: 0 }), where);
    expect({ code, stdout, stderr, picks }).toEqual({
      code: argv.includes('--') && !argv.includes('--url') ? 125 : 2,
      stdout: '',
      stderr: `error: which Service? there is nobody to ask, so it has to be named
    kubectl nodeport open web
    kubectl nodeport open mysql
    kubectl nodeport open api
    kubectl nodeport open internal
    kubectl nodeport open pma
`,
      picks: [],
    });
  });

  test('in a namespace without Services, or with a label that none has', async () => {
    for (const argv of ['open -n empty', 'open -n empty -l app=x']) {
      expect(endOf(await run(argv, shop(), 'terminal'))).toEqual({
        code: 2,
        stdout: '',
        stderr: 'No resources found in empty namespace.\n',
      });
    }
  });
});

describe('of several ports', () => {
  test.each<{ how: string; world: World; argv: string; meant: string }>([
    { how: 'the one that is named', world: withPorts('x', 'http', 'admin'), argv: 'open x:admin', meant: 'x:8080' },
    { how: 'the one of that number', world: withPorts('x', 'http', 'admin'), argv: 'open x:8080', meant: 'x:8080' },
    { how: 'the one that speaks HTTP', world: withPorts('x', 'mysql', 'http'), argv: 'open x', meant: 'x:80' },
    { how: 'not the one for metrics', world: withPorts('x', 'metrics', 'mysql'), argv: 'open x', meant: 'x:3306' },
    { how: 'nor is metrics a second website', world: withPorts('x', 'metrics', 'http'), argv: 'open x', meant: 'x:80' },
    {
      how: 'the one for metrics where it is named',
      world: withPorts('x', 'metrics', 'mysql'),
      argv: 'open x:metrics',
      meant: 'x:9104',
    },
  ])('$how', async ({ world, argv, meant }) => {
    const { log, picks } = await run(`${argv} -- true`, world, 'terminal');
    expect({ meant: log[0]?.split(' ').at(-1), picks }).toEqual({ meant: `default/${meant}`, picks: [] });
  });

  test('two websites: somebody is asked', async () => {
    const seen = await run('open x', withPorts('x', 'http', 'admin'), 'terminal');
    expect({ code: seen.code, picks: seen.picks.map(wordsOf) }).toEqual({
      code: 130,
      picks: [{ message: 'which port of x?', choices: ['http    80/TCP', 'admin   8080/TCP'] }],
    });
  });

  test('two websites, and nobody is there', async () => {
    expect(endOf(await run('open x --context kind-dev', withPorts('x', 'http', 'admin'), 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: which port of x? there is nobody to ask, so it has to be named
    kubectl nodeport open x:http --context kind-dev
    kubectl nodeport open x:admin --context kind-dev
`,
    });
  });

  test.each<{ argv: string; world?: World; stderr: string }>([
    { argv: 'open web:grpc', stderr: 'error: service "web" has no port "grpc"\nit has http (80)\n' },
    { argv: 'open mysql:99', stderr: 'error: service "mysql" has no port "99"\nit has 3306\n' },
    {
      argv: 'open ext',
      world: { services: [serviceJson('ext', { type: 'ExternalName', externalName: 'db.example.com', ports: [] })] },
      stderr: 'error: service "ext" of type ExternalName has no ports: it is another name of db.example.com\n',
    },
  ])('`$argv` has not got that one', async ({ argv, world, stderr }) => {
    expect(endOf(await run(argv, shop(world), 'terminal'))).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('a workload stands for the Services that select it', () => {
  const deployment = (name: string, app: string) => ({
    metadata: { name, namespace: 'default' },
    spec: { template: { metadata: { labels: { app, 'pod-template-hash': '1' } } } },
  });

  test.each<{ argv: string; world?: World; stdout: string }>([
    { argv: 'open pod/web-1', stdout: 'http://127.0.0.1:8000\n' },
    { argv: 'open deploy/front', stdout: 'http://127.0.0.1:8000\n' },
    { argv: 'open deploy/front:http web', stdout: 'http://127.0.0.1:8000\n' },
  ])('`$argv`', async ({ argv, stdout }) => {
    const { code, stdout: seen } = await run(argv, shop({ deployments: [deployment('front', 'web')] }), 'pipe');
    expect({ code, stdout: seen }).toEqual({ code: 0, stdout });
  });

  test('several: all of them', async () => {
    const services = [service('web-too', { port: 80, nodePort: 31_696 }, { selector: { app: 'web' } })];
    const endpointslices = [sliceJson('web-too', [''], ['ready'])];
    const { code, stdout, picks } = await run('open pod/web-1', shop({ services, endpointslices }), 'terminal');
    expect({ code, stdout, picks }).toEqual({
      code: 0,
      stdout: 'http://127.0.0.1:8000\nmysql://127.0.0.1:31696\n',
      picks: [],
    });
  });

  test.each<{ argv: string; world?: World; stderr: string }>([
    { argv: 'open pod/gone', stderr: 'Error from server (NotFound): pods "gone" not found\n' },
    { argv: 'open deploy/gone', stderr: 'Error from server (NotFound): deployments.apps "gone" not found\n' },
    {
      argv: 'open deploy/lonely',
      world: { deployments: [deployment('lonely', 'lonely')] },
      stderr: 'error: no Service in namespace "default" selects deployment "lonely"\n',
    },
  ])('`$argv` does not', async ({ argv, world, stderr }) => {
    expect(endOf(await run(argv, shop(world), 'terminal'))).toEqual({ code: 2, stdout: '', stderr });
  });
});

function wordsOf({ message, choices }: { message: string; choices: readonly { label: string; detail?: string }[] }) {
  return { message, choices: choices.map(({ label, detail = '' }) => `${label}  ${detail}`.trimEnd()) };
}
