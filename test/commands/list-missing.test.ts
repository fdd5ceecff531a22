import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { serviceJson } from './objects.ts';
import { SHOP } from './shop.ts';
import type { Ended, World } from './world.ts';

describe('an empty list', () => {
  const elsewhere: World = {
    ...SHOP,
    services: [
      ...[1, 2].map((number) =>
        serviceJson(`s${number}`, { namespace: 'shop', ports: [{ port: 80, nodePort: 30_000 + number }] }),
      ),
      serviceJson('grafana', { namespace: 'monitoring', ports: [{ port: 80, nodePort: 30_003 }] }),
      serviceJson('internal', { type: 'ClusterIP', ports: [{ port: 80 }] }),
      serviceJson('other', { type: 'ClusterIP', ports: [{ port: 80 }] }),
    ],
  };
  const EMPTY_JSON = {
    apiVersion: 'kubectl-nodeport/v1',
    kind: 'NodePortList',
    cluster: {
      context: 'kind-dev',
      distribution: 'kind',
      substrate: 'unknown',
      evidence: [{ code: 'context', value: 'kind-dev', source: 'kubeconfig' }],
      unknown: [{ code: 'container-engine', value: 'no engine found', source: '/var/run/docker.sock' }],
    },
    items: [],
  };

  test.each<{ how: string; argv: string; world: World; where: 'terminal' | 'pipe'; stderr: string }>([
    {
      how: 'one namespace, piped',
      argv: 'list',
      world: {},
      where: 'pipe',
      stderr: 'No resources found in default namespace.\n',
    },
    {
      how: 'another namespace',
      argv: 'list -n shop',
      world: {},
      where: 'terminal',
      stderr: 'No resources found in shop namespace.\n',
    },
    { how: 'all namespaces', argv: 'list -A', world: {}, where: 'terminal', stderr: 'No resources found\n' },
    {
      how: 'on a terminal, with what is elsewhere and what has no nodePort',
      argv: 'list',
      world: elsewhere,
      where: 'terminal',
      stderr: `No resources found in default namespace.
2 in namespace shop, 1 in monitoring: add -A
2 ClusterIP Services here: kubectl nodeport open NAME reaches them
`,
    },
    {
      how: 'the same, piped',
      argv: 'list',
      world: elsewhere,
      where: 'pipe',
      stderr: 'No resources found in default namespace.\n',
    },
    {
      how: 'one ClusterIP Service, all namespaces',
      argv: 'list -A',
      world: { services: [serviceJson('internal', { type: 'ClusterIP', ports: [{ port: 80 }] })] },
      where: 'terminal',
      stderr: `No resources found
1 ClusterIP Service here: kubectl nodeport open NAME reaches it
`,
    },
    {
      how: 'a namespace with an escape sequence',
      argv: 'list',
      world: {
        kubeconfig: { namespace: 'a\u001b[31m' },
        services: [serviceJson('web', { namespace: 'b\u001b[2J', ports: [{ port: 80, nodePort: 30_001 }] })],
      },
      where: 'terminal',
      stderr: 'No resources found in a^[[31m namespace.\n1 in namespace b^[[2J: add -A\n',
    },
  ])('$how', async ({ argv, world, where, stderr }) => {
    expect(endOf(await run(argv, world, where))).toEqual({ code: 0, stdout: '', stderr });
  });

  test('as JSON is an empty list, and nothing on stderr', async () => {
    const { code, stdout, stderr } = await run('list -o json', {}, 'terminal');
    expect({ code, stderr, document: JSON.parse(stdout) }).toEqual({ code: 0, stderr: '', document: EMPTY_JSON });
  });
});

