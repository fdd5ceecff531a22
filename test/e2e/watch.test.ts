import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compactEtcd } from '../lab/compact.ts';
import { waitForApiServer } from '../lab/control-plane.ts';
import { killDaemon, restartDaemon } from '../lab/daemon.ts';
import { type KindCluster, startKindCluster, stopKindCluster } from '../lab/kind-cluster.ts';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import { mustRun, run } from '../lab/run.ts';
import { startProxy } from '../lab/start-proxy.ts';
import { waitForListener } from '../lab/wait.ts';
import { exposeWeb } from '../lab/web.ts';
import { apply, describeInLab, kubectl, nodeport, PATH } from './in-lab.ts';
import { role } from './role.ts';
import { startWatching } from './watching.ts';

const API_SERVER = 'kube-apiserver';
/** The last dial after a change. One that is made while nobody can be asked meets what nobody has heard of. */
const SETTLED_MS = 9_000;

const PROXY = { kind: 'connect', port: 3_129 } as const;

describeInLab('list -w on a cluster that is not left alone', ({ sandbox }) => {
  let cluster: KindCluster;

  // Of its own: its API server is killed.
  beforeAll(async () => {
    cluster = await startKindCluster(sandbox, { name: 'watched' });
    const { linux } = cluster;
    await exposeWeb(linux, { name: 'web', nodePort: 30_611 }, { at: '172.18.0.2:30611', from: linux });
    await startProxy(linux, PROXY);
  });
  afterAll(() => stopKindCluster(cluster));

  test('twenty changes, an API server that is killed, a way that breaks, a compacted etcd: each row once', {
    timeout: 200_000,
  }, async () => {
    const { linux, controlPlane } = cluster;
    const env = { KUBECONFIG: await kubeconfigThroughProxy() };
    const watching = await startWatching(linux, ['nodeport', 'list', '-w', '--no-headers'], { env });
    const expected: string[] = ['web 80:30611/TCP Reachable'];
    const see = async (row: string, after: number) => {
      expected.push(row);
      await watching.printed(new RegExp(`^${row.replaceAll(' ', ' +')} `), after);
    };
    const take = async (change: Promise<unknown>, row: string) => {
      const after = watching.lines().length;
      await change;
      await see(row, after);
    };
    const create = (name: string, nodePort: number) => apply(linux, [serviceOfWeb(name, nodePort)]);
    const remove = (name: string) => kubectl(linux, ['delete', 'service', name]);
    const patch = (name: string, ...values: readonly (readonly [path: string, value: unknown])[]) => {
      const operations = values.map(([path, value]) => ({ op: 'add', path, value }));
      return kubectl(linux, ['patch', 'service', name, '--type=json', '-p', JSON.stringify(operations)]);
    };

    for (const name of ['one', 'two']) {
      await take(create(name, 30_612), `${name} 80:30612/TCP Reachable`);
      await take(patch(name, ['/spec/ports/0/nodePort', 30_613]), `${name} 80:30613/TCP Reachable`);
      await take(patch(name, ['/spec/selector', { app: 'nobody' }]), `${name} 80:30613/TCP NoEndpoints`);
      await take(patch(name, ['/spec/selector', { app: 'web' }]), `${name} 80:30613/TCP Reachable`);
      await take(remove(name), `${name} 80:30613/TCP Gone`);
    }
    const scale = (replicas: number) => kubectl(linux, ['scale', 'deployment/web', `--replicas=${replicas}`]);
    await take(scale(0), 'web 80:30611/TCP NoEndpoints');
    await take(scale(2), 'web 80:30611/TCP Reachable');

    await killDaemon(controlPlane.machine, API_SERVER);
    await watching.said(/^lost /, 1);
    await restartDaemon(controlPlane.machine, API_SERVER);
    await waitForApiServer(controlPlane);
    await take(create('three', 30_614), 'three 80:30614/TCP Reachable');
    await take(patch('three', ['/spec/type', 'ClusterIP']), 'three 80:30614/TCP Gone');
    const published = [
      ['/spec/type', 'NodePort'],
      ['/spec/ports/0/nodePort', 30_614],
    ] as const;
    await take(patch('three', ...published), 'three 80:30614/TCP Reachable');

    // What happens while nobody can be asked, and is forgotten before anybody can.
    await watching.said(/^well /, 1);
    await delay(SETTLED_MS);
    const after = watching.lines().length;
    await killDaemon(linux, `proxy-${PROXY.port}`);
    await watching.said(/^lost /, 2);
    await patch('web', ['/spec/ports/0/nodePort', 30_615]);
    await remove('three');
    await create('four', 30_616);
    await create('fleeting', 30_617);
    await remove('fleeting');
    await compactEtcd(controlPlane.machine);
    await restartDaemon(linux, `proxy-${PROXY.port}`);
    await waitForListener(linux, PROXY.port);
    await watching.said(/^well /, 2);
    await see('web 80:30615/TCP Reachable', after);
    await see('three 80:30614/TCP Gone', after);
    await see('four 80:30616/TCP Reachable', after);
    await take(remove('four'), 'four 80:30616/TCP Gone');

    const listed = (await nodeport(linux, ['list', '--no-headers'])).stdout.trimEnd().split('\n').map(rowIn);
    const { code, stderr } = await watching.end();
    const printed = watching.lines().map(rowIn);
    expect({ printed: byService(printed), twice: printed.filter(isRepeated), code }).toEqual({
      ...{ printed: byService(expected), twice: [], code: 130 },
    });
    expect([...byService(printed)].map(([, rows]) => rows.at(-1)).filter((each) => !each?.endsWith(' Gone'))).toEqual(
      listed,
    );
    expect(stderr).toMatch(
      /^(lost the connection to the API server \(.+\): trying again\nwell again after \d+ (ms|s)\n){2}$/,
    );
  });

  /** Whoever kills the proxy breaks its connections. */
  async function kubeconfigThroughProxy(): Promise<string> {
    const path = '/var/lab/tmp/watched-proxy.kubeconfig';
    await mustRun(cluster.linux, ['cp', cluster.kubeconfig, path]);
    const url = `--proxy-url=http://127.0.0.1:${PROXY.port}`;
    await mustRun(cluster.linux, ['kubectl', 'config', `--kubeconfig=${path}`, 'set-cluster', cluster.context, url]);
    return path;
  }
});

