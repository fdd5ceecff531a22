import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Connection } from '../../../src/domain/connection.ts';
import { AccessError, TargetError } from '../../../src/errors.ts';
import { type ApiServer, type Seen, startPlain, startTls } from './api-server.ts';
import { atHome } from './in-folder.ts';
import { Pki } from './pki.ts';

let pki: Pki;
let server: ApiServer;
/** Its certificate is for a name, and for no address. */
let named: ApiServer;
const words = new Map<string, string>();

beforeAll(async () => {
  pki = new Pki();
  const page = { body: { kind: 'List', items: [] } };
  const [right, kubernetes] = [
    pki.sign('right', '/CN=x', 'IP:127.0.0.1'),
    pki.sign('named', '/CN=x', 'DNS:kubernetes'),
  ];
  server = await startTls({ ...right, ca: pki.ca.cert }, () => page);
  named = await startTls({ ...kubernetes, ca: pki.ca.cert }, () => page);
  const other = new Pki();
  writeFileSync(join(pki.folder, 'other-ca.crt'), other.ca.cert);
  other.remove();
  for (const name of ['alice', 'bob']) pki.sign(name, `/CN=${name}`, `DNS:${name}`);
  words.set('SERVER', `https://127.0.0.1:${server.port}`);
  words.set('NAMED', `https://127.0.0.1:${named.port}`);
  words.set('PKI', pki.folder);
}, 60_000);
afterAll(async () => {
  pki.remove();
  await Promise.all([server.close(), named.close()]);
});

const USERS = {
  token: { token: 'of-file' },
  certificate: { 'client-certificate-data': 'PKI/alice.crt', 'client-key-data': 'PKI/alice.key' },
  basic: { username: 'u', password: 'p' },
  exec: { exec: { command: '/absent', apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' } },
  file: { tokenFile: '~/token' },
  other: { token: 'of-file', as: 'bob', 'as-groups': ['g'], 'as-uid': 'u', 'as-user-extra': { k: ['v'], l: ['w'] } },
};
const CLUSTERS = {
  right: { server: 'SERVER', 'certificate-authority': 'PKI/ca.crt' },
  data: { server: 'SERVER', 'certificate-authority-data': 'PKI/ca.crt' },
  named: { server: 'NAMED', 'certificate-authority': 'PKI/ca.crt', 'tls-server-name': 'kubernetes' },
  insecure: { server: 'SERVER', 'insecure-skip-tls-verify': true },
};

/** What the chosen server saw of who asked, or the sentence. */
async function ask(flags: Connection): Promise<object | string> {
  const { home, environment } = atHome({ token: 'of-token-file' });
  const contexts = Object.keys(USERS).map((user) => ({ name: user, context: { cluster: 'right', user } }));
  const others = Object.keys(CLUSTERS).map((cluster) => ({ name: cluster, context: { cluster, user: 'token' } }));
  const config = filled({
    'current-context': 'token',
    contexts: [...contexts, ...others],
    users: Object.entries(USERS).map(([name, user]) => ({ name, user })),
    clusters: Object.entries(CLUSTERS).map(([name, cluster]) => ({ name, cluster })),
  }).replaceAll('~', home);
  writeFileSync(join(home, 'kubeconfig'), withData(config));
  const seen: Seen[] = [];
  try {
    const given: Connection = { kubeconfig: join(home, 'kubeconfig'), ...JSON.parse(filled(flags)) };
    for (const each of [server, named]) each.seen.length = 0;
    const cluster = await openCluster(given, environment, '/no-pod');
    await cluster.list('nodes', { namespace: undefined }, String).finally(cluster.close);
    seen.push(...server.seen, ...named.seen);
  } catch (error) {
    if (!(error instanceof AccessError || error instanceof TargetError)) throw error;
    return error.message.replaceAll(pki.folder, 'PKI').replaceAll(home, '~');
  }
  return identityOf(seen[0]!);
}

function filled(value: object): string {
  return [...words].reduce((text, [word, meaning]) => text.replaceAll(word, meaning), JSON.stringify(value));
}

/** Files whose content is to stand in the kubeconfig itself. */
function withData(config: string): string {
  return config.replace(/"([a-z-]+-data)":"([^"]+)"/g, (_, key, path) => {
    const base64 = execFileSync('base64', ['-w0', path], { encoding: 'utf8' });
    return `"${key}":"${base64}"`;
  });
}

