import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openCluster } from '../../../src/adapters/kubernetes/open-cluster.ts';
import type { Cluster } from '../../../src/deps.ts';
import { AccessError } from '../../../src/errors.ts';
import { type Answer, type ApiServer, startPlain } from './api-server.ts';
import { atHome, kubeconfig } from './in-folder.ts';

let server: ApiServer | undefined;
let cluster: Cluster | undefined;
afterEach(async () => {
  cluster?.close();
  await server?.close();
});

/** The version of a server that answers so, below a path as Rancher has it. */
async function read(answer: Answer) {
  server = await startPlain(() => answer);
  const file = kubeconfig({ server: `http://127.0.0.1:${server.port}/k8s/` });
  const { home, environment } = atHome({ '.kube/config': file });
  cluster = await openCluster({}, environment, join(home, 'account'));
  return cluster.readVersion();
}

test("the server's own word, as far as it is text", async () => {
  const body = { major: '1', gitVersion: 'v1.35.4+k3s1', platform: 'linux/arm64', later: { more: true } };
  expect(await read({ body })).toEqual({ major: '1', gitVersion: 'v1.35.4+k3s1', platform: 'linux/arm64' });
  expect(server?.seen.map(({ url }) => url)).toEqual(['/k8s/version']);
});

const FORBIDDEN = {
  kind: 'Status',
  status: 'Failure',
  reason: 'Forbidden',
  message: 'forbidden: User "system:anonymous" cannot get path "/version"',
  code: 403,
};

test.each<[situation: string, answer: Answer, reason: string, message: string]>([
  [
    'nobody may ask',
    { status: 403, body: FORBIDDEN },
    'forbidden',
    `Error from server (Forbidden): ${FORBIDDEN.message}`,
  ],
  [
    'a page of a proxy',
    { body: '<html>' },
    'refused-by-server',
    'error: unable to parse the server version: it is no JSON object',
  ],
  ['a list', { body: [] }, 'refused-by-server', 'error: unable to parse the server version: it is no JSON object'],
])('%s', async (_, answer, reason, message) => {
  const error = await read(answer).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(AccessError);
  expect(error).toMatchObject({ reason, message });
});
