import { beforeAll, expect, test } from 'vitest';
import { startBareCluster } from '../lab/bare-cluster.ts';
import { killDaemon, restartDaemon } from '../lab/daemon.ts';
import { addAddress, listen } from '../lab/network.ts';
import { mustRun, start } from '../lab/run.ts';
import { waitFor } from '../lab/wait.ts';
import { webObjects } from '../lab/web.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, nodeport, PATH } from './in-lab.ts';

const NAMESPACE = 'gate';
const API_SERVER = 'kube-apiserver';

describeInLab('list --wait', ({ sandbox, kind: { linux } }) => {
  beforeAll(() => apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]));

  test('is a gate: from a Service that nobody has made yet to an address that answers at once', async () => {
    const args = ['list', 'late', 'later', '--wait', '-n', NAMESPACE, '--no-headers'];
    const running = start(linux, ['kubectl', 'nodeport', ...args], { path: PATH });
    const nobody = ['late', 'later'].map((name) => `waiting for ${NAMESPACE}/${name}: there is no such Service yet\n`);
    await waitFor(sandbox, 'a word on what is waited for', () => running.stderr() === nobody.join(''));
    await apply(linux, webObjects({ name: 'later', namespace: NAMESPACE, nodePort: 30_782 }));
    await apply(linux, webObjects({ name: 'late', namespace: NAMESPACE, nodePort: 30_781 }));
    const { stdout, stderr, code } = await running.finished;
    const rows = stdout.trimEnd().split('\n');
    expect({ rows, code }).toEqual({
      rows: [
        expect.stringMatching(/^late +80:30781\/TCP +Reachable +http:\/\/\S+$/),
        expect.stringMatching(/^later +80:30782\/TCP +Reachable +http:\/\/\S+$/),
      ],
      code: 0,
    });
    for (const row of rows) await mustRun(linux, ['curl', '-sSf', '--noproxy', '*', row.split(/ +/).at(-1) ?? '']);
    const said = stderr.trimEnd().split('\n');
    expect(said.filter((line) => !/^waiting for gate\/later?: /.test(line))).toEqual([]);
    expect(new Set(said).size).toBe(said.length);
  });

  test('gives up at the limit, having said why', async () => {
    const container = { image: 'absent:1', imagePullPolicy: 'Never' };
    await apply(linux, webObjects({ name: 'broken', namespace: NAMESPACE, nodePort: 30_783, container }));
    const { stdout, stderr, code } = await nodeport(linux, ['list', 'broken', '--wait=8s', '-n', NAMESPACE]);
    expect({ stdout, code }).toEqual({
      stdout: 'NAME     PORT(S)        STATUS        URL\nbroken   80:30783/TCP   NoEndpoints   <none>\n',
      code: 1,
    });
    expect(stderr).toMatch(/^waiting for gate\/broken: pod broken-\S+: image "absent:1" is not on the node/m);
    expect(stderr).toMatch(/^gave up after 8 s$/m);
  });

  test('outlives an API server that is away', async () => {
    const { machine } = await startBareCluster(sandbox, { name: 'gated' });
    await addAddress(machine, '127.0.84.1');
    await listen(machine, { address: '127.0.84.1', port: 30_624, behaviour: 'silent' });
    const web = paperService({ name: 'web', nodePort: 30_624, endpointsOn: ['one'] });
    await apply(machine, [paperNode({ name: 'one', internalIp: '127.0.84.1' }), ...web]);
    await killDaemon(machine, API_SERVER);
    const running = start(machine, ['kubectl', 'nodeport', 'list', '--wait', '--no-headers'], { path: PATH });
    const sentence =
      'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n';
    await waitFor(sandbox, "kubectl's sentence", () => running.stderr() === sentence);
    await restartDaemon(machine, API_SERVER);
    const { stdout, stderr, code } = await running.finished;
    expect({ stdout, stderr, code }).toEqual({
      ...{ stdout: 'web   80:30624/TCP   Reachable   http://127.0.84.1:30624\n', stderr: sentence, code: 0 },
    });
  });
});
