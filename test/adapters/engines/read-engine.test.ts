import { chmodSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { describe, expect, test } from 'vitest';
import { readEngine } from '../../../src/adapters/engines/read-engine.ts';
import type { EngineAnswer } from '../../../src/deps.ts';
import type { Port } from '../../../src/domain/port.ts';
import { aPort } from '../../domain/build.ts';
import { asNobody } from '../../support/as-nobody.ts';
import { atHome, CONTAINERS, engine, FACTS, KIND, knownAt, NODES, unknown } from './engines.ts';

const K3D = 'app=k3d';
const home = atHome();

function read(
  variables: Readonly<Record<string, string>> = {},
  labels: readonly string[] = [KIND],
  timeoutMs = 500,
  names: readonly string[] = [],
  publishing?: Port,
): Promise<EngineAnswer> {
  const environment = { variables: home.variables(variables), platform: 'linux' } as const;
  const filters = [
    ...labels.map((label) => `label=${label}` as const),
    ...names.map((name) => `name=${name}` as const),
  ];
  return readEngine({ filters, timeoutMs, publishing, canUseSsh: false }, environment);
}

const silent = () => createServer((socket) => socket.on('error', () => undefined));

test('an engine says what it is and which of its containers carry one of the labels, stopped ones too', async () => {
  const path = await home.listen(engine('box', CONTAINERS), 'd.sock');
  expect(await read({ DOCKER_HOST: `unix://${path}` }, [KIND, K3D])).toEqual(knownAt(`unix://${path}`, 'box', FACTS));
});

test.each([
  { publishing: aPort(36_443), found: 'other' },
  { publishing: aPort(41_999), found: 'chosen' },
  { publishing: undefined, found: 'chosen' },
  { publishing: aPort(50_000), found: 'chosen' },
])('of two engines with a cluster of one name, for the port $publishing it is the $found one', async (row) => {
  const [controlPlane, ...workers] = CONTAINERS;
  const others = [{ ...controlPlane, Id: '9', Labels: { [KIND]: 'dev' }, Ports: [{ ...API, PublicPort: 41_999 }] }];
  const path = await home.listen(engine('chosen', [...others, ...workers]), 'd.sock');
  await home.listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
  const answer = await read({ DOCKER_HOST: `unix://${path}` }, [KIND], 500, [], row.publishing);
  expect(answer.kind === 'known' ? answer.value.name : answer).toBe(row.found);
});

const API = { IP: '127.0.0.1', PrivatePort: 6443, Type: 'tcp' };

test.each([
  { options: ['name=seccomp,profile=builtin', 'name=rootless'], isRootless: true },
  { options: ['name=seccomp,profile=builtin', 'name=cgroupns'], isRootless: false },
])('an engine with $options runs without root: $isRootless', async ({ options, isRootless }) => {
  const info = { OperatingSystem: 'fedora', SecurityOptions: options };
  const path = await home.listen(engine('box', CONTAINERS, info), 'd.sock');
  const answer = await read({ DOCKER_HOST: `unix://${path}` });
  expect(answer.kind === 'known' && answer.value.isRootless).toBe(isRootless);
});

test('containers without a label are asked for by their names', async () => {
  const path = await home.listen(engine('box', CONTAINERS), 'd.sock');
  const answer = await read({ DOCKER_HOST: `unix://${path}` }, [], 500, ['^/?dev-(control-plane|worker)$']);
  expect(answer).toEqual(knownAt(`unix://${path}`, 'box', NODES));
});

test('a container that carries two of the labels is told once', async () => {
  const path = await home.listen(engine('box', CONTAINERS), 'd.sock');
  const answer = await read({ DOCKER_HOST: `unix://${path}` }, [KIND, `${KIND}=dev`]);
  expect(answer).toEqual(knownAt(`unix://${path}`, 'box', NODES));
});

test('Docker Desktop is asked for its system containers where it shows no others', async () => {
  const hidden = CONTAINERS.map((container) => ({
    ...container,
    Labels: { ...container.Labels, 'io.kubernetes.pod.namespace': 'kube-system' },
  }));
  const desktop = engine('docker-desktop', hidden, { OperatingSystem: 'Docker Desktop' });
  const [answer] = desktop.listeners('request');
  desktop.removeAllListeners('request').on('request', (request, response) => {
    const isShown = request.url?.includes('kube-system') || request.url === '/info';
    if (isShown) answer?.(request, response);
    else response.end('[]');
  });
  const path = await home.listen(desktop, 'd.sock');
  const told = await read({ DOCKER_HOST: `unix://${path}` });
  expect(told.kind === 'known' ? told.value.containers.map(({ name }) => name) : told).toEqual([
    'dev-control-plane',
    'dev-worker',
  ]);
});

describe('which engine is asked', () => {
  const rows: readonly [string, Record<string, string>, () => void][] = [
    [
      'DOCKER_HOST before DOCKER_CONTEXT',
      { DOCKER_HOST: 'unix://~/x.sock', DOCKER_CONTEXT: 'other' },
      () => home.context('other', { Host: 'ssh://other' }),
    ],
    ['DOCKER_HOST that is a path alone', { DOCKER_HOST: '~/x.sock' }, () => undefined],
    [
      'DOCKER_CONTEXT before the current one',
      { DOCKER_CONTEXT: 'x' },
      () => home.write('.docker/config.json', { currentContext: 'other' }),
    ],
    ['the current context', {}, () => home.write('.docker/config.json', { currentContext: 'x' })],
    [
      'the current context in $DOCKER_CONFIG',
      { DOCKER_CONFIG: '~/elsewhere' },
      () => home.write('elsewhere/config.json', { currentContext: 'y' }),
    ],
    [
      'what was chosen before minikube docker-env',
      {
        DOCKER_HOST: 'tcp://127.0.0.1:1',
        DOCKER_TLS_VERIFY: '1',
        MINIKUBE_ACTIVE_DOCKERD: 'minikube',
        MINIKUBE_EXISTING_DOCKER_HOST: 'unix://~/x.sock',
      },
      () => undefined,
    ],
    [
      'the context, where nothing was chosen before minikube docker-env',
      { DOCKER_HOST: 'tcp://127.0.0.1:1', DOCKER_CONTEXT: 'x', MINIKUBE_ACTIVE_DOCKERD: 'minikube' },
      () => undefined,
    ],
    [
      'a socket that was chosen since minikube docker-env',
      { DOCKER_HOST: 'unix://~/x.sock', MINIKUBE_ACTIVE_DOCKERD: 'minikube' },
      () => undefined,
    ],
  ];

  test.each(rows)('%s', async (_, variables, prepare) => {
    const path = await home.listen(engine('chosen', CONTAINERS), 'x.sock');
    home.context('x', { Host: `unix://${path}` });
    home.context('y', { Host: `unix://${path}` }, 'elsewhere');
    // Has them too, and is asked only after the chosen one.
    await home.listen(engine('another', CONTAINERS), '.orbstack/run/docker.sock');
    prepare();
    expect(await read(variables)).toEqual(knownAt(`unix://${path}`, 'chosen', NODES));
  });

  test.each([
    ['the socket of Docker Desktop on macOS', '.docker/run/docker.sock', {}],
    ['the socket of OrbStack', '.orbstack/run/docker.sock', {}],
    ['a profile of Colima', '.colima/work/docker.sock', {}],
    ['a rootless engine', 'run/docker.sock', { XDG_RUNTIME_DIR: '~/run' }],
    ['podman’s CONTAINER_HOST', 'p.sock', { CONTAINER_HOST: 'unix://~/p.sock' }],
    ['a context that is gone', '.docker/run/docker.sock', { DOCKER_CONTEXT: 'gone' }],
  ])('%s is found', async (_, socket, variables: Record<string, string>) => {
    const path = await home.listen(engine('found', CONTAINERS), socket);
    expect(await read(variables)).toEqual(knownAt(`unix://${path}`, 'found', NODES));
  });

  test('another one, where the chosen one has no such container', async () => {
    const empty = await home.listen(engine('empty', []), 'x.sock');
    const path = await home.listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: `unix://${empty}` })).toEqual(knownAt(`unix://${path}`, 'other', NODES));
  });

  test('another one, where the chosen one is reached over ssh', async () => {
    const path = await home.listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: 'ssh://me@box' })).toEqual(knownAt(`unix://${path}`, 'other', NODES));
  });

  test('where none has such a container, what the chosen one said stands', async () => {
    const empty = await home.listen(engine('empty', []), 'x.sock');
    await home.listen(engine('other', []), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: `unix://${empty}` })).toEqual(knownAt(`unix://${empty}`, 'empty', []));
  });

  test('tcp on loopback', async () => {
    const url = `tcp://127.0.0.1:${await home.listenOnLoopback(engine('tcp', CONTAINERS))}`;
    expect(await read({ DOCKER_HOST: url })).toEqual(knownAt(url, 'tcp', NODES));
  });
});