/** Header values are bytes to Node, and were text. */
function identityOf({ headers, client, serverName }: Seen): object {
  const asked = Object.entries(headers).filter(([name]) => /^(authorization|impersonate-.*)$/.test(name));
  const texts = asked.map(([name, value]) => [name, Buffer.from(String(value), 'latin1').toString('utf8')]);
  return { ...Object.fromEntries(texts), ...(client && { client }), ...(serverName && { serverName }) };
}

const TOKEN = { authorization: 'Bearer of-file' };
const GIVEN = { authorization: 'Bearer given' };
const WITHOUT_IP = `Unable to connect to the server: tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs`;
const NO_SUCH = 'no such file or directory';

// Each was given to kubectl 1.32, and this is what the same servers saw of it, or its sentence.
test.each<[situation: string, flags: Connection, seen: object | string]>([
  ['nothing', {}, TOKEN],
  ['a token', { token: 'given' }, GIVEN],
  ['a token beside a certificate', { context: 'certificate', token: 'given' }, { ...GIVEN, client: 'alice' }],
  ['a token instead of a plugin', { context: 'exec', token: 'given' }, GIVEN],
  ['a token and a token file', { context: 'file', token: 'given' }, { authorization: 'Bearer of-token-file' }],
  [
    'a token and a password',
    { context: 'basic', token: 'given' },
    'error: more than one authentication method found for basic; found [token basicAuth], only one is allowed',
  ],
  ['a token that is no header', { token: 'a\nsecret' }, invalid('Authorization')],
  ['a token of other letters', { token: 'ü€' }, { authorization: 'Bearer ü€' }],
  [
    'a certificate instead of a plugin',
    { context: 'exec', clientCertificate: 'PKI/bob.crt', clientKey: 'PKI/bob.key' },
    { client: 'bob' },
  ],
  [
    'a certificate beside a password',
    { context: 'basic', clientCertificate: 'PKI/bob.crt', clientKey: 'PKI/bob.key' },
    { authorization: 'Basic dTpw', client: 'bob' },
  ],
  [
    'a certificate without a key',
    { clientCertificate: 'PKI/bob.crt' },
    'error: client-key-data or client-key must be specified for token to use the clientCert authentication method.',
  ],
  ['a key alone, which is not looked at', { clientKey: '/absent' }, TOKEN],
  [
    'a certificate and a key that are not there',
    { clientCertificate: '/absent.crt', clientKey: 'absent.key' },
    `Error in configuration: 
* unable to read client-cert /absent.crt for token due to open /absent.crt: ${NO_SUCH}
* unable to read client-key absent.key for token due to open absent.key: ${NO_SUCH}`,
  ],
  ['another user', { user: 'certificate' }, { client: 'alice' }],
  ['another cluster', { cluster: 'named' }, { ...TOKEN, serverName: 'kubernetes' }],
  ['a user that is not there', { user: 'absent', cluster: 'absent' }, 'error: auth info "absent" does not exist'],
  ['a cluster that is not there', { cluster: 'absent' }, 'error: no server found for cluster "absent"'],
  ['another server, trusted by the same CA', { server: 'NAMED' }, WITHOUT_IP],
  ['another server, which ends the name', { context: 'named', server: 'NAMED' }, WITHOUT_IP],
  [
    'another server and its name',
    { server: 'NAMED', tlsServerName: 'kubernetes' },
    { ...TOKEN, serverName: 'kubernetes' },
  ],
  ['another server, whoever it is', { server: 'NAMED', insecureSkipTlsVerify: true }, TOKEN],
  [
    'a server that is none',
    { server: 'ftp://x' },
    'Unable to connect to the server: unsupported protocol scheme "ftp"',
  ],
  ['no verification, over a CA', { insecureSkipTlsVerify: true }, TOKEN],
  ['no verification, over the data of a CA', { context: 'data', insecureSkipTlsVerify: true }, TOKEN],
  [
    'no verification, and a CA',
    { insecureSkipTlsVerify: true, certificateAuthority: 'PKI/ca.crt' },
    'error: specifying a root certificates file with the insecure flag is not allowed',
  ],
  ['a CA over no verification', { context: 'insecure', certificateAuthority: 'PKI/ca.crt' }, TOKEN],
  [
    'another CA over the data of one',
    { context: 'data', certificateAuthority: 'PKI/other-ca.crt' },
    'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  [
    'a CA that is not there',
    { certificateAuthority: 'absent' },
    `error: unable to read certificate-authority absent for right due to open absent: ${NO_SUCH}`,
  ],
  [
    'a CA that is a key',
    { certificateAuthority: 'PKI/ca.key' },
    'error: unable to load root certificates: no valid certificate authority data seen',
  ],
  ['somebody else', { as: 'jane' }, { ...TOKEN, 'impersonate-user': 'jane' }],
  ['somebody else, of other letters', { as: 'jürgen' }, { ...TOKEN, 'impersonate-user': 'jürgen' }],
  ['somebody who is no header', { as: 'a\nb' }, invalid('Impersonate-User')],
  ['a group that is no header', { as: 'a', asGroups: ['a\nb'] }, invalid('Impersonate-Group')],
  [
    'somebody else, with groups and more',
    { as: 'jane', asUid: '7', asGroups: ['a', 'b,c'], asUserExtra: ['k=x', 'k=y=z', 'nothing'] },
    {
      ...TOKEN,
      'impersonate-user': 'jane',
      'impersonate-uid': '7',
      'impersonate-group': 'a, b,c',
      'impersonate-extra-k': 'x, y=z',
    },
  ],
  [
    'somebody else than the file says',
    { context: 'other', as: 'jane', asGroups: ['x'], asUserExtra: ['k=x'] },
    {
      ...TOKEN,
      'impersonate-user': 'jane',
      'impersonate-uid': 'u',
      'impersonate-group': 'x',
      'impersonate-extra-k': 'x',
      'impersonate-extra-l': 'w',
    },
  ],
  [
    'groups of nobody',
    { asGroups: ['a'] },
    'error: requesting uid, groups or user-extra for token without impersonating a user',
  ],
  [
    'a uid of nobody',
    { asUid: '7' },
    'error: requesting uid, groups or user-extra for token without impersonating a user',
  ],
])('%s', async (_, flags, seen) => {
  expect(await ask(flags)).toEqual(seen);
});

