import { describe, expect, test } from 'vitest';
import { endOf, run } from '../fake-deps.ts';
import { serviceJson, sliceJson } from '../objects.ts';
import type { World } from '../world.ts';
import { CTRL_C, service, shop } from './shop.ts';

const ESCAPE = '\u001b]0;x\u0007\u202e';

describe('the page that is opened', () => {
  const withPath = (path: string) => {
    const annotations = { 'kubectl-nodeport/path': path };
    const [, ...services] = shop().services ?? [];
    const web = service('web', { name: 'http', port: 80, nodePort: 30_080 }, { annotations });
    return { ...shop(), services: [web, ...services] };
  };

  test.each<{ how: string; argv?: string; path: string; url: string }>([
    { how: 'the one of the annotation', path: '/admin', url: 'http://127.0.0.1:8000/admin' },
    {
      how: 'the one of --path, before that of the annotation',
      argv: 'open web --path /x?a=1',
      path: '/admin',
      url: 'http://127.0.0.1:8000/x?a=1',
    },
    { how: 'two slashes are no other host', path: '//evil.example/', url: 'http://127.0.0.1:8000//evil.example/' },
    { how: 'backslashes neither', path: '/\\evil.example', url: 'http://127.0.0.1:8000' },
    { how: 'an @ without a slash is no path', path: '@evil.example/', url: 'http://127.0.0.1:8000' },
    { how: 'a number without a slash is not another port', path: '1/', url: 'http://127.0.0.1:8000' },
    { how: 'a URL is no path', path: 'https://evil.example/', url: 'http://127.0.0.1:8000' },
    {
      how: 'control characters are none',
      path: `/${ESCAPE}`,
      url: 'http://127.0.0.1:8000',
    },
    { how: 'nor does a line end in it', path: '/a\r\nb', url: 'http://127.0.0.1:8000' },
    { how: 'what is usual in one is one', path: '/a-b/%20?c=d,e#/f', url: 'http://127.0.0.1:8000/a-b/%20?c=d,e#/f' },
    { how: 'nothing of it is a word of a shell', path: '/$(id)', url: 'http://127.0.0.1:8000' },
    { how: 'nor between two', path: '/?a=1;id', url: 'http://127.0.0.1:8000' },
    { how: 'nor in the background', path: '/?a=1&id', url: 'http://127.0.0.1:8000' },
    { how: 'nor in old quotes', path: '/?`id`', url: 'http://127.0.0.1:8000' },
  ])('$how', async ({ argv = 'open web', path, url }) => {
    const seen = await run(argv, withPath(path), 'terminal');
    const { pathname, search, hash } = new URL(url);
    expect({ code: seen.code, stdout: seen.stdout, opened: seen.opened }).toEqual({
      code: 0,
      stdout: `${url}\n`,
      opened: [`open http://127.0.0.1:8000${pathname}${search}${hash}`],
    });
  });

  test('has no place in the URL of a database', async () => {
    const services = [
      service('mysql', { port: 3306, nodePort: 31_696 }, { annotations: { 'kubectl-nodeport/path': '/x' } }),
    ];
    expect((await run('open mysql', { ...shop(), services }, 'pipe')).stdout).toBe('mysql://127.0.0.1:31696\n');
    expect((await run('open mysql --path /x', shop(), 'pipe')).stdout).toBe('mysql://127.0.0.1:31696\n');
  });
});

