import { beforeAll, expect, test } from 'vitest';
import { listen } from '../lab/network.ts';
import { startServingPod } from '../lab/pod.ts';
import { POD_PAGE } from '../lab/pod-server.ts';
import { apply, describeInLab, nodeport } from './in-lab.ts';
import { openTunnel, RUNTIME_DIR, records } from './open-tunnel.ts';

const NAMESPACE = 'records';
const options = { env: { XDG_RUNTIME_DIR: RUNTIME_DIR } };

describeInLab('a tunnel and the other commands', ({ kind }) => {
  const { mac } = kind;
  const list = async (): Promise<string> => {
    const { stdout } = await nodeport(mac, ['list', '-n', NAMESPACE, '-o', 'wide', '--no-headers'], options);
    const lines = stdout.split('\n').filter((line) => line.includes(':30493'));
    return lines.map((line) => line.replaceAll(/ +/g, ' ').replace(/ \d+ms /, ' TIME ')).join('\n');
  };
  const fetchPage = () => nodeport(mac, ['open', 'known', '-n', NAMESPACE, '--', 'curl', '-sS', '{url}'], options);
  const printUrl = async () => {
    const { stdout, code } = await nodeport(mac, ['open', 'known', '-n', NAMESPACE, '--url'], options);
    return { stdout, code };
  };

  beforeAll(async () => {
    await apply(mac, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await startServingPod(kind, { namespace: NAMESPACE, name: 'known', nodePorts: [30_491, 30_492, 30_493] });
  });

  test('while it is open `list` has it as the last route, and `open` prints it; a command has one of its own', async () => {
    const closed = await list();
    const tunnel = await openTunnel(mac, ['known', '-n', NAMESPACE]);
    const listed = await list();
    const url = await printUrl();
    const page = await fetchPage();
    const noted = records(mac).length;
    await tunnel.close();
    expect({
      ...{ closed, listed, url, page: { ...page }, noted },
      after: { listed: await list(), url: await printUrl(), left: records(mac) },
    }).toEqual({
      closed: expect.stringMatching(/^known 9002:30493\/TCP NotPublished /),
      listed: expect.stringMatching(/^known 9002:30493\/TCP Reachable http tunnel .* http:\/\/127\.0\.0\.1:30493$/),
      url: { stdout: 'http://127.0.0.1:30493\n', code: 0 },
      page: { code: 0, signal: undefined, stdout: POD_PAGE, stderr: expect.stringMatching(OWN_TUNNEL) },
      noted: 1,
      after: { listed: closed, url: NO_URL, left: [] },
    });
  });

  test('what a killed one has left misleads nobody, and is removed, also where another program has its port', async () => {
    const tunnel = await openTunnel(mac, ['known', '-n', NAMESPACE]);
    tunnel.signal('SIGKILL');
    await tunnel.finished;
    const stale = records(mac).length;
    await listen(mac, { address: '127.0.0.1', port: tunnel.port, behaviour: 'http' });
    const listed = await list();
    expect({ stale, listed, left: records(mac), url: await printUrl() }).toEqual({
      ...{ stale: 1, left: [], url: NO_URL },
      listed: expect.stringMatching(/^known 9002:30493\/TCP NotPublished /),
    });
  });

  test('nor does it where `open` is the first to meet it', async () => {
    const tunnel = await openTunnel(mac, ['known', '-n', NAMESPACE, '--port=31493']);
    tunnel.signal('SIGKILL');
    await tunnel.finished;
    await listen(mac, { address: '127.0.0.1', port: tunnel.port, behaviour: 'http' });
    const stale = records(mac).length;
    expect({ stale, url: await printUrl(), left: records(mac) }).toEqual({ stale: 1, url: NO_URL, left: [] });
  });
});

const NO_URL = { stdout: '', code: 1 };

/** It may be up for longer than somebody else's. */
const OWN_TUNNEL =
  /^kind-dev records\/known:http: no address answers .*, so a tunnel to pod known, on port \d+ as 30493 is taken here, while the command runs\n$/;