test('an engine that is not on loopback is asked where docker would ask it', async () => {
  // An address that reads like another machine's, and leads here.
  const url = `tcp://[::ffff:127.0.0.1]:${await home.listenOnLoopback(engine('far', CONTAINERS))}`;
  expect(await read({ DOCKER_HOST: url })).toEqual(knownAt(url, 'far', NODES));
});

describe('how long it takes', () => {
  async function timed(answer: Promise<EngineAnswer>): Promise<[EngineAnswer, number]> {
    const begin = performance.now();
    return [await answer, performance.now() - begin];
  }

  test('an engine with the containers does not wait for the chosen one that hangs', async () => {
    const hanging = await home.listen(silent(), 'x.sock');
    const path = await home.listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
    const [answer, ms] = await timed(read({ DOCKER_HOST: `unix://${hanging}` }, [KIND], 20_000));
    expect(answer).toEqual(knownAt(`unix://${path}`, 'other', NODES));
    expect(ms).toBeLessThan(5_000);
  });

  test('nor for another one that hangs', async () => {
    const empty = await home.listen(engine('empty', []), 'x.sock');
    const path = await home.listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
    await home.listen(silent(), '.docker/run/docker.sock');
    const [answer, ms] = await timed(read({ DOCKER_HOST: `unix://${empty}` }, [KIND], 20_000));
    expect(answer).toEqual(knownAt(`unix://${path}`, 'other', NODES));
    expect(ms).toBeLessThan(5_000);
  });

  test('a chosen one that is slow still has the last word where nobody else has the containers', async () => {
    const slow = engine('slow', CONTAINERS);
    const [answer] = slow.listeners('request');
    slow.removeAllListeners('request').on('request', (...both) => setTimeout(() => answer?.(...both), 250));
    const path = await home.listen(slow, 'x.sock');
    await home.listen(engine('empty', []), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: `unix://${path}` }, [KIND], 20_000)).toEqual(
      knownAt(`unix://${path}`, 'slow', NODES),
    );
  });
});

