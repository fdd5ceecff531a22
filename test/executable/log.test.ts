import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ApiServer, type Seen, startTls } from '../adapters/kubernetes/api-server.ts';
import { kubeconfig } from '../adapters/kubernetes/in-folder.ts';
import { Pki, type Signed } from '../adapters/kubernetes/pki.ts';

const EXECUTABLE = resolve('dist/kubectl-nodeport');
const SECRET = 'c2VjcmV0LXRoYXQtbm9ib2R5LXNlZXM';

let pki: Pki;
let serving: Signed;
let client: Signed;
let server: ApiServer;

beforeAll(() => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=x', 'IP:127.0.0.1');
  client = pki.sign('client', '/CN=alice', 'DNS:alice');
  const credential = {
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token: SECRET },
  };
  writeFileSync(join(pki.folder, 'plugin'), `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`, { mode: 0o755 });
});
afterAll(() => pki.remove());
afterEach(() => server.close());

/** An empty cluster, whose server says back what it was sent, and sets a cookie. */
async function start(): Promise<void> {
  server = await startTls({ ...serving, ca: pki.ca.cert }, ({ url, headers }: Seen) => {
    const kinds: Readonly<Record<string, string>> = { nodes: 'Node', services: 'Service' };
    const kind = kinds[/\w+(?=\?)/.exec(url)?.[0] ?? ''] ?? 'EndpointSlice';
    const echo = { 'x-echo': headers.authorization ?? '', 'set-cookie': `session=${SECRET}` };
    return { headers: echo, body: { kind: `${kind}List`, metadata: {}, items: [] } };
  });
}

interface Listed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

function list(
  args: readonly string[],
  user: object,
  variables: Readonly<Record<string, string>> = {},
  cluster: object = {},
): Promise<Listed> {
  const home = mkdtempSync(join(pki.folder, 'home-'));
  mkdirSync(join(home, '.kube'));
  const entry = {
    server: `https://127.0.0.1:${server.port}`,
    'certificate-authority': pki.ca.certFile,
    ...cluster,
  };
  writeFileSync(join(home, '.kube', 'config'), JSON.stringify(kubeconfig(entry, user)));
  return new Promise((done) => {
    const env = { HOME: home, PATH: '/usr/bin:/bin', ...variables };
    const child = execFile(EXECUTABLE, ['list', ...args], { env }, (_, stdout, stderr) =>
      done({ stdout, stderr, code: child.exitCode }),
    );
  });
}

// The second makes Bun's own client stand back.
describe.each([
  ['the quick client', {}],
  ['the client for everything else', { HTTPS_PROXY: 'http://127.0.0.1:1' }],
])('asked by %s', (_, variables) => {
  const lines = (stderr: string) =>
    stderr
      .replace(/^I\d{4} [\d:.]+ /gm, '')
      .replaceAll(`127.0.0.1:${server.port}`, 'SERVER')
      .replace(/milliseconds=\d+/g, 'milliseconds=N')
      .split(/(?<=\n)(?=")|(?=No resources)/);
  const answered = (path: string) => `"Response" verb="GET" url="https://SERVER${path}" status="200" milliseconds=N\n`;

  test('a request is a line, from level 6 on', async () => {
    await start();
    const { stderr } = await list(['-v=6'], { token: SECRET }, variables);
    expect(lines(stderr).toSorted()).toEqual([
      answered('/api/v1/namespaces/default/services?limit=500'),
      answered('/api/v1/nodes?limit=500'),
      answered('/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?limit=500'),
      'No resources found in default namespace.\n',
    ]);
  });

  test('and has headers from level 8 on, masked', async () => {
    await start();
    const { stderr } = await list(['-v', '8'], { token: SECRET }, variables);
    const url = 'verb="GET" url="https://SERVER/api/v1/nodes?limit=500"';
    expect(lines(stderr)).toContain(`"Request" ${url} headers=<
\tAccept: application/json
\tAuthorization: Bearer <masked>
\tUser-Agent: kubectl-nodeport
 >
`);
    const answer = lines(stderr).find((line) => line.startsWith(`"Response" ${url}`));
    expect(answer).toContain('\tSet-Cookie: <masked>\n');
    expect(answer).toMatch(/\tX-Echo: Bearer <masked>\n > milliseconds=N\n$/);
  });

  // [who asks, and how the server knows]
  test.each<[string, () => object, (seen: Seen) => boolean]>([
    ['a token', () => ({ token: SECRET }), ({ headers }) => headers.authorization === `Bearer ${SECRET}`],
    [
      'a name and a password',
      () => ({ username: 'u', password: SECRET }),
      ({ headers }) => headers.authorization === `Basic ${Buffer.from(`u:${SECRET}`).toString('base64')}`,
    ],
    [
      "a plugin's token",
      () => ({
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: join(pki.folder, 'plugin'),
          interactiveMode: 'Never',
        },
      }),
      ({ headers }) => headers.authorization === `Bearer ${SECRET}`,
    ],
    [
      'a key',
      () => ({
        'client-certificate': client.certFile,
        'client-key-data': Buffer.from(client.key).toString('base64'),
        as: 'bob',
        'as-user-extra': { scopes: [SECRET] },
      }),
      (seen) => seen.client === 'alice' && seen.headers['impersonate-extra-scopes'] === SECRET,
    ],
  ])('%s is in no output, at any level', async (__, user, isKnown) => {
    await start();
    const { stdout, stderr } = await list(['-v=10'], user(), variables);
    expect(server.seen.length).toBeGreaterThanOrEqual(3);
    expect(server.seen.every(isKnown)).toBe(true);
    const output = stdout + stderr;
    expect(output).toContain('"Request" verb="GET"');
    const secrets = [SECRET, Buffer.from(`u:${SECRET}`).toString('base64'), ...client.key.split('\n').slice(1, 3)];
    for (const secret of [...secrets, Buffer.from(client.key).toString('base64').slice(0, 40)]) {
      expect(output).not.toContain(secret);
    }
  });
});

test('a password in the URL of a server is in no output', async () => {
  await start();
  const { stdout, stderr } = await list(['-v=10'], {}, {}, { server: `https://me:${SECRET}@127.0.0.1:${server.port}` });
  const login = Buffer.from(`me:${SECRET}`).toString('base64');
  expect(server.seen.map(({ headers }) => headers.authorization)).toContain(`Basic ${login}`);
  expect(stdout + stderr).toContain('"Request" verb="GET"');
  for (const secret of [SECRET, login]) expect(stdout + stderr).not.toContain(secret);
});

test("a proxy's password is in no output, and who is not reached has a reason", async () => {
  await start();
  const proxy = { 'proxy-url': `http://me:${SECRET}@127.0.0.1:1` };
  const { stdout, stderr, code } = await list(['-v=10'], { token: SECRET }, {}, proxy);
  expect({ stdout, code }).toEqual({ stdout: '', code: 3 });
  expect(stderr).toMatch(/status="" err="proxyconnect tcp: connect ECONNREFUSED 127\.0\.0\.1:1" milliseconds=\d+\n/);
  expect(stderr).not.toContain(SECRET);
  expect(stderr).not.toContain(Buffer.from(`me:${SECRET}`).toString('base64'));
});

test('without -v nothing is told', async () => {
  await start();
  const { stderr } = await list([], { token: SECRET });
  expect(stderr).toBe('No resources found in default namespace.\n');
});
