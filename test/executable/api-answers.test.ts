import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Pki, type Signed } from '../adapters/kubernetes/pki.ts';
import { plain } from './api-answers/answering-servers.ts';
import { BODIES } from './api-answers/bodies.ts';
import { CONNECTIONS, CUT_OFF } from './api-answers/connections.ts';
import type { Situation } from './api-answers/situation.ts';
import { STATUSES } from './api-answers/statuses.ts';
import { askBoth, EXECUTABLE, missingKubectl } from './beside-kubectl.ts';

const TOKEN = 'token-that-nobody-sees';

const skipReason = missingKubectl();
const meta = skipReason === undefined ? {} : { skipReason };

describe.skipIf(skipReason !== undefined)("an API server's answer, told to kubectl and to us", { meta }, () => {
  let pki: Pki;
  let right: Signed;
  beforeAll(() => {
    pki = new Pki();
    right = pki.sign('right', '/CN=x', 'IP:127.0.0.1,DNS:kubernetes');
  });
  afterAll(() => pki.remove());

  const said = async ({ server: start, cluster = () => ({}), args = [], isRaw, certificate }: Situation) => {
    const server = start(certificate?.(pki) ?? right).on('tlsClientError', () => undefined);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const entry = { server: `https://127.0.0.1:${port}`, 'certificate-authority': pki.ca.certFile, ...cluster(port) };
    const [theirs, ours] = await askBoth(pki.folder, {
      cluster: entry,
      user: { token: TOKEN },
      args,
      ...(isRaw && { kubectlArgs: ['get', '--raw=/api/v1/namespaces/default/services'] }),
    });
    server.close();
    const withoutLog = theirs.stderr.split('\n').filter((line) => !/^[EWI]\d{4} /.test(line));
    return { theirs: { ...theirs, stderr: withoutLog.join('\n') }, ours };
  };

  const compare = async (row: Situation) => {
    const { kubectl, codes: [theirCode, ourCode] = [1, 3] } = row;
    const { theirs, ours } = await said(row);
    const sentence = typeof kubectl === 'string' ? `${kubectl}\n` : expect.stringMatching(kubectl);
    expect(theirs).toEqual({ stdout: '', stderr: sentence, code: theirCode });
    expect(ours).toEqual({ stdout: '', stderr: row.ours ? `${row.ours.says}\n` : sentence, code: ourCode });
    expect(ours.stderr).not.toMatch(/[^\P{Cc}\n]/u);
    expect(ours.stderr).not.toContain(TOKEN);
  };

  test.concurrent.each(STATUSES)('$situation', compare);
  test.concurrent.each(BODIES)('$situation', compare);
  test.concurrent.each(CONNECTIONS)('$situation', compare);
  test.concurrent.each(CUT_OFF)('$situation', compare);
});

test('a wait that a server asks for ends with Ctrl-C', async () => {
  const server = plain(503, { 'retry-after': '9' }, 'starting')();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const child = spawn(EXECUTABLE, ['list', `--server=http://127.0.0.1:${port}`], {
    env: { HOME: '/nowhere', PATH: '' },
  });
  server.once('request', (_, response) => response.once('close', () => setTimeout(() => child.kill('SIGINT'), 100)));
  const said = text(child.stderr);
  const [code] = await once(child, 'exit');
  expect({ code, said: await said }).toEqual({ code: 130, said: '' });
  server.close();
});
