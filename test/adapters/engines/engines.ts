import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

export const KIND = 'io.x-k8s.kind.cluster';

/** As Docker 28 and Podman 4.3 write them. */
export const CONTAINERS = [
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
export const FACTS = [
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
export const NODES = FACTS.slice(0, 2);

/** A home directory with nothing in it, and servers, gone after each test. */
export function atHome() {
  let home = '';
  const servers: Server[] = [];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'e-')); // short: a socket's path has 104 characters on macOS
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    rmSync(home, { recursive: true });
  });

  function write(path: string, content: string | object, mode?: number): string {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), typeof content === 'string' ? content : JSON.stringify(content));
    if (mode !== undefined) chmodSync(join(home, path), mode);
    return join(home, path);
  }

  return {
    at: (path: string) => join(home, path),
    write,
    /** `~` is the home directory. */
    variables: (variables: Readonly<Record<string, string>>) => ({
      HOME: home,
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replaceAll('~', home)])),
    }),
    /** Returns the socket's path. */
    async listen(server: Server, socket: string): Promise<string> {
      mkdirSync(dirname(join(home, socket)), { recursive: true });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(join(home, socket), resolve));
      return join(home, socket);
    },
    /** Returns the port on 127.0.0.1. */
    async listenOnLoopback(server: Server): Promise<number> {
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      return typeof address === 'object' ? (address?.port ?? 0) : 0;
    },
    /** What `docker context create` writes; returns the context's id. */
    context(name: string, endpoint: object, folder = '.docker'): string {
      const id = createHash('sha256').update(name).digest('hex');
      write(join(folder, 'contexts/meta', id, 'meta.json'), { Name: name, Endpoints: { docker: endpoint } });
      return id;
    },
  };
}

type Labelled = {
  readonly Id: string;
  readonly Names?: readonly string[];
  readonly Labels: Readonly<Record<string, string | undefined>>;
};

/** An engine with these containers; it filters as Docker does: several labels mean all of them. */
export function engine(
  name: string,
  containers: readonly Labelled[],
  info: object = { OperatingSystem: 'Debian GNU/Linux 12 (bookworm)' },
  libpod: readonly Labelled[] = [],
): HttpServer {
  return createServer(answerAsEngine(name, containers, info, libpod));
}

export function answerAsEngine(
  name: string,
  containers: readonly Labelled[],
  info: object = { OperatingSystem: 'Debian GNU/Linux 12 (bookworm)' },
  libpod: readonly Labelled[] = [],
) {
  return ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(url, 'http://engine');
    const { label = [], name: names = [] }: { label?: string[]; name?: string[] } = JSON.parse(
      searchParams.get('filters') ?? '{}',
    );
    const wanted = label.map((one) => one.split('='));
    const select = (all: readonly Labelled[]) =>
      all
        .filter(
          ({ Names = [] }) => names.length === 0 || Names.some((each) => names.some((one) => RegExp(one).test(each))),
        )
        .filter(({ Labels }) =>
          wanted.every(([key = '', value]) => key in Labels && (value === undefined || Labels[key] === value)),
        );
    const all = searchParams.get('all') === 'true';
    const answers: Record<string, unknown> = {
      '/info': { Name: name, ...info },
      '/containers/json': all ? select(containers) : [],
      ...(libpod.length > 0 && { '/v4.0.0/libpod/containers/json': all ? select(libpod) : [] }),
    };
    if (!(pathname in answers)) response.statusCode = 404;
    response.end(JSON.stringify(answers[pathname] ?? { message: 'page not found' }));
  };
}

export const knownAt = (endpoint: string, name: string, containers: readonly unknown[]) => ({
  kind: 'known',
  value: { endpoint, operatingSystem: 'Debian GNU/Linux 12 (bookworm)', name, isRootless: false, containers },
  remoteHost: undefined,
});

export const unknown = (value: string, source: string) => ({ kind: 'unknown', value, source, remoteHost: undefined });
