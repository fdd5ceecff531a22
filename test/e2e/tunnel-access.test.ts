import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { issue } from '../lab/certificates.ts';
import { contentOf, sumOf } from '../lab/content.ts';
import { forward } from '../lab/forward.ts';
import { type Machine, pathOf } from '../lab/machine.ts';
import { startServingPod } from '../lab/pod.ts';
import { POD_PAGE } from '../lab/pod-server.ts';
import type { ProxyOptions } from '../lab/proxy.ts';
import { mustRun, run } from '../lab/run.ts';
import { runLoad } from '../lab/run-load.ts';
import { insideSandbox } from '../lab/sandbox.ts';
import { renewServiceAccount } from '../lab/service-account.ts';
import { proxyLog, startProxy } from '../lab/start-proxy.ts';
import { waitFor } from '../lab/wait.ts';
import { exposeWeb } from '../lab/web.ts';
import { apply, describeInLab, kubectl } from './in-lab.ts';
import { leftovers, openTunnel } from './open-tunnel.ts';

const NAMESPACE = 'access';
const PROXY = { kind: 'connect', port: 3_128 } as const;

describeInLab('a tunnel through what stands before an API server', ({ kind }) => {
  const { linux, mac, controlPlane } = kind;
  const { authority } = controlPlane;
  const account = { namespace: NAMESPACE, name: 'roamer' };
  const target = ['guarded', '-n', NAMESPACE];

  beforeAll(async () => {
    await apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await startServingPod(kind, { namespace: NAMESPACE, name: 'guarded', nodePorts: [30_501, 30_502, 30_503] });
    const moving = { name: 'moving', namespace: NAMESPACE, nodePort: 30_504 };
    await exposeWeb(linux, moving, { at: '172.18.0.3:30504', from: linux });
    await startProxy(linux, PROXY);
    const proxy = { listenIp: '127.0.0.1', listenPort: PROXY.port, target: `127.0.0.1:${PROXY.port}` };
    await forward({ ...proxy, from: mac, to: linux });
  });

  /** What is fetched twice through a tunnel of this kubeconfig, and what is said of it. */
  async function throughTunnel(kubeconfig: string, env: Record<string, string> = {}): Promise<object> {
    const tunnel = await openTunnel(mac, target, { env: { KUBECONFIG: kubeconfig, ...env } });
    const pages = [await fetchPage(tunnel.url), await fetchPage(tunnel.url)];
    const { code } = await tunnel.close();
    return { pages, said: tunnel.said(), code, left: leftovers(mac, tunnel) };
  }

  const fetchPage = (url: string): Promise<string> => mustRun(mac, ['curl', '-sS', '--noproxy', '*', url]);

  const WELL = {
    pages: [POD_PAGE, POD_PAGE],
    said: [
      'kind-dev access/guarded:http: a tunnel to pod guarded, until Ctrl-C',
      expect.stringMatching(/^kind-dev access\/guarded:http: HTTP 200 in \d+ ms$/),
    ],
    code: 0,
    left: [],
  };

  /** A copy of the Mac's kubeconfig; gives its path. `change`: arguments of `kubectl config`. */
  async function kubeconfigOf(name: string, ...changes: readonly (readonly string[])[]): Promise<string> {
    const path = `/var/lab/tmp/access-${name}.kubeconfig`;
    await mustRun(mac, ['cp', kind.kubeconfig, path]);
    for (const change of changes) await mustRun(mac, ['kubectl', 'config', `--kubeconfig=${path}`, ...change]);
    return path;
  }

  const cluster = (...flags: readonly string[]) => ['set-cluster', kind.context, ...flags];
  const user = (...flags: readonly string[]) => ['set-credentials', kind.context, ...flags];

  /** The Mac has no route there: only the proxy has. */
  const far = cluster(`--server=${controlPlane.server}`);

  describe('a proxy', () => {
    test.each([
      ['of the kubeconfig', [cluster(`--proxy-url=http://127.0.0.1:${PROXY.port}`)], {}],
      ['of the environment', [], { HTTPS_PROXY: `http://127.0.0.1:${PROXY.port}` }],
    ])('%s is the only way, for the tunnel too', async (_, changes, env) => {
      const before = proxyLog(linux, PROXY).length;
      const kubeconfig = await kubeconfigOf('proxy', far, ...changes);
      const opened = await throughTunnel(kubeconfig, env);
      const asked = proxyLog(linux, PROXY).slice(before);
      expect({ opened, asked: [...new Set(asked)] }).toEqual({ opened: WELL, asked: ['CONNECT 172.18.0.2:6443'] });
    });

    describe('that ends TLS itself, and lets only WebSockets through', () => {
      let balancer: Extract<ProxyOptions, { kind: 'websockets-only' }>;
      let kubeconfig: string;

      beforeAll(async () => {
        const serving = await issue(authority, { name: 'balancer', commonName: 'balancer', hosts: ['127.0.0.1'] });
        const upstream = { host: '172.18.0.2', port: 6_443 };
        balancer = {
          kind: 'websockets-only',
          port: 9_443,
          upstream,
          ...serving,
          authority: `${authority.folder}/ca.crt`,
        };
        await startProxy(linux, balancer);
        const at = { listenIp: '127.0.0.1', listenPort: balancer.port, target: `127.0.0.1:${balancer.port}` };
        await forward({ ...at, from: mac, to: linux });
        kubeconfig = await kubeconfigOf('balancer', cluster(`--server=https://127.0.0.1:${balancer.port}`));
        await asTokenUser(kubeconfig, { token: await renewServiceAccount(controlPlane, account) });
      });

      test('is gone through by WebSockets, and asked for nothing else after it has refused', async () => {
        const opened = await throughTunnel(kubeconfig);
        const [first, ...others] = proxyLog(linux, balancer);
        expect({ opened, first, others: [...new Set(others)] }).toEqual({
          ...{ opened: WELL, first: 'POST spdy/3.1', others: ['GET websocket'] },
        });
      });

      test('passes what is large whole, both ways', async () => {
        const tunnel = await openTunnel(mac, ['guarded:commands', '-n', NAMESPACE], {
          env: { KUBECONFIG: kubeconfig },
        });
        const streams = { port: tunnel.port, streams: 4, bytes: 20_000_000 };
        const { arrived: down } = await runLoad(mac, 'download', streams);
        const { arrived: up } = await runLoad(mac, 'upload', streams);
        await tunnel.close();
        const sum = await sumOf(contentOf(20_000_000));
        expect({ down, up }).toEqual({ down: Array(4).fill(sum), up: Array(4).fill(sum) });
      });
    });
  });

  describe('credentials', () => {
    test('a certificate that a plugin gives', async () => {
      const paths = await issue(authority, {
        name: 'by-plugin',
        commonName: 'by-plugin',
        organizations: ['system:masters'],
      });
      const [certificate, key] = [paths.certificate, paths.key].map((path) =>
        readFileSync(insideSandbox(mac.sandbox, path), 'utf8'),
      );
      const plugin = writePlugin(mac, { clientCertificateData: certificate, clientKeyData: key });
      const kubeconfig = await kubeconfigOf('plugin', ['unset', `users.${kind.context}`], asPlugin(plugin));
      expect(await throughTunnel(kubeconfig)).toEqual(WELL);
    });

    test.each(['a file', 'a plugin'])('a token of %s that changes while the tunnel runs', async (source) => {
      const first = await renewServiceAccount(controlPlane, account);
      const file = pathOf(mac, '/run/token');
      writeFileSync(file, first);
      const kubeconfig = await kubeconfigOf('token', ['unset', `users.${kind.context}`]);
      if (source === 'a file') await asTokenUser(kubeconfig, { tokenFile: '/run/token' });
      else await mustRun(mac, ['kubectl', 'config', `--kubeconfig=${kubeconfig}`, ...asPlugin(writeTokenPlugin(mac))]);
      const tunnel = await openTunnel(mac, ['moving', '-n', NAMESPACE], { env: { KUBECONFIG: kubeconfig } });
      const before = await mustRun(mac, ['curl', '-sS', `${tunnel.url}/hostname`]);
      writeFileSync(file, await renewServiceAccount(controlPlane, account));
      await untilRefused(first);
      // To another pod it takes a new connection to the API server, which takes the old token no more.
      await kubectl(linux, ['delete', 'pod', before, '-n', NAMESPACE, '--grace-period=0', '--force']);
      await kubectl(linux, ['rollout', 'status', 'deployment/moving', '-n', NAMESPACE, '--timeout=60s']);
      const after = await run(mac, ['curl', '-sS', '--max-time', '30', `${tunnel.url}/hostname`]);
      const { code } = await tunnel.close();
      expect({ isAnother: after.stdout !== before, after: { ...after }, code }).toEqual({
        isAnother: true,
        after: { code: 0, signal: undefined, stdout: expect.stringMatching(/^moving-/), stderr: '' },
        code: 0,
      });
    });
  });

  /** The API server remembers for ten seconds that a token was good. */
  async function untilRefused(token: string): Promise<void> {
    const anybody = ['--kubeconfig=/dev/null', `--server=${kind.access.server}`, '--insecure-skip-tls-verify'];
    const ask = ['kubectl', ...anybody, `--token=${token}`, 'auth', 'whoami'];
    await waitFor(mac.sandbox, 'the end of a token', async () =>
      /Unauthorized|logged in/.test((await run(mac, ask)).stderr),
    );
  }

  /** Instead of the certificate. `kubectl config` has no flag for a file. */
  async function asTokenUser(kubeconfig: string, its: { token: string } | { tokenFile: string }): Promise<void> {
    const view = ['kubectl', 'config', `--kubeconfig=${kubeconfig}`, 'view', '--raw', '-o', 'json'];
    const config = JSON.parse(await mustRun(mac, view)) as object;
    const users = [{ name: kind.context, user: its }];
    writeFileSync(insideSandbox(mac.sandbox, kubeconfig), JSON.stringify({ ...config, users }));
  }

  function asPlugin(command: string): readonly string[] {
    return user(
      `--exec-command=${command}`,
      '--exec-api-version=client.authentication.k8s.io/v1',
      '--exec-interactive-mode=Never',
    );
  }
});

/** A program that prints an ExecCredential; gives its path. */
function writePlugin(machine: Machine, status: object): string {
  const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status };
  writeFileSync(pathOf(machine, '/run/credential'), JSON.stringify(credential));
  return writeScript(machine, 'exec cat /run/credential');
}

/** The same of whatever token is in /run/token at the time. */
function writeTokenPlugin(machine: Machine): string {
  const head = '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"';
  return writeScript(machine, `printf '%s%s"}}' '${head}' "$(cat /run/token)"`);
}

function writeScript(machine: Machine, body: string): string {
  writeFileSync(pathOf(machine, '/run/plugin'), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return '/run/plugin';
}