describe('names', () => {
  test.each<{ how: string; argv: string; stdout: string; stderr: string }>([
    {
      how: 'one that does not exist',
      argv: 'list nope',
      stdout: '',
      stderr: 'Error from server (NotFound): services "nope" not found\n',
    },
    {
      how: 'one that exists and one that does not',
      argv: 'list web nope',
      stdout: `NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
`,
      stderr: 'Error from server (NotFound): services "nope" not found\n',
    },
    {
      how: 'one of type ClusterIP',
      argv: 'list internal',
      stdout: '',
      stderr: 'error: service "internal" is of type ClusterIP and has no nodePort\n',
    },
    {
      how: 'one that was mistyped',
      argv: 'list wbe',
      stdout: '',
      stderr: 'Error from server (NotFound): services "wbe" not found\ndid you mean `kubectl nodeport list web`?\n',
    },
    {
      how: 'one that is in another namespace',
      argv: 'list web -n shop',
      stdout: '',
      stderr: 'Error from server (NotFound): services "web" not found\ndid you mean `kubectl nodeport list web`?\n',
    },
    {
      how: 'a port that it has not',
      argv: 'list web:admin',
      stdout: '',
      stderr: 'error: service "web" has no port "admin"\nit has http (80)\n',
    },
    {
      how: 'a port that has no nodePort',
      argv: 'list internal:80',
      stdout: '',
      stderr: 'error: service "internal" is of type ClusterIP and has no nodePort for port "80"\n',
    },
    {
      how: 'a port, and one that it has not',
      argv: 'list web:http web:90',
      stdout: `NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
`,
      stderr: 'error: service "web" has no port "90"\nit has http (80)\n',
    },
    {
      how: 'one with an escape sequence',
      argv: 'list a\u001b[31m',
      stdout: '',
      stderr: 'Error from server (NotFound): services "a^[[31m" not found\n',
    },
  ])('$how', async ({ argv, stdout, stderr }) => {
    expect(endOf(await run(argv, SHOP, 'pipe'))).toEqual({ code: 2, stdout, stderr });
  });

  test('in a namespace that does not exist', async () => {
    const argvs = ['list web -n shpo', 'list web -n shpo --ignore-not-found', 'list web nope -n shpo'];
    const seen = await Promise.all(argvs.map((argv) => run(argv, { ...SHOP, namespaces: [] }, 'pipe')));
    const sentence = 'Error from server (NotFound): namespaces "shpo" not found\n';
    const hint = 'did you mean `kubectl nodeport list web`?\n';
    expect(seen.map(endOf)).toEqual([
      { code: 2, stdout: '', stderr: `${sentence}${hint}` },
      { code: 0, stdout: '', stderr: '' },
      { code: 2, stdout: '', stderr: `${sentence}${hint}${sentence}` },
    ]);
  });

  test.each(['json', 'yaml', 'name', 'jsonpath={.items}', 'custom-columns=NAME:.service'])(
    'one that does not exist is nothing to a program: -o %s',
    async (output) => {
      const { code, stdout } = await run(['list', 'nope', '-o', output], SHOP, 'pipe');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );

  test('a selector that the server does not understand is misuse', async () => {
    const services = new AccessError('bad-selector', "Error from server (BadRequest): found '=='");
    expect(endOf(await run('list -l ==', { ...SHOP, failures: { services } }, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: "Error from server (BadRequest): found '=='\n",
    });
  });

  test('more is asked only where a name is missing, and where that is forbidden the names at hand are the nearest', async () => {
    const failuresEverywhere = { services: forbidden('services', 'at the cluster scope') };
    const found = await run('list web', { ...SHOP, failuresEverywhere }, 'pipe');
    const mistyped = await run('list wbe', { ...SHOP, failuresEverywhere }, 'pipe');
    const services = ['services default'];
    expect([found, mistyped].map(({ questions }) => questions.filter((each) => each.startsWith('services')))).toEqual([
      services,
      [...services, 'services *'],
    ]);
    expect(mistyped.stderr).toMatch(/\ndid you mean `kubectl nodeport list web`\?\n$/);
  });

  const both = serviceJson('both', {
    ports: [
      { name: 'http', port: 80, nodePort: 30_080 },
      { name: 'admin', port: 81, nodePort: 30_081 },
    ],
  });

  test.each(['list both:admin', 'list svc/both:81', 'list both:30081', 'list both:admin both:81'])(
    '`%s` is the one row of that port',
    async (argv) => {
      expect(endOf(await run(argv, { ...SHOP, services: [both] }, 'pipe'))).toEqual({
        code: 0,
        stdout: 'NAME   PORT(S)        STATUS        URL\nboth   81:30081/TCP   NoEndpoints   <none>\n',
        stderr: '',
      });
    },
  );

  test.each<{ argv: string; end: Ended }>([
    { argv: 'list nope', end: { code: 0, stdout: '', stderr: '' } },
    { argv: 'list nope -o json', end: { code: 0, stdout: '', stderr: '' } },
    { argv: 'list -n shop', end: { code: 0, stdout: '', stderr: '' } },
    {
      argv: 'list nope internal',
      end: { code: 2, stdout: '', stderr: 'error: service "internal" is of type ClusterIP and has no nodePort\n' },
    },
    {
      argv: 'list mysql nope --no-headers',
      end: { code: 0, stdout: 'mysql   3306:31696/TCP   Reachable   mysql://127.0.0.1:31696\n', stderr: '' },
    },
  ])('`$argv --ignore-not-found`: who is not there is not missed', async ({ argv, end }) => {
    const seen = await run(`${argv} --ignore-not-found`, SHOP, 'terminal');
    expect(endOf(seen)).toEqual(end);
    expect(seen.questions).not.toContain('services *');
  });

  test('what is found comes before what is not, as with kubectl', async () => {
    const { screen } = await run('list nope web', SHOP, 'terminal');
    expect(screen).toBe(`NAME   PORT(S)        STATUS      URL
web    80:30080/TCP   Reachable   http://127.0.0.1:8000
Error from server (NotFound): services "nope" not found
`);
  });
});
