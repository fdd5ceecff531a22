import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { execCredentials } from '../../../src/adapters/kubernetes/exec-plugin.ts';
import type { ExecPlugin } from '../../../src/adapters/kubernetes/kubeconfig.ts';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Cluster } from '../../../src/deps.ts';
import { AccessError } from '../../../src/errors.ts';
import { type Answer, type ApiServer, type Seen, startTls } from './api-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';
import { Pki, type Signed } from './pki.ts';

const V1 = 'client.authentication.k8s.io/v1';
const BETA = 'client.authentication.k8s.io/v1beta1';

let pki: Pki;
let serving: Signed;
let client: Signed;
let server: ApiServer;
let answering: (request: Seen) => Answer;

beforeAll(async () => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=x', 'IP:127.0.0.1');
  client = pki.sign('client', '/CN=alice', 'DNS:alice');
  server = await startTls({ ...serving, ca: pki.ca.cert }, (request) => answering(request));
});
afterAll(async () => {
  await server.close();
  pki.remove();
});
afterEach(() => server.seen.splice(0));

/** A cluster whose user has a plugin: a shell script that notes each run in the home directory and then does this. */
async function open(script: string, exec: object = {}, files: Readonly<Record<string, string | object>> = {}) {
  const { home, environment } = atHome(
    {
      ...files,
      '.kube/login': `#!/bin/sh\ncd "$(dirname "$0")/.."\necho >> runs\n${script}\n`,
      '.kube/config': kubeconfig(
        {
          server: `https://127.0.0.1:${server.port}`,
          'certificate-authority': pki.ca.certFile,
          extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'dev' } }],
        },
        { exec: { apiVersion: V1, command: './login', interactiveMode: 'Never', ...exec } },
      ),
    },
    { PATH: '/usr/bin:/bin' },
  );
  const cluster = await openCluster({}, environment, join(home, 'account'));
  const read = (file: string) => readFileSync(join(home, file), 'utf8');
  return { cluster, home, read, runs: () => read('runs').length };
}

const list = ({ list: ask }: Cluster) => ask('nodes', { namespace: undefined }, String);
const credential = (status: object, apiVersion = V1) =>
  `printf '%s' '${JSON.stringify({ apiVersion, kind: 'ExecCredential', status })}'`;
const authorizations = () => server.seen.map(({ headers }) => headers.authorization);
const EMPTY: Answer = { body: { kind: 'List', items: [] } };

describe('what the plugin returns', () => {
  test('a token is sent; lists that start together run the plugin once', async () => {
    answering = () => EMPTY;
    const { cluster, runs } = await open(credential({ token: 't' }));
    await Promise.all([list(cluster), list(cluster), list(cluster)]);
    cluster.close();
    expect(authorizations()).toEqual(['Bearer t', 'Bearer t', 'Bearer t']);
    expect(runs()).toBe(1);
  });

  test('a certificate is shown to the server', async () => {
    answering = () => EMPTY;
    const { cluster } = await open(credential({ clientCertificateData: client.cert, clientKeyData: client.key }));
    await list(cluster);
    cluster.close();
    expect(server.seen.map((seen) => [seen.client, seen.headers.authorization])).toEqual([['alice', undefined]]);
  });

  test.each([
    // Once for the certificate of the connection, then for the header of each list.
    ['has run out', { token: 't', expirationTimestamp: '2020-01-01T00:00:00Z' }, 3],
    ['is good for long', { token: 't', expirationTimestamp: '2999-01-01T00:00:00Z' }, 1],
  ])('a token that %s', async (_, status, expected) => {
    answering = () => EMPTY;
    const { cluster, runs } = await open(credential(status));
    await list(cluster);
    await list(cluster);
    cluster.close();
    expect(runs()).toBe(expected);
  });

  test('a token that the server refuses is asked for again, for the next request', async () => {
    answering = ({ headers }) => (headers.authorization === 'Bearer 2' ? EMPTY : { status: 401, body: '' });
    const { cluster } = await open(`${credential({ token: 'RUN' })} | sed s/RUN/$(wc -l < runs | tr -d ' ')/`);
    const sentence =
      'error: You must be logged in to the server (the server has asked for the client to provide credentials (get nodes))';
    await expect(list(cluster)).rejects.toEqual(new AccessError('unauthorized', sentence));
    expect(await list(cluster)).toEqual([]);
    cluster.close();
    expect(authorizations()).toEqual(['Bearer 1', 'Bearer 2']);
  });
});

