import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DemoFailure } from '../../scripts/demo/demo-failure.ts';
import { refuseForeignRoutes } from '../../scripts/demo/dial-guard.ts';

/** README's second command, on the executable that the build has left. */
const DEMO = resolve('scripts/demo.ts');
const FACTS = resolve('scripts/demo/facts');

const KUBECTL = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'kubectl')));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  mkdirSync(temporary());
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the demo', { timeout: 30_000 }, () => {
  test('shows a row of every kind, and leaves nothing behind', async () => {
    const { stdout, ...rest } = await finished(start({ path: '' }));
    expect(rest).toEqual({ stderr: '', code: 0 });
    expect(withoutWhatVaries(stdout)).toBe(`${INTRODUCTION}
$ kubectl-nodeport list
${LIST}
$ kubectl-nodeport list -o wide
${WIDE}
${LAST_WORDS}
    PATH="$PWD/dist:$PATH" kubectl-nodeport list
`);
  });

  const needsKubectl = { skip: KUBECTL === undefined, meta: { skipReason: 'there is no kubectl on this machine' } };

  test('is run through kubectl where there is one', needsKubectl, async () => {
    const { stdout, ...rest } = await finished(start({ path: KUBECTL ?? '' }));
    expect(rest).toEqual({ stderr: '', code: 0 });
    expect(withoutWhatVaries(stdout)).toBe(`${INTRODUCTION}
$ kubectl get services
${SERVICES}
$ kubectl nodeport list
${LIST}
$ kubectl nodeport list -o wide
${WIDE}
${LAST_WORDS}
    PATH="$PWD/dist:$PATH" kubectl nodeport list
`);
  });

  test.each([
    ['a node', 'nodes.json', '"127.18.0.3"', '"192.168.65.3"', 'node demo-worker hold 192.168.65.3'],
    [
      'a published port',
      'containers.json',
      '"IP": "127.0.0.1"',
      '"IP": "0.0.0.0"',
      'container /demo-worker hold 0.0.0.0',
    ],
    [
      'a load balancer',
      'services.json',
      '"loadBalancer": {}',
      '"loadBalancer": { "ingress": [{ "hostname": "lb.example" }] }',
      'service admin hold lb.example',
    ],
  ])('starts nothing where %s is beyond this machine', async (_, file, local, foreign, said) => {
    const facts = join(folder, 'facts');
    cpSync(FACTS, facts, { recursive: true });
    const recorded = readFileSync(join(facts, file), 'utf8');
    writeFileSync(join(facts, file), recorded.replace(local, foreign));
    expect(await finished(start({ path: '', facts }))).toEqual({
      stdout: '',
      stderr: `the facts of ${said}, which is no loopback address: nothing was started\n`,
      code: 1,
    });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind after %s', async (signal) => {
    const demo = start({ path: '' });
    demo.stdout.once('data', () => process.kill(demo.pid ?? Number.NaN, signal));
    const { stderr, code } = await finished(demo);
    expect({ stderr, code }).toEqual({ stderr: '', code: { SIGINT: 130, SIGTERM: 143 }[signal] });
  });

  test('leaves nothing behind where its reader goes away', async () => {
    const demo = start({ path: '' });
    demo.stdout.once('data', () => demo.stdout.destroy());
    await ended(demo);
  });
});

describe('the dial guard', () => {
  const route = { port: 30_001, status: 'not-tried' };
  const guard = (...hosts: readonly string[]) =>
    refuseForeignRoutes({ items: [{ service: 'web', url: null, routes: hosts.map((host) => ({ ...route, host })) }] });

  test('lets loopback pass, in both families', () => {
    expect(() => guard('127.0.0.1', '127.18.0.2', '::1')).not.toThrow();
  });

  test.each(['172.18.0.2', '0.0.0.0', '::', 'localhost'])('stops at %s, also where it was not dialled', (host) => {
    expect(() => guard('127.0.0.1', host)).toThrow(
      new DemoFailure(`a route of web leads to ${host}, which is no loopback address`),
    );
  });
});

