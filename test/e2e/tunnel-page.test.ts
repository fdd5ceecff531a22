import { writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { pathOf } from '../lab/machine.ts';
import { startServingPod } from '../lab/pod.ts';
import { POD_GREETING, POD_PAGE } from '../lab/pod-server.ts';
import { mustRun, run, start } from '../lab/run.ts';
import { runLoad } from '../lab/run-load.ts';
import { waitFor } from '../lab/wait.ts';
import { apply, describeInLab, nodeport, PATH } from './in-lab.ts';
import { leftovers, openTunnel, RUNTIME_DIR } from './open-tunnel.ts';

const NAMESPACE = 'page';

describeInLab('a Mac, and a port that nobody publishes', ({ kind }) => {
  const { mac } = kind;
  const inNamespace = ['-n', NAMESPACE];

  beforeAll(async () => {
    await apply(mac, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await startServingPod(kind, { namespace: NAMESPACE, name: 'web', nodePorts: [30_401, 30_402, 30_403] });
  });

  test('curl gets a page through the tunnel of `open web -- curl {url}`', async () => {
    const { stdout, stderr, code } = await nodeport(mac, ['open', 'web', ...inNamespace, '--', 'curl', '-sS', '{url}']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: POD_PAGE,
      stderr:
        'kind-dev page/web:http: no address answers from here (published: 30001, 30021, 30081), so a tunnel to pod web, while the command runs\n',
      code: 0,
    });
  });

  test('a browser shows it, in both families of loopback', async () => {
    const tunnel = await openTunnel(mac, ['web', ...inNamespace]);
    const pages = [await dumpDom(tunnel.url), await dumpDom(`http://[::1]:${tunnel.port}/`)];
    const { code } = await tunnel.close();
    const page = `<!DOCTYPE html>
<html><head><title>pod</title></head><body><p id="served">served by the pod</p>
</body></html>
`;
    expect({ url: tunnel.url, pages, said: tunnel.said(), code, left: leftovers(mac, tunnel) }).toEqual({
      url: 'http://127.0.0.1:30403',
      pages: [page, page],
      said: [
        'kind-dev page/web:http: a tunnel to pod web, until Ctrl-C',
        expect.stringMatching(/^kind-dev page\/web:http: HTTP 200 in \d+ ms$/),
      ],
      code: 0,
      left: [],
    });
  });

  async function dumpDom(url: string): Promise<string> {
    const profile = (await mustRun(mac, ['mktemp', '--directory'])).trim();
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet];
    return mustRun(mac, ['chromium', ...flags, `--user-data-dir=${profile}`, '--dump-dom', url]);
  }

  test('a server that speaks first is heard, and its client command is named', async () => {
    const tunnel = await openTunnel(mac, ['web:smtp', ...inNamespace]);
    const greeting = await runLoad(mac, 'hearGreeting', { port: tunnel.port });
    const { code } = await tunnel.close();
    expect({ url: tunnel.url, greeting, code }).toEqual({
      url: 'smtp://127.0.0.1:30402',
      greeting: POD_GREETING,
      code: 0,
    });
  });

  test('a targetPort that nobody listens on is told, and who asks is turned away', async () => {
    const ports = [{ name: 'http', port: 80, targetPort: 9, nodePort: 30_404 }];
    const spec = { type: 'NodePort', selector: { app: 'web' }, ports };
    const metadata = { name: 'deaf', namespace: NAMESPACE };
    await apply(mac, [{ apiVersion: 'v1', kind: 'Service', metadata, spec }]);
    const tunnel = await openTunnel(mac, ['deaf', ...inNamespace]);
    const { stdout, code } = await run(mac, ['curl', '-sS', '--max-time', '40', tunnel.url]);
    await tunnel.close();
    expect({ stdout, isReset: code === 56, said: tunnel.said() }).toEqual({
      stdout: '',
      isReset: true,
      said: [
        'kind-dev page/deaf: a tunnel to pod web, until Ctrl-C',
        expect.stringMatching(
          /^pod web does not take connections \(.*connection refused.*\): is its port the Service's targetPort\?$/,
        ),
        'kind-dev page/deaf: has said nothing yet; that it speaks http is what the Service says',
      ],
    });
  });

  test('on a terminal it stays until Ctrl-C is typed', async () => {
    const typed = '/run/typed';
    const shell = `{ until [ -e ${typed} ]; do sleep 0.1; done; printf '\\003'; sleep 5; } |
      script --quiet --return --command 'exec kubectl nodeport open web -n ${NAMESPACE}' /dev/null`;
    const env = { TERM: 'dumb', XDG_RUNTIME_DIR: '/run' };
    const running = start(mac, ['sh', '-c', shell], { path: PATH, env });
    await waitFor(mac.sandbox, 'what a terminal is told', () => /HTTP 200/.test(running.stdout()));
    const page = await mustRun(mac, ['curl', '-sS', 'http://127.0.0.1:30403/']);
    writeFileSync(pathOf(mac, typed), '');
    const { stdout, code } = await running.finished;
    expect({ page, code, stdout: stdout.replaceAll('\r\n', '\n') }).toEqual({
      page: POD_PAGE,
      code: 0,
      stdout: expect.stringMatching(
        /^kind-dev page\/web:http: no address answers from here .*, so a tunnel to pod web, until Ctrl-C\nhttp:\/\/127\.0\.0\.1:30403\nkind-dev page\/web:http: HTTP 200 in \d+ ms, no display here: open it in a browser\n(\^C)?$/,
      ),
    });
  });

  test('it is never opened where nobody would see it: one URL a port or nothing', async () => {
    const { stdout, code } = await nodeport(mac, ['open', 'web', ...inNamespace, '--url'], {
      env: { XDG_RUNTIME_DIR: RUNTIME_DIR },
    });
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });
});