test('a plugin that failed is run again, for the next request', async () => {
  answering = () => EMPTY;
  const { cluster, runs } = await open(`[ $(wc -l < runs) -gt 1 ] || exit 7; ${credential({ token: 't' })}`);
  const sentence = 'login failed with exit code 7';
  const failed = await Promise.allSettled([list(cluster), list(cluster)]);
  expect(failed.map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
    expect.stringContaining(sentence),
    expect.stringContaining(sentence),
  ]);
  expect(runs()).toBe(1);
  expect(await list(cluster)).toEqual([]);
  cluster.close();
  expect(runs()).toBe(2);
});

test('whoever waits for a plugin gets what it says, though the server refuses another request meanwhile', async () => {
  const { home, environment } = atHome(
    { login: `#!/bin/sh\n${credential({ token: 't' })}\n` },
    { PATH: '/usr/bin:/bin' },
  );
  const plugin: ExecPlugin = {
    command: join(home, 'login'),
    args: [],
    env: [],
    apiVersion: V1,
    installHint: undefined,
    providesClusterInfo: false,
    interactiveMode: 'Never',
  };
  const { authorization, refused } = execCredentials({ plugin, cluster: {}, kuberc: undefined }, environment);
  const asked = authorization();
  refused();
  expect(await asked).toBe('Bearer t');
});

describe('what the plugin is given', () => {
  test.each([
    ['v1', V1, 'Never'],
    ['v1beta1', BETA, undefined],
  ])('%s: the cluster, if it wants it, and its own variables', async (_, apiVersion, interactiveMode) => {
    answering = () => EMPTY;
    const script = `printf '%s' "$KUBERNETES_EXEC_INFO" > info; printf '%s %s' "$MINE" "$1" > given; ${credential({ token: 't' }, apiVersion)}`;
    const { cluster, read } = await open(script, {
      apiVersion,
      interactiveMode,
      provideClusterInfo: true,
      args: ['first'],
      env: [{ name: 'MINE', value: 'own' }],
    });
    await list(cluster);
    cluster.close();
    expect(JSON.parse(read('info'))).toEqual({
      apiVersion,
      kind: 'ExecCredential',
      spec: {
        cluster: {
          server: `https://127.0.0.1:${server.port}`,
          'certificate-authority-data': Buffer.from(pki.ca.cert).toString('base64'),
          config: { audience: 'dev' },
        },
        interactive: false,
      },
    });
    expect(read('given')).toBe('own first');
  });
});

const HELP = `

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins`;

// [situation, the script, the words of kubectl 1.33 after «getting credentials: », what the plugin's entry adds]
const FAILURES: readonly [string, string, string, object?][] = [
  [
    'is not installed',
    '',
    `exec: executable nope-login not found${HELP}\n\nbrew install U+001Bit`,
    { command: 'nope-login', installHint: 'brew install \u001bit' },
  ],
  ['fails', 'exit 7', 'exec: executable ~/.kube/login failed with exit code 7'],
  ['is ended by a signal', 'kill -9 $$', 'exec: executable ~/.kube/login failed with exit code -1'],
  [
    'speaks another version',
    credential({ token: 't' }, BETA),
    `exec plugin is configured to use API version ${V1}, plugin returned version ${BETA}`,
  ],
  ['says nothing of use', credential({}), "exec plugin didn't return a token or cert/key pair"],
  [
    'forgets the key',
    credential({ clientCertificateData: 'x' }),
    'exec plugin returned only certificate or key, not both',
  ],
  [
    'does not write JSON',
    'echo hello',
    String.raw`decoding stdout: couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`,
  ],
  ['shows a secret instead', 'echo "hello: [secret"', "decoding stdout: couldn't get version/kind; json parse error"],
  [
    'means no time',
    credential({ token: 't', expirationTimestamp: '2020-01-01' }),
    'decoding stdout: parsing time "2020-01-01" as "2006-01-02T15:04:05Z07:00"',
  ],
  [
    'is of no known format',
    'x',
    'exec: fork/exec ~/.kube/nothing: no such file or directory',
    { command: './nothing' },
  ],
  [
    'must ask and cannot',
    credential({ token: 't' }),
    'exec plugin cannot support interactive mode: standard input is not a terminal',
    { interactiveMode: 'Always' },
  ],
];

test.each(FAILURES)('a plugin that %s', async (_, script, words, exec = {}) => {
  const { cluster, home } = await open(script, exec);
  const failure = await list(cluster).catch((error: unknown) => error);
  cluster.close();
  const sentence = `Unable to connect to the server: getting credentials: ${words.replace('~', home)}`;
  expect(failure).toEqual(new AccessError('kubeconfig', sentence));
  expect(server.seen).toEqual([]);
});