/** In a process group of its own, with a folder of its own for what is temporary. */
function start({ path, facts }: { readonly path: string; readonly facts?: string }) {
  const args = [DEMO, '--no-build', ...(facts === undefined ? [] : ['--facts', facts])];
  return spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: path, TMPDIR: temporary() },
  });
}

async function finished(demo: ReturnType<typeof start>) {
  const [stdout, stderr, code] = await Promise.all([text(demo.stdout), text(demo.stderr), ended(demo)]);
  return { stdout, stderr, code };
}

/** Whatever its end was, neither files nor processes are left. */
async function ended(demo: ReturnType<typeof start>): Promise<number | null> {
  const [code] = await once(demo, 'close');
  expect(readdirSync(temporary()), 'temporary files').toEqual([]);
  expect(() => process.kill(-(demo.pid ?? Number.NaN), 0), 'processes').toThrow('ESRCH');
  return code;
}

function temporary(): string {
  return join(folder, 'tmp');
}

function withoutWhatVaries(stdout: string): string {
  return stdout.replaceAll(/(127\.0\.0\.1):\d+/g, '$1:PORT').replaceAll(/ \d+ms +/g, ' TIME     ');
}

const INTRODUCTION = `recorded facts of a kind cluster in Docker Desktop (scripts/demo/facts), served on 127.0.0.1,
and real listeners behind the ports that it publishes
`;

const SERVICES = `\
NAME         TYPE        CLUSTER-IP      EXTERNAL-IP   PORT(S)          AGE
admin        NodePort    10.96.141.94    <none>        8081:30081/TCP   7s
api          NodePort    10.96.152.234   <none>        8080:30002/TCP   7s
dns          NodePort    10.96.154.158   <none>        53:30053/UDP     6s
kubernetes   ClusterIP   10.96.0.1       <none>        443/TCP          10s
mysql        NodePort    10.96.94.105    <none>        3306:31696/TCP   7s
pma          NodePort    10.96.170.171   <none>        80:30090/TCP     7s
web          NodePort    10.96.10.31     <none>        80:30001/TCP     7s
`;

const LIST = `\
NAME    PORT(S)          STATUS         URL
admin   8081:30081/TCP   Unreachable    <none>
api     8080:30002/TCP   NotPublished   <none>
dns     53:30053/UDP     Unverified     udp://127.0.0.1:PORT
mysql   3306:31696/TCP   Reachable      mysql://127.0.0.1:PORT
pma     80:30090/TCP     NoEndpoints    <none>
web     80:30001/TCP     Reachable      http://127.0.0.1:PORT
`;

const WIDE = `\
NAME    PORT(S)          STATUS         PORT-NAME   VIA              NODE          READY   TIME     REASON                                        URL
admin   8081:30081/TCP   Unreachable    http        <none>           <none>        1/1     <none>   127.0.0.1: accepted, with nothing behind it   <none>
api     8080:30002/TCP   NotPublished   http        <none>           <none>        3/3     <none>   published: 30001, 30053, 30081, 31696         <none>
dns     53:30053/UDP     Unverified     dns         published-port   demo-worker   1/1     <none>   UDP cannot be verified by dialling            udp://127.0.0.1:PORT
mysql   3306:31696/TCP   Reachable      mysql       published-port   demo-worker   1/1     TIME     <none>                                        mysql://127.0.0.1:PORT
pma     80:30090/TCP     NoEndpoints    http        <none>           <none>        0/1     <none>   0 of 1 endpoints ready                        <none>
web     80:30001/TCP     Reachable      http        published-port   demo-worker   2/2     TIME     <none>                                        http://127.0.0.1:PORT
`;

const LAST_WORDS = `\
asked of the API server: endpointslices, nodes, services
dialled: 3 ports, on 127.0.0.1 alone
http://127.0.0.1:PORT says: hello from web
on a cluster of your own:`;
