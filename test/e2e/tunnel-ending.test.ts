import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { pathOf } from '../lab/machine.ts';
import { startServingPod } from '../lab/pod.ts';
import { mustRun, run } from '../lab/run.ts';
import { startLoad } from '../lab/run-load.ts';
import { isListening, waitFor } from '../lab/wait.ts';
import { apply, describeInLab, PATH } from './in-lab.ts';
import { leftovers, openTunnel, RUNTIME_DIR, records } from './open-tunnel.ts';

const NAMESPACE = 'ending';
const GIB = 1024 ** 3;

describeInLab('the end of a tunnel', ({ kind }) => {
  const { mac } = kind;
  const target = ['brief:commands', '-n', NAMESPACE];

  beforeAll(async () => {
    await apply(mac, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await startServingPod(kind, { namespace: NAMESPACE, name: 'brief', nodePorts: [30_461, 30_462, 30_463] });
  });

  test.each([
    ['SIGINT', 0],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends it with %i in the midst of its connections, and nothing is left', async (signal, code) => {
    const tunnel = await openTunnel(mac, target);
    const loads = [
      startLoad(mac, 'stopReading', { port: tunnel.port, bytes: GIB }),
      startLoad(mac, 'keepAsking', { of: { port: tunnel.port }, atOnce: 8, pauseMs: 0 }),
    ] as const;
    await waitFor(mac.sandbox, 'connections', () => connectionsTo(tunnel.port) > 2);
    const noted = records(mac).length;
    tunnel.signal(signal);
    const end = await tunnel.finished;
    const left = leftovers(mac, tunnel);
    await Promise.allSettled(loads.map((load) => load.finish()));
    expect({ noted, stdout: end.stdout, code: end.code, left, said: tunnel.said().slice(2) }).toEqual({
      ...{ noted: 1, stdout: `${tunnel.url}\n`, code, left: [], said: [] },
    });
  });

  function connectionsTo(port: number): number {
    const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
    const table = readFileSync(pathOf(mac, `/proc/${mac.pid}/net/tcp`), 'utf8');
    return table.split('\n').filter((line) => line.includes(hex) && line.includes(' 01 ')).length;
  }

  test('a reader that has read its line and goes ends it, quietly', async () => {
    const open = `kubectl nodeport open ${target.join(' ')} --tunnel always`;
    const shell = `{ ${open} 2>/run/said; echo $? >/run/code; } | head -1`;
    const env = { XDG_RUNTIME_DIR: '/run' };
    const { stdout, code } = await run(mac, ['sh', '-c', shell], { path: PATH, env });
    const [said, its] = [await mustRun(mac, ['cat', '/run/said']), await mustRun(mac, ['cat', '/run/code'])];
    expect({
      ...{ stdout, code, its, said: said.trimEnd().split('\n') },
      isListening: isListening(mac, 30_461),
      records: await mustRun(mac, ['ls', '/run/kubectl-nodeport']),
    }).toEqual({
      stdout: 'tcp://127.0.0.1:30461\n',
      code: 0,
      its: '0\n',
      said: [
        'kind-dev ending/brief:commands: a tunnel to pod brief, until Ctrl-C',
        'kind-dev ending/brief:commands: has said nothing yet; what it speaks is not known',
      ],
      isListening: false,
      records: '',
    });
  });

  test('without a terminal, and with nothing to read from or to complain to, it stays until it is told to end', async () => {
    const open = `kubectl nodeport open ${target.join(' ')} --tunnel always`;
    // A shell without job control starts what is in the background with SIGINT ignored.
    const shell = `${open} <&- >/run/out 2>&- & pid=$!
      until [ -s /run/out ]; do sleep 0.1; done; sleep 1; kill -TERM $pid; wait $pid; echo $?; cat /run/out`;
    const { stdout } = await run(mac, ['sh', '-c', shell], { path: PATH, env: { XDG_RUNTIME_DIR: RUNTIME_DIR } });
    expect({ stdout, left: [isListening(mac, 30_461), ...records(mac)] }).toEqual({
      stdout: '143\ntcp://127.0.0.1:30461\n',
      left: [false],
    });
  });

  test('a port that is taken is said so, and nothing else is opened in its place', async () => {
    const first = await openTunnel(mac, [...target, '--port=31461']);
    const second = await run(mac, ['kubectl', 'nodeport', 'open', ...target, '--tunnel=always', '--port=31461'], {
      path: PATH,
      env: { XDG_RUNTIME_DIR: '/run/another' },
    });
    await first.close();
    expect({ ...second, left: existsSync(pathOf(mac, '/run/another')) }).toEqual({
      ...{ code: 2, signal: undefined, stdout: '', left: false },
      stderr: 'error: unable to listen on 127.0.0.1:31461: in use\n',
    });
  });
});
