import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEngine } from '../../../src/adapters/engines/read-engine.ts';
import type { EngineAnswer } from '../../../src/deps.ts';

const KIND = 'io.x-k8s.kind.cluster';
const K3D = 'app=k3d';

/** As Docker 28 and Podman 4.3 write them. */
const CONTAINERS = [
  {
    Id: '1',
    Names: ['/dev-control-plane'],
    NetworkSettings: {
      Networks: { kind: { IPAddress: '172.18.0.2', GlobalIPv6Address: 'fc00::2' }, none: { IPAddress: '' } },
    },
    Labels: { [KIND]: 'dev' },
    State: 'running',
    Ports: [
      { IP: '127.0.0.1', PrivatePort: 6443, PublicPort: 36443, Type: 'tcp' },
      { IP: '::', PrivatePort: 30053, PublicPort: 53, Type: 'udp' },
      { PrivatePort: 30001, PublicPort: 8000, Type: 'tcp' },
      { PrivatePort: 80, Type: 'tcp' },
    ],
  },
  { Id: '2', Names: ['/dev-worker'], Labels: { [KIND]: 'dev' }, State: 'exited', Ports: [] },
  { Id: '3', Names: ['/k3d-dev-serverlb'], Labels: { app: 'k3d' }, State: 'running' },
];
const FACTS = [
  {
    name: 'dev-control-plane',
    labels: { [KIND]: 'dev' },
    isRunning: true,
    addresses: ['172.18.0.2', 'fc00::2'],
    published: [
      { hostIp: '127.0.0.1', hostPort: 36443, containerPort: 6443, protocol: 'TCP' },
      { hostIp: '::', hostPort: 53, containerPort: 30053, protocol: 'UDP' },
      { hostIp: '', hostPort: 8000, containerPort: 30001, protocol: 'TCP' },
    ],
  },
  { name: 'dev-worker', labels: { [KIND]: 'dev' }, isRunning: false, addresses: [], published: [] },
  { name: 'k3d-dev-serverlb', labels: { app: 'k3d' }, isRunning: true, addresses: [], published: [] },
];

let home: string;
let servers: Server[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'e-')); // short: a socket's path has 104 characters on macOS
  servers = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  rmSync(home, { recursive: true });
});

/** An engine with these containers; it filters as Docker does: several labels mean all of them. */
function engine(name: string, containers: readonly { Labels: Record<string, string | undefined> }[]): Server {
  return createHttpServer(({ url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://engine');
    if (pathname === '/info')
      return void response.end(JSON.stringify({ OperatingSystem: 'Docker Desktop', Name: name }));
    const { label = [] }: { label?: string[] } = JSON.parse(searchParams.get('filters') ?? '{}');
    const wanted = label.map((one) => one.split('='));
    const all = searchParams.get('all') === 'true' ? containers : [];
    response.end(
      JSON.stringify(
        all.filter(({ Labels }) =>
          wanted.every(([key = '', value]) => key in Labels && (value === undefined || Labels[key] === value)),
        ),
      ),
    );
  });
}

async function listen(server: Server, socket: string): Promise<string> {
  const path = join(home, socket);
  mkdirSync(dirname(path), { recursive: true });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

function read(variables: Record<string, string> = {}, labels: readonly string[] = [KIND]): Promise<EngineAnswer> {
  return readEngine(labels, 300, { variables: { HOME: home, ...variables }, platform: 'linux' });
}

const knownAt = (path: string, name: string, containers: readonly unknown[]) => ({
  kind: 'known',
  value: { endpoint: `unix://${path}`, operatingSystem: 'Docker Desktop', name, containers },
});
const unknown = (value: string, source: string) => ({ kind: 'unknown', value, source });

test('an engine says what it is and which of its containers carry one of the labels, stopped ones too', async () => {
  const path = await listen(engine('box', CONTAINERS), 'd.sock');
  expect(await read({ DOCKER_HOST: `unix://${path}` }, [KIND, K3D])).toEqual(knownAt(path, 'box', FACTS));
});

test('a container that carries two of the labels is told once', async () => {
  const path = await listen(engine('box', CONTAINERS), 'd.sock');
  const answer = await read({ DOCKER_HOST: `unix://${path}` }, [KIND, `${KIND}=dev`]);
  expect(answer).toEqual(knownAt(path, 'box', FACTS.slice(0, 2)));
});

describe('which engine is asked', () => {
  function context(name: string, host: string, folder = '.docker'): void {
    const path = join(home, folder, 'contexts/meta', createHash('sha256').update(name).digest('hex'), 'meta.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }));
  }

  function configuration(text: string, folder = '.docker'): void {
    mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, folder, 'config.json'), text);
  }

  const rows: readonly [string, Record<string, string>, () => void][] = [
    [
      'DOCKER_HOST before DOCKER_CONTEXT',
      { DOCKER_HOST: 'unix://~/x.sock', DOCKER_CONTEXT: 'other' },
      () => context('other', 'ssh://other'),
    ],
    [
      'DOCKER_CONTEXT before the current one',
      { DOCKER_CONTEXT: 'x' },
      () => configuration('{"currentContext":"other"}'),
    ],
    ['the current context', {}, () => configuration('{"currentContext":"x"}')],
    [
      'the current context in $DOCKER_CONFIG',
      { DOCKER_CONFIG: '~/elsewhere' },
      () => configuration('{"currentContext":"y"}', 'elsewhere'),
    ],
  ];

  test.each(rows)('%s', async (_, variables, prepare) => {
    const path = await listen(engine('chosen', CONTAINERS), 'x.sock');
    context('x', `unix://${path}`);
    context('y', `unix://${path}`, 'elsewhere');
    prepare();
    const filled = Object.entries(variables).map(([name, value]) => [name, value.replace('~', home)]);
    expect(await read(Object.fromEntries(filled))).toEqual(knownAt(path, 'chosen', FACTS.slice(0, 2)));
  });

  test.each([
    ['the socket of Docker Desktop on macOS', '.docker/run/docker.sock', {}],
    ['the socket of OrbStack', '.orbstack/run/docker.sock', {}],
    ['a rootless engine', 'run/docker.sock', { XDG_RUNTIME_DIR: '~/run' }],
    ['a context that is gone', '.docker/run/docker.sock', { DOCKER_CONTEXT: 'gone' }],
  ])('%s is found', async (_, socket, variables: Record<string, string>) => {
    const path = await listen(engine('found', CONTAINERS), socket);
    const filled = Object.entries(variables).map(([name, value]) => [name, value.replace('~', home)]);
    expect(await read(Object.fromEntries(filled))).toEqual(knownAt(path, 'found', FACTS.slice(0, 2)));
  });

  test('another one, where the chosen one has no such container', async () => {
    const empty = await listen(engine('empty', []), 'x.sock');
    const path = await listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: `unix://${empty}` })).toEqual(knownAt(path, 'other', FACTS.slice(0, 2)));
  });

  test('another one, where the chosen one is on another machine', async () => {
    const path = await listen(engine('other', CONTAINERS), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: 'ssh://me@box' })).toEqual(knownAt(path, 'other', FACTS.slice(0, 2)));
  });

  test('where none has such a container, what the chosen one said stands', async () => {
    const empty = await listen(engine('empty', []), 'x.sock');
    await listen(engine('other', []), '.orbstack/run/docker.sock');
    expect(await read({ DOCKER_HOST: `unix://${empty}` })).toEqual(knownAt(empty, 'empty', []));
  });

  test('tcp on loopback is dialled', async () => {
    const server = engine('tcp', CONTAINERS);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const answer = await read({ DOCKER_HOST: url });
    expect(answer.kind === 'known' ? [answer.value.endpoint, answer.value.name] : answer).toEqual([url, 'tcp']);
  });
});

