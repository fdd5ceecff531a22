import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { authProviderHeader } from '../../../src/adapters/kubernetes/auth-provider.ts';
import { AccessError } from '../../../src/errors.ts';
import { Pki } from './pki.ts';

let pki: Pki;
let server: Server;
let issuer: string;
/** The refresh tokens that were shown to the issuer, and those that it gives. */
let shown: (string | null)[];
let given: (string | undefined)[];

beforeAll(async () => {
  pki = new Pki();
  server = createServer(pki.sign('issuer', '/CN=x', 'IP:127.0.0.1'), async (request, response) => {
    const answer = { access_token: 'a', token_type: 'bearer', id_token: idToken() };
    const isToken = request.url === '/token';
    if (isToken) shown.push(new URLSearchParams(await text(request)).get('refresh_token'));
    const body = isToken ? { ...answer, refresh_token: given.shift() } : { issuer, token_endpoint: `${issuer}/token` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  pki.remove();
});

beforeEach(() => {
  [shown, given] = [[], []];
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Good for an hour from now on. */
function idToken(): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: issuer, aud: 'kubernetes', sub: 'jane', iat: now, exp: now + 3_600 };
  const parts = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.signature`;
}

function passAnHour(): void {
  vi.setSystemTime(Date.now() + 3_601_000);
}

function headerOf(tokens: Readonly<Record<string, string>>) {
  const ca = Buffer.from(pki.ca.cert).toString('base64');
  const config = { 'idp-issuer-url': issuer, 'client-id': 'kubernetes', 'idp-certificate-authority-data': ca };
  return authProviderHeader({ name: 'oidc', config: { ...config, ...tokens } });
}

test('a token that runs out meanwhile is not sent any more', async () => {
  const token = idToken();
  const header = headerOf({ 'id-token': token });
  expect(await header()).toBe(`Bearer ${token}`);
  passAnHour();
  const sentence = 'Unable to connect to the server: No valid id-token, and cannot refresh without refresh-token';
  await expect(header()).rejects.toEqual(new AccessError('kubeconfig', sentence));
});

test('it is refreshed each time that it has run out, once for all who ask', async () => {
  given = ['second', undefined, undefined];
  const header = headerOf({ 'refresh-token': 'first' });
  for (const known of [['first'], ['first', 'second'], ['first', 'second', 'second']]) {
    const expected = `Bearer ${idToken()}`;
    expect(await Promise.all([header(), header()])).toEqual([expected, expected]);
    expect(await header()).toBe(expected);
    expect(shown).toEqual(known);
    passAnHour();
  }
});