// [what ~/.kube/kuberc says, kubectl 1.35's sentence; undefined: the plugin runs]
test.each<[string | object, string | undefined]>([
  [{}, undefined],
  ['a: [', undefined],
  ['', undefined],
  [kuberc({ credentialPluginPolicy: 'AllowAll' }), undefined],
  [
    kuberc({ credentialPluginPolicy: 'DenyAll' }),
    refused('plugin "~/.kube/login" not allowed: policy set to "DenyAll"'),
  ],
  [
    `kind: Other\n---\n${JSON.stringify(kuberc({ credentialPluginPolicy: 'DenyAll' }))}`,
    refused('plugin "~/.kube/login" not allowed: policy set to "DenyAll"'),
  ],
  [
    kuberc(allowed('aws', '/usr/bin/login')),
    refused('plugin path "~/.kube/login" is not permitted by the credential plugin allowlist'),
  ],
  [
    kuberc(allowed()),
    'error occurred while applying preferences credential plugin policy set to "Allowlist", but allowlist is empty; use "DenyAll" policy instead',
  ],
  [
    kuberc({ credentialPluginPolicy: 'Perhaps' }),
    'error occurred while applying preferences unknown plugin policy: "Perhaps"',
  ],
])('kuberc %j', async (file, sentence) => {
  answering = () => EMPTY;
  const { cluster, home } = await open(credential({ token: 't' }), {}, { '.kube/kuberc': file });
  const asked = list(cluster).finally(cluster.close);
  if (sentence === undefined) expect(await asked).toEqual([]);
  else await expect(asked).rejects.toEqual(new AccessError('kubeconfig', sentence.replaceAll('~', home)));
});

function kuberc(fields: object): object {
  return { apiVersion: 'kubectl.config.k8s.io/v1beta1', kind: 'Preference', ...fields };
}

function allowed(...names: readonly string[]): object {
  return { credentialPluginPolicy: 'Allowlist', credentialPluginAllowlist: names.map((name) => ({ name })) };
}

function refused(because: string): string {
  return `Unable to connect to the server: getting credentials: ${because}`;
}

test('a plugin is not run where there is a token', async () => {
  answering = () => EMPTY;
  const exec = { exec: { apiVersion: V1, command: './login', interactiveMode: 'Never' } };
  const file = { server: `https://127.0.0.1:${server.port}`, 'certificate-authority': pki.ca.certFile };
  const { home, environment } = atHome({ '.kube/config': kubeconfig(file, { ...exec, token: 'mine' }) });
  const cluster = await openCluster({}, environment, join(home, 'account'));
  await list(cluster);
  cluster.close();
  expect(authorizations()).toEqual(['Bearer mine']);
});

const LOGIN = 'echo open this page >&2; printf "%s" "$KUBERNETES_EXEC_INFO"; cat';

/** Runs it in a program of its own, whose streams are seen. */
function runIn(environment: object, script: string) {
  const code = `
    import { runPlugin } from ${JSON.stringify(new URL('../../../src/adapters/kubernetes/exec-run.ts', import.meta.url))};
    const plugin = { command: 'sh', args: ['-c', ${JSON.stringify(script)}], env: [], interactiveMode: 'IfAvailable' };
    const environment = { variables: { PATH: '/usr/bin:/bin' }, platform: 'linux', ...${JSON.stringify(environment)} };
    console.log(await runPlugin({ plugin, cluster: {}, policy: { kind: 'all' } }, environment).catch(({ message }) => message));`;
  const args = ['--input-type=module', '-e', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', input: 'typed' });
  return { stdout, stderr };
}

test('what a plugin says on stderr reaches the person at once', () => {
  expect(runIn({ isStdinTerminal: false }, LOGIN).stderr).toBe('open this page\n');
});

test('where nobody is there a plugin says nothing, hears nothing, and knows it', () => {
  expect(runIn({ isStdinTerminal: false, unattendedUntilMs: 20_000 }, LOGIN)).toEqual({
    stdout: '{"kind":"ExecCredential","spec":{"interactive":false}}\n\n',
    stderr: '',
  });
});

test.each([
  ['that takes long', 500],
  ['that is run when the time is over', 0],
])('where nobody is there a plugin %s is ended', (_, unattendedUntilMs) => {
  expect(runIn({ isStdinTerminal: false, unattendedUntilMs }, 'trap "" TERM; exec sleep 100')).toEqual({
    stdout: 'exec: executable sh failed with exit code -1\n',
    stderr: '',
  });
});