describe('why there is no answer', () => {
  test.each([
    ['another machine is not dialled', 'tcp://engine.invalid:2375', 'remote engine', 'tcp://engine.invalid:2375'],
    ['nor is ssh', 'ssh://me@box', 'remote engine', 'ssh://box'],
    ['an address of no known kind', 'fd://', 'no engine found', 'fd://'],
    ['a socket that is not there', 'unix:///nope/docker.sock', 'no engine found', 'unix:///nope/docker.sock'],
  ])('%s', async (_, host, value, source) => {
    expect(await read({ DOCKER_HOST: host })).toEqual(unknown(value, source));
  });

  const silent = () => createServer((socket) => socket.on('error', () => undefined));
  const closing = () =>
    createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.destroy()));
  const greeting = () => createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH\r\n'));
  const answering = (status: number, body: string) => () =>
    createHttpServer((__, response) => response.writeHead(status).end(body));

  test.each([
    ['an engine that is silent', silent, 'timed out'],
    ['one that hangs up', closing, 'closed the connection'],
    ['something that does not speak HTTP', greeting, 'not a container engine'],
    ['something that does not speak JSON', answering(200, '<html>'), 'not a container engine'],
    ['somebody else’s JSON', answering(200, '{"hello":[]}'), 'not a container engine'],
    ['an engine that fails', answering(500, '{"message":"broken"}'), 'HTTP 500'],
  ])('%s', async (_, start, value) => {
    const path = await listen(start(), 'd.sock');
    expect(await read({ DOCKER_HOST: `unix://${path}` })).toEqual(unknown(value, `unix://${path}`));
  });

  test('a file that nobody listens on', async () => {
    writeFileSync(join(home, 'd.sock'), '');
    expect(await read({ DOCKER_HOST: `unix://${home}/d.sock` })).toEqual(
      unknown('not running', `unix://${home}/d.sock`),
    );
  });

  test('a socket that is not for us', async () => {
    const path = await listen(engine('box', CONTAINERS), 'd.sock');
    chmodSync(path, 0);
    chmodSync(home, 0o755); // who is nobody has to come to it
    await asNobody(async () => {
      expect(await read({ DOCKER_HOST: `unix://${path}` })).toEqual(unknown('permission denied', `unix://${path}`));
    });
  });
});

/** Root may open every socket: it is another user for as long as this takes. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
