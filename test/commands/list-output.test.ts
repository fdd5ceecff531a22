import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { endOf, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, serviceJson, sliceJson } from './objects.ts';
import type { World } from './world.ts';

/** One Service that answers by one of its two ports, and one that is not published. */
const SHOP: World = {
  nodes: [kindNodeJson('dev-worker', '172.18.0.3', '6.10.4-linuxkit')],
  engine: dockerDesktop({ 8000: 30_080 }),
  services: [
    serviceJson('web', {
      ports: [
        { name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' },
        { name: 'admin', port: 81, nodePort: 30_081, protocol: 'TCP' },
      ],
    }),
    serviceJson('api', { ports: [{ port: 8080, nodePort: 30_002, protocol: 'TCP' }] }),
  ],
  endpointslices: [sliceJson('web', ['http', 'admin'], ['ready']), sliceJson('api', [''], ['ready'])],
  network: { '127.0.0.1:8000': { outcome: 'answered', afterMs: 3.14 } },
};

const URL = 'http://127.0.0.1:8000';

test('`-o yaml` is the document of `-o json`', async () => {
  const [yaml, json] = [await run('list -o yaml', SHOP, 'terminal'), await run('list -o json', SHOP, 'terminal')];
  expect({ ...endOf(yaml), stdout: load(yaml.stdout) }).toEqual({ ...endOf(json), stdout: JSON.parse(json.stdout) });
});

describe('what is printed, in a terminal and in a pipe', () => {
  test.each<{ how: string; argv: readonly string[]; stdout: string }>([
    { how: 'each Service once', argv: ['-o', 'name'], stdout: 'service/web\nservice/api\n' },
    { how: 'a URL, and no line break', argv: ['-o', 'jsonpath={.items[*].url}'], stdout: URL },
    { how: 'a path without braces', argv: ['-ojsonpath=.items[0].service'], stdout: 'web' },
    {
      how: 'a line for each row; what is null prints nothing',
      argv: ['-o=jsonpath={range .items[*]}{.service}:{.port.port}{"\\t"}{.url}{"\\n"}{end}'],
      stdout: `web:80\t${URL}\nweb:81\t\napi:8080\t\n`,
    },
    { how: 'what has a URL', argv: ['--output', 'jsonpath={.items[?(@.url)].port.name}'], stdout: 'http' },
    { how: 'one Service is a list too', argv: ['api', '-o', 'jsonpath={.items[*].status}'], stdout: 'NotPublished' },
    {
      how: 'columns',
      argv: ['-o', 'custom-columns=NAME:.service,URL:.url,VIA:.routes[*].via'],
      stdout: `NAME   URL                     VIA
web    ${URL}   published-port
web    <none>                  <none>
api    <none>                  <none>
`,
    },
    {
      how: 'columns without their header',
      argv: ['--no-headers', '-o', 'custom-columns=NAME:.service,URL:.url'],
      stdout: `web   ${URL}\nweb   <none>\napi   <none>\n`,
    },
  ])('$how', async ({ argv, stdout }) => {
    for (const where of ['terminal', 'pipe'] as const)
      expect(endOf(await run(['list', ...argv], SHOP, where))).toEqual({ code: 0, stdout, stderr: '' });
  });
});

test('the wide table without its header', async () => {
  expect(endOf(await run('list api --no-headers -o wide', SHOP, 'pipe'))).toEqual({
    code: 0,
    stdout:
      'api   8080:30002/TCP   NotPublished   <none>   <none>   <none>   1/1   <none>   published: 30080   <none>\n',
    stderr: '',
  });
});

test('without rows there is what kubectl prints then, and no word on stderr', async () => {
  const outputs = ['name', 'jsonpath={.items[*].url}', 'custom-columns=A:.service,B:.url'];
  const seen = await Promise.all(outputs.map((output) => run(['list', '-o', output], {}, 'terminal')));
  expect(seen.map(endOf)).toEqual([
    { code: 0, stdout: '', stderr: '' },
    { code: 0, stdout: '', stderr: '' },
    { code: 0, stdout: 'A     B\n', stderr: '' },
  ]);
});

test('a Service in two namespaces is two', async () => {
  const services = ['one', 'two'].map((namespace) =>
    serviceJson('web', { namespace, ports: [{ port: 80, nodePort: 30_080 }] }),
  );
  expect((await run('list -A -o name', { services }, 'pipe')).stdout).toBe('service/web\nservice/web\n');
});

test.each<{ output: string; stderr: string }>([
  { output: 'jsonpath={.items[', stderr: 'error: error parsing jsonpath {.items[, unterminated array\n' },
  { output: 'custom-columns=A:.b[', stderr: 'error: unterminated array\n' },
])('a mistake in $output is told before anybody is asked', async ({ output, stderr }) => {
  const seen = await run(['list', '-o', output], SHOP, 'pipe');
  expect({ ...endOf(seen), questions: seen.questions }).toEqual({ code: 2, stdout: '', stderr, questions: [] });
});

test.each<{ output: string; stderr: string }>([
  {
    output: 'jsonpath={.items[7].url}',
    stderr: 'error: error executing jsonpath "{.items[7].url}": array index out of bounds: index 7, length 3\n',
  },
  {
    output: 'custom-columns=A:.routes[0].via',
    stderr: 'error: array index out of bounds: index 0, length 0\n',
  },
])('what $output asks for is not there', async ({ output, stderr }) => {
  expect(endOf(await run(['list', '-o', output], SHOP, 'pipe'))).toEqual({ code: 2, stdout: '', stderr });
});
