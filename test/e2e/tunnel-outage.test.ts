import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { waitForApiServer } from '../lab/control-plane.ts';
import { killDaemon, restartDaemon } from '../lab/daemon.ts';
import { type KindCluster, startKindCluster } from '../lab/kind-cluster.ts';
import { startServingPod } from '../lab/pod.ts';
import { type Running, run, start } from '../lab/run.ts';
import { runLoad } from '../lab/run-load.ts';
import { waitFor } from '../lab/wait.ts';
import { describeInLab } from './in-lab.ts';
import { leftovers, openTunnel } from './open-tunnel.ts';

const API_SERVER = 'kube-apiserver';

/** A connection to the pod is a good one when it has lasted for a second. */
const GOOD_AFTER_MS = 1_100;

/** A client that is heard, waits, and says how its connection was broken off. */
const CLIENT = `
  const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1');
  socket.on('data', (bytes) => console.log('heard ' + bytes));
  socket.on('error', ({ code }) => console.log(code));
  socket.write('echo\\nopen');
`;

describeInLab('an API server that goes away under a tunnel', ({ sandbox }) => {
  let cluster: KindCluster;

  // Of its own: its controllers are slow to come back.
  beforeAll(async () => {
    cluster = await startKindCluster(sandbox, { name: 'outage' });
    await startServingPod(cluster, { namespace: 'default', name: 'steady', nodePorts: [30_441, 30_442, 30_443] });
  });

  test.each([
    { seconds: 0, what: 'restarted at once' },
    { seconds: 8, what: 'gone for a while' },
  ])('$what: it is well again by itself, and each is said in one line', async ({ seconds }) => {
    const { mac, controlPlane } = cluster;
    const tunnel = await openTunnel(mac, ['steady:commands']);
    const target = { port: tunnel.port };
    const before = await runLoad(mac, 'endFirst', { ...target, bytes: 1_000 });
    const clients = await openClients(tunnel.port, 2);
    await killDaemon(controlPlane.machine, API_SERVER);
    await waitFor(sandbox, 'a word on the loss', () => tunnel.said().some((line) => line.startsWith('lost ')));
    await delay(seconds * 1_000);
    await restartDaemon(controlPlane.machine, API_SERVER);
    await waitForApiServer(controlPlane);
    await waitFor(sandbox, 'a word on the return', () => tunnel.said().some((line) => line.startsWith('well ')));
    const after = await runLoad(mac, 'endFirst', { ...target, bytes: 1_000 });
    const ends = await Promise.all(clients.map(({ finished }) => finished));
    const { code } = await tunnel.close();
    expect({
      same: after === before,
      ends: ends.map(({ stdout }) => stdout),
      said: tunnel.said(),
      code,
      left: leftovers(mac, tunnel),
    }).toEqual({
      same: true,
      ends: Array(2).fill('heard open\nECONNRESET\n'),
      said: [
        'kind-outage default/steady:commands: a tunnel to pod steady, until Ctrl-C',
        expect.stringMatching(
          /^kind-outage default\/steady:commands: has said nothing yet; what it speaks is not known$/,
        ),
        expect.stringMatching(/^lost the connection to the API server \(.+\): trying again$/),
        expect.stringMatching(/^well again after [\d.]+ (ms|s), at pod steady$/),
      ],
      code: 0,
      left: [],
    });
  });

  /** Each has a session of its own, and all of them break together. */
  async function openClients(port: number, count: number): Promise<readonly Running[]> {
    const { mac } = cluster;
    const argv = [process.execPath, '-e', CLIENT, String(port)];
    const clients = Array.from({ length: count }, () => start(mac, argv));
    const areHeard = () => clients.every((client) => client.stdout() === 'heard open\n');
    await waitFor(sandbox, `${count} clients`, areHeard);
    await delay(GOOD_AFTER_MS);
    return clients;
  }

  test('what is asked meanwhile waits, and is answered when it is back', async () => {
    const { mac, controlPlane } = cluster;
    const tunnel = await openTunnel(mac, ['steady:http']);
    await killDaemon(controlPlane.machine, API_SERVER);
    await waitFor(sandbox, 'a word on the loss', () => tunnel.said().some((line) => line.startsWith('lost ')));
    const asked = run(mac, ['curl', '-sS', '--max-time', '60', tunnel.url]);
    await restartDaemon(controlPlane.machine, API_SERVER);
    const { stdout, code } = await asked;
    await waitForApiServer(controlPlane);
    await tunnel.close();
    expect({ stdout, code }).toEqual({ stdout: expect.stringContaining('served by the pod'), code: 0 });
  });
});