describeInLab('list -w beside kubectl get -w', ({ bare: { machine, access, controlPlane } }) => {
  const NAMESPACE = 'stream';
  const inNamespace = ['-n', NAMESPACE];
  const service = (name: string, nodePort: number) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE },
    spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] },
  });

  beforeAll(async () => {
    await apply(machine, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      service('a', 30_631),
      ...role('lister', NAMESPACE, [
        { apiGroups: ['', 'discovery.k8s.io'], resources: ['services', 'endpointslices'], verbs: ['list'] },
      ]),
    ]);
  });

  test('prints what kubectl prints of the same objects, under the same columns', async () => {
    const start = (...argv: readonly string[]) => startWatching(machine, [...argv, ...inNamespace, '-w']);
    const watches = await Promise.all([
      start('nodeport', 'list', '-o', 'custom-columns=NAME:.service,PORT:.port.nodePort'),
      start('get', 'services', '-o', 'custom-columns=NAME:.metadata.name,PORT:.spec.ports[0].nodePort'),
      start('nodeport', 'list', '-o', 'name'),
      start('get', 'services', '-o', 'name'),
      start('nodeport', 'list', '-o', 'jsonpath={.service} {.port.nodePort}{"\\n"}'),
      start('get', 'services', '-o', 'jsonpath={.metadata.name} {.spec.ports[0].nodePort}{"\\n"}'),
    ]);
    const after = async (change: Promise<unknown>, what: RegExp) => {
      const before = watches.map((watching) => watching.lines().length);
      await change;
      await Promise.all(watches.map((watching, at) => watching.printed(what, before[at])));
    };
    const moved = JSON.stringify([{ op: 'replace', path: '/spec/ports/0/nodePort', value: 30_633 }]);
    await after(apply(machine, [service('a-longer-name', 30_632)]), /a-longer-name/);
    await after(
      kubectl(machine, ['patch', 'service', 'a-longer-name', ...inNamespace, '--type=json', '-p', moved]),
      /a-longer-name/,
    );
    await after(kubectl(machine, ['delete', 'service', 'a-longer-name', ...inNamespace]), /a-longer-name/);
    await after(apply(machine, [service('b', 30_634)]), /b/);
    const [columns, theirColumns, names, theirNames, texts, theirTexts] = watches.map((watching) => watching.lines());
    await Promise.all(watches.map((watching) => watching.end()));
    expect({ columns, names, texts }).toEqual({ columns: theirColumns, names: theirNames, texts: theirTexts });
    expect(columns?.slice(0, 3)).toEqual(['NAME   PORT', 'a      30631', 'a-longer-name   30632']);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends it with %i', async (signal, code) => {
    const watching = await startWatching(machine, ['nodeport', 'list', '-w', ...inNamespace]);
    const { stderr, ...end } = await watching.end(signal);
    expect({ code: end.code, stderr }).toEqual({ code, stderr: '' });
  });

  test('it ends when whoever reads it has seen enough, though no row changes', async () => {
    const line = 'kubectl nodeport list -w -n stream --no-headers | head -1; echo ended';
    const { stdout, stderr, code } = await run(machine, ['sh', '-c', line], { path: PATH });
    expect({ stdout, stderr, code }).toEqual({
      stdout: expect.stringMatching(/^a +80:30631\/TCP +NoEndpoints +<none>\nended\n$/),
      ...{ stderr: '', code: 0 },
    });
  });

  test('a user who may list and not watch sees changes too', async () => {
    const user = { name: 'lister', commonName: 'lister', organizations: [] };
    const env = { KUBECONFIG: await writeKubeconfig(controlPlane.authority, access, user) };
    const watching = await startWatching(machine, ['nodeport', 'list', '-w', ...inNamespace], { env });
    await apply(machine, [service('late', 30_635)]);
    await watching.printed(/^late +80:30635\/TCP +NoEndpoints /);
    await kubectl(machine, ['delete', 'service', 'late', ...inNamespace]);
    await watching.printed(/^late +80:30635\/TCP +Gone /);
    const { stderr } = await watching.end();
    expect(stderr).toBe(
      'nodes cannot be listed (forbidden): of them only what pods, endpoints and the kubeconfig tell is known\n',
    );
  });
});

/** A Service for the pods of `web`. */
function serviceOfWeb(name: string, nodePort: number): object {
  const ports = [{ port: 80, targetPort: 8080, nodePort }];
  const spec = { type: 'NodePort', selector: { app: 'web' }, ports };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec };
}

/** NAME, PORT(S) and STATUS. */
function rowIn(line: string): string {
  return line.split(/ +/).slice(0, 3).join(' ');
}

/** A Service that has just been made may be seen before its endpoints: that is left out, and was waited for where it was meant. */
function byService(rows: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(
    rows.filter((row) => !row.endsWith(' NoEndpoints')),
    nameIn,
  );
}

function isRepeated(row: string, at: number, rows: readonly string[]): boolean {
  return rows.slice(0, at).findLast((other) => nameIn(other) === nameIn(row)) === row;
}

function nameIn(row: string): string {
  return row.split(' ', 1).join('');
}
