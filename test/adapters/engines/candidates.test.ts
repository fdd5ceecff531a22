import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { candidates } from '../../../src/adapters/engines/candidates.ts';
import { farHostOf, parseEndpoint } from '../../../src/adapters/engines/endpoint.ts';
import { atHome } from './engines.ts';

const home = atHome();

/** What is outside the test's home is this machine's. */
function urls(variables: Readonly<Record<string, string>> = {}): readonly string[] {
  return [...candidates({ variables: home.variables(variables), platform: 'linux' })]
    .map(({ url }) => url)
    .filter((url) => url.includes(home.at('')) || !url.startsWith('unix:'))
    .map((url) => url.replace(home.at(''), '~'));
}

test('all that are there are candidates, the chosen one first', () => {
  const paths = [
    '.docker/run/docker.sock',
    '.colima/default/docker.sock',
    '.colima/work/docker.sock',
    'colima/a/docker.sock',
    'config/colima/b/docker.sock',
    '.lima/docker/sock/docker.sock',
    '.lima/podman/sock/podman.sock',
    'lima/c/sock/docker.sock',
    '.local/share/containers/podman/machine/podman.sock',
    'tmp/podman/podman-machine-default-api.sock',
    'run/podman/podman.sock',
    'context.sock',
    'podman.sock',
  ];
  for (const path of ['.colima/_lima/docker.sock', '.lima/_config/sock/docker.sock', ...paths]) home.write(path, '');
  home.context('another', { Host: `unix://${home.at('context.sock')}` });
  const variables = {
    DOCKER_HOST: 'unix://~/chosen.sock',
    COLIMA_HOME: '~/colima',
    XDG_CONFIG_HOME: '~/config',
    LIMA_HOME: '~/lima',
    TMPDIR: '~/tmp/',
    XDG_RUNTIME_DIR: '~/run',
    CONTAINER_HOST: 'unix://~/podman.sock',
  };
  const [chosen, ...others] = urls(variables);
  expect([chosen, others.sort()]).toEqual(['unix://~/chosen.sock', paths.map((path) => `unix://~/${path}`).sort()]);
});

test('only the chosen one may be on another machine', () => {
  home.context('far', { Host: 'tcp://203.0.113.1:2376' });
  home.context('near', { Host: 'tcp://127.0.0.1:2376' });
  home.context('over-ssh', { Host: 'ssh://box' });
  expect([urls({ DOCKER_CONTEXT: 'far', CONTAINER_HOST: 'tcp://203.0.113.2:8080' }), urls()]).toEqual([
    ['tcp://203.0.113.1:2376', 'tcp://127.0.0.1:2376'],
    ['tcp://127.0.0.1:2376'],
  ]);
});

test('one that has two names is asked once', () => {
  home.write('.docker/run/docker.sock', '');
  mkdirSync(home.at('.orbstack/run'), { recursive: true });
  symlinkSync(home.at('.docker/run/docker.sock'), home.at('.orbstack/run/docker.sock'));
  expect(urls()).toEqual(['unix://~/.docker/run/docker.sock']);
});

test('contexts and profiles are many, the questions are not', () => {
  for (let index = 0; index < 99; index += 1) home.context(`c-${index}`, { Host: `tcp://127.0.0.1:${index + 1000}` });
  const contexts = urls().length;
  for (const folder of ['.colima', 'other']) {
    for (let index = 0; index < 99; index += 1) home.write(`${folder}/p-${index}/docker.sock`, '');
  }
  expect([contexts, urls().length, urls({ COLIMA_HOME: '~/other' }).length]).toEqual([16, 32, 32]);
});

test('what is no context is none', () => {
  home.write('.docker/contexts/meta/1/meta.json', '{"Endpoints":{"docker":{"Host":7}}}');
  home.write('.docker/contexts/meta/2/meta.json', '{"Endpoints":null}');
  home.write('.docker/contexts/meta/3/meta.json', '{');
  home.write('.docker/contexts/meta/4', '');
  expect(urls()).toEqual([]);
});

const TLS = { isVerified: true, folder: '/c' };

test.each([
  ['tcp://10.0.0.5', { kind: 'tcp', host: '10.0.0.5', port: 2376, tls: TLS }, '10.0.0.5'],
  ['tcp://engine.example:1234/', { kind: 'tcp', host: 'engine.example', port: 1234, tls: TLS }, 'engine.example'],
  ['10.0.0.5:2375', { kind: 'tcp', host: '10.0.0.5', port: 2375, tls: TLS }, '10.0.0.5'],
  ['tcp://[2001:db8::5]:1', { kind: 'tcp', host: '2001:db8::5', port: 1, tls: TLS }, '2001:db8::5'],
  ['tcp://dind_1:1', { kind: 'tcp', host: 'dind_1', port: 1, tls: TLS }, undefined], // compose allows it, a URL does not
  ['tcp://:1', { kind: 'tcp', host: '127.0.0.1', port: 1, tls: TLS }, undefined],
  ['tcp://localhost', { kind: 'tcp', host: 'localhost', port: 2376, tls: TLS }, undefined],
  ['tcp://10.0.0.5:99999', { kind: 'unusable' }, undefined],
  ['tcp://10.0.0.5:1/path', { kind: 'unusable' }, undefined],
  ['ssh://a_b', { kind: 'ssh', host: 'a_b', user: undefined, port: undefined, socket: undefined }, undefined],
  [
    'ssh://[2001:db8::5]:1',
    { kind: 'ssh', host: '2001:db8::5', user: undefined, port: 1, socket: undefined },
    '2001:db8::5',
  ],
  ['ssh://127.0.0.1:1/', { kind: 'ssh', host: '127.0.0.1', user: undefined, port: 1, socket: undefined }, undefined],
  ['unix://relative', { kind: 'unusable' }, undefined],
])('%s is read as docker reads it', (url, endpoint, farHost) => {
  const parsed = parseEndpoint({ url, tls: TLS });
  expect([parsed, farHostOf(parsed)]).toEqual([{ ...endpoint, url }, farHost]);
});

test.each([
  'ssh://-oProxyCommand=x/',
  'ssh://me@-x',
  'ssh://-l@box',
  'ssh://me:secret@box',
  'ssh://box/$(x)',
  'ssh://box/x y',
  'ssh://b x',
  'ssh://box?x',
  'ssh://',
  'tcp://me:p/w@10.0.0.5',
])('%s holds what must not become an argument', (url) => {
  const shown = url.replace(/\/\/.*@/, '//');
  expect(parseEndpoint({ url, tls: undefined })).toEqual({ kind: 'unusable', url: shown });
});
