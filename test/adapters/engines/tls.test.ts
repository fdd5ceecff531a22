import { copyFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Pki, type Signed } from '../kubernetes/pki.ts';
import { asJson, ask, RUNTIMES } from './asking.ts';
import { answerAsEngine, atHome, CONTAINERS, engine, knownAt, NODES, unknown } from './engines.ts';

const home = atHome();
let pki: Pki;
let server: Signed;
let client: Signed;

beforeAll(() => {
  pki = new Pki();
  server = pki.sign('server', '/CN=engine', 'IP:127.0.0.1');
  client = pki.sign('client', '/CN=me', 'DNS:me');
});
afterAll(() => pki.remove());

/** What `docker` wants to find in a folder. */
function certificates(folder: string, names: readonly ('ca' | 'cert' | 'key')[] = ['ca', 'cert', 'key']): void {
  mkdirSync(home.at(folder), { recursive: true });
  const files = { ca: pki.ca.certFile, cert: client.certFile, key: client.keyFile };
  for (const name of names) copyFileSync(files[name], join(home.at(folder), `${name}.pem`));
}

/** An engine that speaks with those alone whom its CA has signed; returns its URL. */
async function listen({ cert, key } = server): Promise<string> {
  const options = { cert, key, ca: pki.ca.cert, requestCert: true, rejectUnauthorized: true };
  const secured = createServer(options, answerAsEngine('far', CONTAINERS));
  return `tcp://127.0.0.1:${await home.listenOnLoopback(secured)}`;
}

describe.each(RUNTIMES)('an engine behind TLS, asked by %s', (runtime) => {
  test('answers with the certificates of DOCKER_CERT_PATH', async () => {
    certificates('certificates');
    const url = await listen();
    const variables = { DOCKER_HOST: url, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '~/certificates' };
    expect(await ask(runtime, home.variables(variables))).toEqual(asJson(knownAt(url, 'far', NODES)));
  });

  test('answers with the certificates of ~/.docker', async () => {
    certificates('.docker');
    const url = await listen();
    const variables = { DOCKER_HOST: url, DOCKER_TLS_VERIFY: '1' };
    expect(await ask(runtime, home.variables(variables))).toEqual(asJson(knownAt(url, 'far', NODES)));
  });

  test('answers with the certificates of its context', async () => {
    const url = await listen();
    const id = home.context('far', { Host: url, SkipTLSVerify: false });
    certificates(`.docker/contexts/tls/${id}/docker`);
    expect(await ask(runtime, home.variables({ DOCKER_CONTEXT: 'far' }))).toEqual(asJson(knownAt(url, 'far', NODES)));
  });

  test('is believed without a CA where the context says so', async () => {
    const url = await listen();
    const id = home.context('far', { Host: url, SkipTLSVerify: true });
    certificates(`.docker/contexts/tls/${id}/docker`, ['cert', 'key']);
    expect(await ask(runtime, home.variables({ DOCKER_CONTEXT: 'far' }))).toEqual(asJson(knownAt(url, 'far', NODES)));
  });

  test('is not believed without a CA', async () => {
    certificates('.docker', ['cert', 'key']);
    const url = await listen();
    const variables = { DOCKER_HOST: url, DOCKER_TLS_VERIFY: '1' };
    expect(await ask(runtime, home.variables(variables))).toEqual(asJson(unknown('certificate not trusted', url)));
  });

  test('is not believed under another name', async () => {
    certificates('.docker');
    const url = await listen(pki.sign('other', '/CN=other', 'IP:127.0.0.9'));
    const variables = { DOCKER_HOST: url, DOCKER_TLS_VERIFY: '1' };
    expect(await ask(runtime, home.variables(variables))).toEqual(asJson(unknown('certificate not trusted', url)));
  });

  test('is not believed where it speaks no TLS', async () => {
    certificates('.docker');
    const url = `tcp://127.0.0.1:${await home.listenOnLoopback(engine('plain', CONTAINERS))}`;
    const variables = { DOCKER_HOST: url, DOCKER_TLS_VERIFY: '1' };
    expect(await ask(runtime, home.variables(variables))).toEqual(asJson(unknown('TLS failed', url)));
  });

  test('is not asked with files that are no certificates', async () => {
    certificates('.docker');
    home.write('.docker/cert.pem', 'nothing');
    const url = await listen();
    const variables = { DOCKER_HOST: url, DOCKER_TLS_VERIFY: '1' };
    expect(await ask(runtime, home.variables(variables))).toEqual(asJson(unknown('TLS files not usable', url)));
  });
});
