import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pki } from '../adapters/kubernetes/pki.ts';

/** A token of `auth-provider: oidc` that has expired is refreshed by what was bundled, in both runtimes. */
let pki: Pki;
let folder: string;
const servers: Server[] = [];
const asked: string[] = [];
const authorizations = new Set<string | undefined>();

beforeAll(() => {
  pki = new Pki();
  folder = mkdtempSync(join(tmpdir(), 'oidc-'));
});

afterAll(() => {
  for (const server of servers) server.close();
  pki.remove();
  rmSync(folder, { recursive: true });
});

const EXECUTABLE = [resolve('dist/kubectl-nodeport')];
const NODE = [process.execPath, resolve('dist/npm/kubectl-nodeport.cjs')];

test.each<[situation: string, program: readonly string[], secret: string | undefined, shown: string]>([
  [
    'the executable refreshes a token that has expired, and shows it to the API server',
    EXECUTABLE,
    undefined,
    'nothing',
  ],
  ['so does the bundle in Node', NODE, undefined, 'nothing'],
  ['a secret is told as Go tells it', EXECUTABLE, 's3cret', `Basic ${btoa('kubernetes:s3cret')}`],
])('%s', async (_, [program = '', ...args], secret, shown) => {
  asked.length = 0;
  authorizations.clear();
  const signed = pki.sign('server', '/CN=x', 'IP:127.0.0.1');
  const issuer = await listen(
    createServer(signed, (request, response) => {
      asked.push(`${request.method} ${request.url}, shown ${request.headers.authorization ?? 'nothing'}`);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answerOf(request.url, issuer)));
    }),
  );
  const api = await listen(
    createServer(signed, (request, response) => {
      authorizations.add(request.headers.authorization);
      const list = { kind: 'List', apiVersion: 'v1', metadata: {}, items: [] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(list));
    }),
  );
  const config = join(folder, 'config');
  writeFileSync(config, kubeconfig(api, issuer, secret));
  const env = { HOME: folder, KUBECONFIG: config, PATH: '' };
  const { stdout } = await promisify(execFile)(program, [...args, 'list', '-o', 'name'], { env });
  expect({ stdout, asked, authorizations }).toEqual({
    stdout: '',
    asked: ['GET /.well-known/openid-configuration, shown nothing', `POST /token, shown ${shown}`],
    authorizations: new Set([`Bearer ${idToken(issuer, VALID_SECONDS)}`]),
  });
});

const VALID_SECONDS = 3_600;

function answerOf(path: string | undefined, issuer: string): object {
  if (path !== '/token') {
    return {
      issuer,
      token_endpoint: `${issuer}/token`,
      authorization_endpoint: `${issuer}/auth`,
      jwks_uri: `${issuer}/keys`,
    };
  }
  return {
    access_token: 'a',
    token_type: 'bearer',
    id_token: idToken(issuer, VALID_SECONDS),
    refresh_token: 'r2',
    expires_in: 3_600,
  };
}

const NOW_SECONDS = Math.floor(Date.now() / 1_000);

/** Its signature is not checked by those that carry it: that is for the API server. */
function idToken(issuer: string, validSeconds: number): string {
  const claims = {
    iss: issuer,
    aud: 'kubernetes',
    sub: 'jane',
    iat: NOW_SECONDS - 60,
    exp: NOW_SECONDS + validSeconds,
  };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${parts.join('.')}.c2lnbmF0dXJl`;
}

function kubeconfig(api: string, issuer: string, secret: string | undefined): string {
  const config = {
    'idp-issuer-url': issuer,
    'client-id': 'kubernetes',
    'client-secret': secret,
    'id-token': idToken(issuer, -30),
    'refresh-token': 'r1',
    'idp-certificate-authority': pki.ca.certFile,
  };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'x',
    contexts: [{ name: 'x', context: { cluster: 'x', user: 'x' } }],
    clusters: [{ name: 'x', cluster: { server: api, 'certificate-authority': pki.ca.certFile } }],
    users: [{ name: 'x', user: { 'auth-provider': { name: 'oidc', config } } }],
  });
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