// kubectl 1.32 refuses this; since then the flags win, as they do for a CA.
test('a certificate instead of the one in the file', async () => {
  const flags = { context: 'certificate', clientCertificate: 'PKI/bob.crt', clientKey: 'PKI/bob.key' };
  expect(await ask(flags)).toEqual({ client: 'bob' });
});

test('a password in the URL of a server is neither kept nor shown', async () => {
  const { environment } = atHome({});
  const { id } = await openCluster({ server: 'http://me:secret@127.0.0.1:1/a' }, environment, '/no-pod');
  expect(id).toBe('http://127.0.0.1:1/a');
});

test.each([
  ['http://me:secret@127.0.0.1:x', 'http://127.0.0.1:x'],
  ['http://me:sec/ret@127.0.0.1:1', 'http://127.0.0.1:1'],
  ['//me:secret@127.0.0.1:1', '//127.0.0.1:1'],
])('nor in that of one that cannot be meant: %s', async (server, shown) => {
  expect(await ask({ server })).toBe(`error: host must be a URL or a host:port pair: "${shown}"`);
});

describe('a request that takes too long', () => {
  test.each(['before the handshake', 'before the answer'])('%s', async (when) => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const scheme = when === 'before the answer' ? 'http' : 'https';
    const startedAt = performance.now();
    const sentence = await ask({ server: `${scheme}://127.0.0.1:${port}`, requestTimeoutMs: 200 });
    expect(sentence).toBe(
      'Unable to connect to the server: context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    );
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('one that is in time is not disturbed', async () => {
    expect(await ask({ requestTimeoutMs: 20_000 })).toEqual(TOKEN);
  });
});

test.each([
  [{}, 'gzip'],
  [{ disableCompression: true }, undefined],
] as const)('with %j a server that may be far away is asked for %s', async (flags, encoding) => {
  const plain = await startPlain(() => ({ body: { kind: 'List', items: [] } }));
  const { environment } = atHome({});
  // It is this machine to the system alone.
  const cluster = await openCluster({ ...flags, server: `http://0.0.0.0:${plain.port}` }, environment, '/no-pod');
  await cluster.list('nodes', { namespace: undefined }, String).finally(cluster.close);
  await plain.close();
  expect(plain.seen.map(({ headers }) => headers['accept-encoding'])).toEqual([encoding]);
});

function invalid(header: string): string {
  return `Unable to connect to the server: net/http: invalid header field value for "${header}"`;
}
