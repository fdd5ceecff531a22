import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import type { Speech } from '../../src/domain/speech.ts';
import { endOf, run } from './fake-deps.ts';
import { kindNodeJson, type podJson, serviceJson } from './objects.ts';
import { MET, SHOP } from './reports.ts';
import type { World } from './world.ts';

const RECORDED = /^ {2}recorded 2026-11-22T\S+\n/m;

describe.each(MET)('a report of $how', ({ name, world }) => {
  test.each(['', ' --all'])('is read again with the same text`%s`', async (flags) => {
    const first = await run(`explain ${name}${flags}`, world, 'pipe');
    const report = await run(`explain ${name} -o json`, world, 'pipe');
    const again = await run(`explain ${name} -f -${flags}`, { files: { '-': report.stdout } }, 'pipe');
    expect(again.stdout).toMatch(RECORDED);
    expect({ ...endOf(again), stdout: again.stdout.replace(RECORDED, '') }).toEqual({
      ...endOf(first),
      stdout: first.stdout.replaceAll('/Users/jane/', '~/'), // a home directory is not in it
    });
  });

  test('is read again with the same JSON, from YAML too, and nobody is asked', async () => {
    const json = await run(`explain ${name} -o json`, world, 'pipe');
    const yaml = await run(`explain ${name} -o yaml`, world, 'pipe');
    const files = { 'report.json': json.stdout, 'report.yaml': yaml.stdout };
    for (const file of Object.keys(files)) {
      const again = await run(`explain ${name} -o json -f ${file}`, { files }, 'pipe');
      expect({ ...again, stdout: JSON.parse(again.stdout) }).toMatchObject({
        ...endOf(json),
        stdout: JSON.parse(json.stdout),
        questions: [],
        dials: [],
      });
      expect(JSON.parse(again.stdout)).toEqual(JSON.parse(json.stdout));
    }
    const again = await run('explain -o yaml -f report.json', { files }, 'pipe');
    expect(load(again.stdout)).toEqual(load(yaml.stdout));
  });

  test('with other names comes to the same, and has none of the old ones', async () => {
    const plain = await run(`explain ${name} -o json`, world, 'pipe');
    const redacted = await run(`explain ${name} -o json --redact`, world, 'pipe');
    expect(redacted.code).toBe(plain.code);
    expect(conclusionsOf(redacted.stdout)).toEqual(conclusionsOf(plain.stdout));
    const text = await run(`explain ${name} --redact --all`, world, 'pipe');
    const ofText = await run('explain --all -f r.json', { files: { 'r.json': redacted.stdout } }, 'pipe');
    expect(ofText.stdout.replace(RECORDED, '')).toBe(text.stdout);
    const words = /(?<![\w-])(?:web|api|dev|typo|wep|jane|web-1|api-1|db-1)(?![\w:])/; // not of a scheme, nor of an image
    expect([words.exec(redacted.stdout), words.exec(text.stdout)]).toEqual([null, null]);
  });
});

/** What a program would act upon. */
function conclusionsOf(text: string) {
  const { cluster, status, via, endpoints, routes, problems, fixes } = JSON.parse(text);
  return {
    cluster: [cluster.distribution, cluster.substrate, cluster.evidence.map(({ code }: { code: string }) => code)],
    unknown: cluster.unknown,
    status,
    via,
    endpoints,
    routes: routes.map((route: Record<string, unknown>) => [route.via, route.port, route.status, route.timeMs]),
    problems: problems.map(({ code }: { code: string }) => code),
    fixes: fixes.map((fix: { effect: string; commands: readonly string[][] }) => [
      fix.effect,
      fix.commands.map(([program]) => program),
    ]),
  };
}

test('`-o json`: one document, in which there is all that is known and nothing secret', async () => {
  const { stdout } = await run('explain api -o json -n default --kubeconfig /home/jane/.kube/shop', SHOP, 'pipe');
  const { facts, ...document } = JSON.parse(stdout);
  expect(document).toMatchSnapshot();
  expect(Object.keys(facts)).toEqual([
    'kubeconfig',
    'machine',
    'nodes',
    'glimpsedNodes',
    'engine',
    'settings',
    'services',
    'port',
    'study',
    'attempts',
    'observed',
    'namespaceFlags',
  ]);
  expect(facts.namespaceFlags).toEqual(['-n', 'default']);
  expect(stdout).not.toMatch(/jane|--kubeconfig/);
});

test('the URL is of the scheme that was spoken', async () => {
  const network = { '127.0.0.1:8000': { outcome: 'answered', afterMs: 2 } } as const;
  const tls: Speech = { kind: 'http', scheme: 'https', status: 200, server: undefined, afterMs: 3 };
  const world: World = { ...SHOP, network, speech: { '127.0.0.1:8000': tls, '127.0.0.1:40000': tls } };
  const { url, routes } = JSON.parse((await run('explain web -o json', world, 'pipe')).stdout);
  expect([url, routes[0].url]).toEqual(['https://127.0.0.1:8000', 'http://127.0.0.1:8000']);
});

test('what a program left behind when it ended is not in it, what the engine said of one that never began is', async () => {
  const ended = (reason: string) => ({ terminated: { exitCode: 1, reason, message: `${reason}: token=secret` } });
  const [web] = SHOP.pods ?? [];
  const { metadata, spec, status } = web as ReturnType<typeof podJson>;
  const containerStatuses = [{ ...status.containerStatuses[0], state: ended('Error'), lastState: ended('StartError') }];
  const world: World = { ...SHOP, pods: [{ metadata, spec, status: { ...status, containerStatuses } }] };
  const { facts } = JSON.parse((await run('explain web -o json', world, 'pipe')).stdout);
  const [container] = facts.study.pods.value[0].containers;
  expect([container.state, container.lastEnd]).toEqual([
    { kind: 'terminated', end: { exitCode: 1, reason: 'Error' } },
    { exitCode: 1, reason: 'StartError', message: 'StartError: token=secret' },
  ]);
});