describe('no control character reaches a terminal', () => {
  const clean = /^[\n\x20-\x7e^]*$/;
  const name = `a${ESCAPE}`;
  const hostileService = serviceJson(name, {
    type: 'ClusterIP',
    labels: { app: 'x' },
    selector: { app: ESCAPE },
    ports: [{ name: `p${ESCAPE}`, port: 80, protocol: 'TCP' }],
  });
  const twoPorts = serviceJson(name, {
    labels: { app: 'x' },
    ports: [
      { name: `p${ESCAPE}`, port: 1, protocol: 'TCP' },
      { name: 'q', port: 2, protocol: 'TCP' },
    ],
  });
  const pods = [
    { metadata: { name: `b${ESCAPE}`, namespace: 'default', labels: { app: ESCAPE } }, status: { phase: ESCAPE } },
  ];

  test.each<{ how: string; argv: readonly string[]; world: World }>([
    {
      how: 'of a Service that is tunnelled to',
      argv: ['open', '-l', 'app=x'],
      world: { services: [hostileService], endpointslices: [sliceJson(name, [`p${ESCAPE}`], ['ready'])] },
    },
    {
      how: 'of a Service without pods',
      argv: ['open', '-l', 'app=x', '--wait=1s'],
      world: { services: [hostileService], pods },
    },
    {
      how: 'of a Service without an address',
      argv: ['open', '-l', 'app=x', '--url'],
      world: { services: [hostileService] },
    },
    { how: 'of ports that may be chosen', argv: ['open', '-l', 'app=x', '--url'], world: { services: [twoPorts] } },
    { how: 'of ports that are there', argv: ['open', `${name}:z`], world: { services: [hostileService] } },
    {
      how: 'of another name',
      argv: ['open', 'ext'],
      world: { services: [serviceJson('ext', { type: `${ESCAPE}\nx`, externalName: ESCAPE, ports: [] })] },
    },
    { how: 'of a context', argv: ['open', 'web'], world: { kubeconfig: { context: ESCAPE } } },
    {
      how: 'of a server’s greeting',
      argv: ['open', 'mysql'],
      world: { speech: { '127.0.0.1:31696': { kind: 'greeted', scheme: 'mysql', server: ESCAPE, afterMs: 1 } } },
    },
    {
      how: 'of a namesake’s namespace',
      argv: ['open', 'gone'],
      world: { services: [serviceJson('gone', { namespace: ESCAPE, ports: [] })] },
    },
    { how: 'of what was typed', argv: ['open', name, '-n', ESCAPE], world: {} },
  ])('$how', async ({ argv, world }) => {
    for (const where of ['terminal', 'pipe'] as const) {
      const { screen } = await run(
        argv,
        shop({ ...world, later: argv.includes('--url') || where === 'pipe' ? [] : [CTRL_C] }),
        where,
      );
      expect(screen.replaceAll('\ufffd', '?')).toMatch(clean);
      expect(screen).not.toBe('');
    }
  });

  test('nor a question', async () => {
    const { picks } = await run(['open', '-l', 'app=x'], shop({ services: [twoPorts] }), 'terminal');
    expect(picks).toEqual([
      {
        message: 'which port of a^[]0;x\ufffd\ufffd?',
        choices: [
          { label: 'p^[]0;x\ufffd\ufffd   1/TCP', spellings: [[`${name}:p${ESCAPE}`]] },
          { label: 'q           2/TCP', spellings: [[`${name}:q`]] },
        ],
      },
    ]);
  });
});

test('a name that would be a flag is in no command that is to be pasted', async () => {
  const services = [
    serviceJson('--kubeconfig=x', { type: 'ClusterIP', labels: { app: 'x' }, ports: [{ port: 80, protocol: 'TCP' }] }),
  ];
  expect(endOf(await run('open -l app=x --url', shop({ services }), 'terminal'))).toEqual({
    code: 1,
    stdout: '',
    stderr: 'default/--kubeconfig=x: it has no nodePort\n',
  });
});

test.each(['evil.example/x', 'a b', '127.0.0.1:80@evil.example', ESCAPE])(
  'a load balancer’s host %j is in no URL',
  async (hostname) => {
    const web = service('lb', { name: 'http', port: 80 }, { type: 'LoadBalancer' });
    const services = [{ ...web, status: { loadBalancer: { ingress: [{ hostname }] } } }];
    const { code, stdout, dials } = await run('open lb --url', shop({ services }), 'terminal');
    expect({ code, stdout, dials }).toEqual({ code: 1, stdout: '', dials: [] });
  },
);