describe('why there is no answer', () => {
  test.each([
    ['an address of no known kind', 'fd://', 'no engine found', 'fd://'],
    ['a socket that is not there', 'unix:///nope/docker.sock', 'no engine found', 'unix:///nope/docker.sock'],
    ['a host that is an option', 'ssh://-oProxyCommand=x', 'no engine found', 'ssh://-oProxyCommand=x'],
    ['a login in tcp', 'tcp://me:secret@127.0.0.1:1', 'no engine found', 'tcp://127.0.0.1:1'],
  ])('%s', async (_, host, value, source) => {
    expect(await read({ DOCKER_HOST: host })).toEqual(unknown(value, source));
  });

  test('an engine that docker reaches over ssh is not asked, and told where it is', async () => {
    expect(await read({ DOCKER_HOST: 'ssh://me@box:22' })).toEqual({
      ...unknown('remote engine', 'ssh://box:22'),
      remoteHost: 'box',
    });
  });

  test('nobody to ask', async () => {
    expect(await read()).toEqual(unknown('no engine found', 'docker'));
  });

  const closing = () =>
    createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.destroy()));
  const greeting = () => createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n'));
  const answering =
    (status: number, body: string, headers: Record<string, string> = {}) =>
    () =>
      createHttpServer((__, response) => response.writeHead(status, headers).end(body));
  const endless = () =>
    createHttpServer((__, response) => {
      const more = () => response.destroyed || response.write(Buffer.alloc(1 << 20, ' '), () => setImmediate(more));
      response.on('error', () => undefined);
      more();
    });

  test.each([
    ['an engine that is silent', silent, 'timed out'],
    ['one that hangs up', closing, 'closed the connection'],
    ['something that does not speak HTTP', greeting, 'not a container engine'],
    ['something that does not speak JSON', answering(200, '<html>'), 'not a container engine'],
    ['somebody else’s JSON', answering(200, '{"hello":[]}'), 'not a container engine'],
    ['brackets without end', answering(200, '['.repeat(4 << 20)), 'not a container engine'],
    ['an engine that fails', answering(500, '{"message":"broken"}'), 'HTTP 500'],
    ['one that sends us elsewhere', answering(302, '', { location: 'http://127.0.0.1:1/info' }), 'HTTP 302'],
  ])('%s', async (_, start: () => Server, value) => {
    const path = await home.listen(start(), 'd.sock');
    expect(await read({ DOCKER_HOST: `unix://${path}` })).toEqual(unknown(value, `unix://${path}`));
  });

  test('an answer without end', async () => {
    const path = await home.listen(endless(), 'd.sock');
    const answer = await read({ DOCKER_HOST: `unix://${path}` }, [KIND], 20_000);
    expect(answer).toEqual(unknown('answer too long', `unix://${path}`));
  });

  test('a file that nobody listens on', async () => {
    const path = home.write('d.sock', '');
    expect(await read({ DOCKER_HOST: `unix://${path}` })).toEqual(unknown('not running', `unix://${path}`));
  });

  test('a socket that is not for us', async () => {
    const path = await home.listen(engine('box', CONTAINERS), 'd.sock');
    chmodSync(path, 0);
    chmodSync(home.at(''), 0o755); // who is nobody has to come to it
    await asNobody(async () => {
      expect(await read({ DOCKER_HOST: `unix://${path}` })).toEqual(unknown('permission denied', `unix://${path}`));
    });
  });
});