describe('a report in a file', () => {
  async function reportOf(name: string): Promise<string> {
    return (await run(`explain ${name} -o json`, SHOP, 'pipe')).stdout;
  }

  test('on standard input, which can be read once', async () => {
    const left = [await reportOf('web')];
    const files = {
      get '-'() {
        return left.pop() ?? '';
      },
    };
    expect((await run('explain -f -', { files }, 'pipe')).stdout).toMatch(/^default\/web answers at /);
  });

  test('is of another Service: it is not found, and what was probably meant is said', async () => {
    const files = { 'r.json': await reportOf('web') };
    expect(endOf(await run('explain wab -f r.json', { files }, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error from server (NotFound): services "wab" not found\ndid you mean `kubectl nodeport explain web -f r.json`?\n',
    });
  });

  test('is of another namespace than the one that was named', async () => {
    const files = { 'r.json': await reportOf('web') };
    expect(endOf(await run('explain web -n shop -f r.json', { files }, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error from server (NotFound): services "web" not found\ndid you mean `kubectl nodeport explain web -f r.json`?\n',
    });
  });

  test('beside another one: the one that was named is told of', async () => {
    const files = { 'r.json': `${await reportOf('web')}\n${await reportOf('api')}` };
    const [web, api] = await Promise.all(
      ['web', 'api'].map(async (name) =>
        JSON.parse((await run(`explain ${name} -o json -f r.json`, { files }, 'pipe')).stdout),
      ),
    );
    expect([web, api]).toEqual([JSON.parse(await reportOf('web')), JSON.parse(await reportOf('api'))]);
  });

  test('for another machine is a prediction', async () => {
    const files = { 'r.json': await reportOf('web') };
    const seen = await run('explain -f r.json --machine linux', { files }, 'pipe');
    expect(seen.stdout).not.toMatch(RECORDED);
    const { status, facts } = JSON.parse(
      (await run('explain -o json -f r.json --machine linux', { files }, 'pipe')).stdout,
    );
    expect([status, facts.engine, facts.observed.pods, seen.code]).toEqual([
      'Unverified',
      { kind: 'not-asked' },
      { kind: 'not-asked', because: 'from-file' },
      3,
    ]);
  });

  test('of a prediction stays one', async () => {
    const files = { 'all.json': JSON.stringify(serviceJson('web', { ports: [{ port: 80, nodePort: 30_080 }] })) };
    const { stdout } = await run('explain web -o json -f all.json', { files }, 'pipe');
    const again = await run('explain -o json -f r.json', { files: { 'r.json': stdout } }, 'pipe');
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(stdout));
    expect(JSON.parse(stdout)).toMatchObject({ status: 'Unverified' });
  });
});

describe('a Service of a manifest or a table', () => {
  const SERVICES = ['shop', 'test'].map((namespace) =>
    serviceJson('web', { namespace, ports: [{ port: 80, nodePort: 30_080 }] }),
  );
  const files = {
    'all.json': JSON.stringify({
      kind: 'List',
      items: [kindNodeJson('dev-worker', '172.18.0.3', '6.1.0'), ...SERVICES],
    }),
  };

  test('in two namespaces: each is named', async () => {
    expect(endOf(await run('explain web -f all.json', { files }, 'pipe'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: 2 namespaces have a Service web: there is nobody to ask, so it has to be named
    kubectl nodeport explain web -n shop -f all.json
    kubectl nodeport explain web -n test -f all.json
`,
    });
  });

  test('is expected somewhere, and nothing is dialled', async () => {
    const seen = await run('explain web -n shop -f all.json --machine linux', { files }, 'pipe');
    expect({ ...endOf(seen), dials: seen.dials, questions: seen.questions }).toMatchSnapshot();
  });

  test('without a name the cluster is explained', async () => {
    const seen = await run('explain -o json -f all.json', { files }, 'pipe');
    expect(JSON.parse(seen.stdout).kind).toBe('ClusterReport');
  });
});

describe('a report of the cluster', () => {
  test('in YAML is that of JSON', async () => {
    const [json, yaml] = await Promise.all(['json', 'yaml'].map((form) => run(`explain -o ${form}`, SHOP, 'pipe')));
    expect(load(yaml?.stdout ?? '')).toEqual(JSON.parse(json?.stdout ?? ''));
  });

  test('with other names is of the same cluster', async () => {
    const plain = JSON.parse((await run('explain -o json', SHOP, 'pipe')).stdout);
    const { stdout } = await run('explain -o json --redact', SHOP, 'pipe');
    const { cluster, facts } = JSON.parse(stdout);
    expect([
      cluster.distribution,
      cluster.substrate,
      cluster.unknown,
      cluster.context,
      facts.engine.value.endpoint,
    ]).toEqual([
      plain.cluster.distribution,
      plain.cluster.substrate,
      plain.cluster.unknown,
      'kind-cluster-1',
      '~/.docker/run/docker.sock',
    ]);
    expect((await run('explain --redact', SHOP, 'pipe')).stdout).not.toMatch(/(?<![\w-])(dev|jane)(?!\w)/);
  });
});
