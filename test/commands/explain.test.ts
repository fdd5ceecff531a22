import { describe, expect, test } from 'vitest';
import { AccessError } from '../../src/errors.ts';
import { KIND_DEV } from './fake-cluster.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { dockerDesktop, kindNodeJson, serviceJson, sliceJson } from './objects.ts';
import type { World } from './world.ts';

const LINUXKIT = '6.10.4-linuxkit';

const DEV: World = {
  nodes: [
    kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
    kindNodeJson('dev-worker', '172.18.0.3', LINUXKIT),
  ],
  engine: dockerDesktop({ 8000: 30_080 }),
};

test('what the cluster is, how its NodePorts are reached, and from what that is known', async () => {
  expect(endOf(await run('explain', DEV, 'pipe'))).toMatchSnapshot();
});

test('nothing of a Service is asked', async () => {
  const { questions, dials, isClosed } = await run('explain', DEV, 'pipe');
  expect({ questions, dials, isClosed }).toEqual({ questions: ['nodes *'], dials: [], isClosed: true });
});

test('`-o json` holds the facts, and is read again with the same answer', async () => {
  const first = await run('explain -o json', DEV, 'pipe');
  const again = await run('explain -o json -f report.json', { files: { 'report.json': first.stdout } }, 'pipe');
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
  expect(JSON.parse(first.stdout)).toMatchObject({
    kind: 'ClusterReport',
    recorded: '2026-11-22T10:00:00.000Z',
    cluster: { distribution: 'kind', substrate: 'docker-desktop-vm' },
    facts: { machine: { platform: 'darwin' }, kubeconfig: { context: 'kind-dev' }, engine: { kind: 'known' } },
  });
});

test('what was learnt of one machine is not said of another', async () => {
  const { stdout } = await run('explain -o json', DEV, 'pipe');
  const files = { 'report.json': stdout };
  const { facts } = JSON.parse((await run('explain -o json -f report.json --machine linux', { files }, 'pipe')).stdout);
  expect([facts.machine, facts.engine]).toEqual([
    { platform: 'linux', within: 'nothing', interfaces: [] },
    { kind: 'not-asked' },
  ]);
});

test.each([
  {
    how: 'of this machine’s network and kernel',
    ip: '172.18.0.2',
    kernel: '6.1.0',
    substrate: 'native-linux',
    of: '6.1.0',
  },
  { how: 'of another network', ip: '172.30.0.2', kernel: '6.1.0', substrate: 'native-linux', of: undefined },
  { how: 'of another kernel', ip: '172.18.0.2', kernel: '6.8.0', substrate: 'native-linux', of: undefined },
])('nodes in a file $how are explained for a machine with the kernel $of', async ({ ip, kernel, substrate, of }) => {
  const files = { '-': JSON.stringify(kindNodeJson('dev-control-plane', ip, kernel)) };
  const machine = { platform: 'linux', kernel: '6.1.0', interfaces: ['172.18.0.1/16'] } as const;
  const { cluster, facts } = JSON.parse((await run('explain -o json -f -', { files, machine }, 'pipe')).stdout);
  expect([cluster.substrate, facts.machine.kernel]).toEqual([substrate, of]);
});

describe('an API server that does not answer', () => {
  const refused = new AccessError('unreachable', 'The connection to the server 127.0.0.1:41001 was refused');
  const failures = { nodes: refused };

  test('kubeconfig and engine still tell what it is, and what starts it', async () => {
    const desktop = dockerDesktop({ 8000: 30_080 });
    const containers = desktop.containers.map((each) => ({ ...each, isRunning: false, published: [] }));
    expect(
      endOf(await run('explain', { ...DEV, engine: { ...desktop, containers }, failures }, 'pipe')),
    ).toMatchSnapshot();
  });

  test('the engine is asked once', async () => {
    const world = { ...DEV, failures: { ...failures, services: refused, endpointslices: refused } };
    const asked = await Promise.all(
      ['explain', 'list'].map(async (argv) => (await run(argv, world, 'pipe')).engineQuestions),
    );
    expect(asked).toEqual([['label=io.x-k8s.kind.cluster=dev'], ['label=io.x-k8s.kind.cluster=dev']]);
  });

  test('nothing tells what it is: then there is only that it does not answer', async () => {
    const world = { failures, kubeconfig: { ...KIND_DEV, context: 'work', cluster: 'work', user: 'work' } };
    expect(endOf(await run('explain', world, 'pipe'))).toEqual({ code: 3, stdout: '', stderr: `${refused.message}\n` });
  });
});

test('nodes forbidden: pods and names tell what is left, and it is said what was not seen', async () => {
  const world: World = {
    ...DEV,
    failures: { nodes: forbidden('nodes', 'at the cluster scope') },
    pods: [
      {
        metadata: { name: 'web-1', namespace: 'default' },
        spec: { nodeName: 'dev-worker' },
        status: { hostIP: '172.18.0.3', hostIPs: [{ ip: '172.18.0.3' }] },
      },
    ],
  };
  expect(endOf(await run('explain', world, 'pipe'))).toMatchSnapshot();
});

describe('from a file', () => {
  const NODES = `$ kubectl get nodes -o wide
NAME             STATUS   ROLES           AGE   VERSION   INTERNAL-IP    EXTERNAL-IP   OS-IMAGE         KERNEL-VERSION    CONTAINER-RUNTIME
docker-desktop   Ready    control-plane   12d   v1.30.2   192.168.65.3   <none>        Docker Desktop   6.10.4-linuxkit   docker://27.2.0
`;
  const SERVICES = `
$ kubectl get svc
NAME   TYPE       CLUSTER-IP      EXTERNAL-IP   PORT(S)          AGE
web    NodePort   10.96.164.100   <none>        80:30080/TCP     3d
api    NodePort   10.96.164.101   <none>        53:30053/UDP     3d
`;

  const MANIFEST = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector: {app: web}
  ports:
    - port: 80
`;

  test('a paste is explained, and nobody is asked', async () => {
    const seen = await run('explain -f paste.txt --machine windows', { files: { 'paste.txt': NODES } }, 'pipe');
    expect(endOf(seen)).toMatchSnapshot();
    expect({ questions: seen.questions, dials: seen.dials }).toEqual({ questions: [], dials: [] });
  });

  test('its Services are listed with the addresses to be expected, and nothing is dialled', async () => {
    const seen = await run('list -f - -o wide', { files: { '-': NODES + SERVICES } }, 'pipe');
    expect(endOf(seen)).toEqual({
      code: 0,
      stdout: `NAME   PORT(S)        STATUS       PORT-NAME   VIA         NODE     READY       TIME     REASON                           URL
web    80:30080/TCP   Unverified   <none>      localhost   <none>   <unknown>   <none>   read from a file: a prediction   http://127.0.0.1:30080
api    53:30053/UDP   Unverified   <none>      localhost   <none>   <unknown>   <none>   read from a file: a prediction   udp://127.0.0.1:30053
`,
      stderr: '',
    });
    expect(seen.dials).toEqual([]);
  });

  test.each(['-f n.txt -f s.txt', '-f s.txt,n.txt', '-f - -f n.txt -f n.txt'])(
    'several are one cluster: `%s`',
    async (files) => {
      const world = { files: { 'n.txt': NODES, 's.txt': SERVICES, '-': SERVICES } };
      const outputs = ['explain web --machine macos', 'explain', 'list'].map(async (command) => {
        const { code, stdout } = await run(`${command} ${files}`, world, 'pipe');
        return [code, stdout.split('\n', 2).join('\n')];
      });
      expect(await Promise.all(outputs)).toEqual([
        [3, 'default/web is expected at http://127.0.0.1:30080: nothing was dialled\n  Docker Desktop'],
        [0, 'this cluster is Docker Desktop, as seen from a Mac\n'],
        [0, 'NAME   PORT(S)        STATUS       URL\nweb    80:30080/TCP   Unverified   http://127.0.0.1:30080'],
      ]);
    },
  );

  test('a command that is to be pasted names each', async () => {
    const { stderr } = await run(
      'list wbe -f n.txt -f s.txt',
      { files: { 'n.txt': NODES, 's.txt': SERVICES } },
      'pipe',
    );
    expect(stderr).toBe(
      'Error from server (NotFound): services "wbe" not found\ndid you mean `kubectl nodeport list web -f n.txt -f s.txt`?\n',
    );
  });

  test('on Windows no container inside WSL2 is routed, whoever its engine is', async () => {
    const nodes = `NAME       STATUS   ROLES           AGE   VERSION   INTERNAL-IP    EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION                       CONTAINER-RUNTIME
minikube   Ready    control-plane   12d   v1.31.0   192.168.49.2   <none>        Ubuntu 22.04.4 LTS   5.15.153.1-microsoft-standard-WSL2   docker://27.2.0
`;
    const { stdout } = await run('explain -f - --machine windows', { files: { '-': nodes } }, 'pipe');
    expect(stdout.replaceAll(/\n */g, ' ')).toContain(
      "192.168.49.2:30080, does not answer: the kernel is WSL2's, of Docker Desktop or of an engine in a distribution, and Windows routes the containers of neither.",
    );
  });

  test('where there is nothing to predict, what says why is told', async () => {
    const { stderr } = await run('list -f -', { files: { '-': SERVICES } }, 'pipe');
    expect(stderr).toBe('2 of 2 have no address to predict: `kubectl nodeport explain` of the same file says why\n');
  });

  test('of a manifest it is not known which nodePort it will have', async () => {
    const files = { 'n.txt': NODES, 'svc.yaml': MANIFEST };
    expect(endOf(await run('explain web -f n.txt -f svc.yaml --machine linux', { files }, 'pipe'))).toEqual({
      code: 3,
      stdout: `default/web has no nodePort yet: which address it will have cannot be told
  Service  stops here: the API server chooses its nodePort when it is applied,
           unless it names one (spec.ports[].nodePort)
`,
      stderr: '',
    });
  });

  test('what depends on more than the file says is not given as a URL', async () => {
    const list = {
      kind: 'List',
      items: [
        kindNodeJson('dev-control-plane', '172.18.0.2', LINUXKIT),
        serviceJson('web', { namespace: 'shop', ports: [{ port: 80, nodePort: 30_080 }] }),
        serviceJson('api', { ports: [{ port: 80, nodePort: 30_081 }] }),
        sliceJson('api', [''], ['starting']),
      ],
    };
    const world = { files: { 'all.json': JSON.stringify(list) } };
    expect(endOf(await run('list -f all.json -o wide --machine macos', world, 'terminal'))).toEqual({
      code: 0,
      stdout: `NAMESPACE   NAME   PORT(S)        STATUS        PORT-NAME   VIA      NODE     READY       TIME     REASON                                                            URL
shop        web    80:30080/TCP   Unverified    <none>      <none>   <none>   <unknown>   <none>   127.0.0.1:30080 only if 30080 is published under its own number   <none>
default     api    80:30081/TCP   NoEndpoints   <none>      <none>   <none>   0/1         <none>   0 of 1 endpoints ready                                            <none>
`,
      stderr: '',
    });
  });

  test.each([
    {
      argv: 'list web -n shop -f all.json',
      code: 2,
      stderr:
        'Error from server (NotFound): services "web" not found\ndid you mean `kubectl nodeport list web -f all.json`?\n',
    },
    { argv: 'list -f absent.yaml', code: 2, stderr: 'error: the path "absent.yaml" does not exist\n' },
    { argv: 'list -f nodes.txt', code: 0, stderr: 'no Services were read: `kubectl get svc -A` prints them\n' },
    { argv: 'list -f cluster-ip.json', code: 0, stderr: 'none of its 1 Services has a nodePort\n' },
    {
      argv: 'list -n shop -f all.json',
      code: 0,
      stderr: 'No resources found in shop namespace.\n1 in namespace default: add -A\n',
    },
  ])('`$argv` ends with $code', async ({ argv, code, stderr }) => {
    const files = {
      'all.json': JSON.stringify(serviceJson('web', { ports: [{ port: 80, nodePort: 30_080 }] })),
      'cluster-ip.json': JSON.stringify(serviceJson('db', { type: 'ClusterIP', ports: [{ port: 80 }] })),
      'nodes.txt': NODES,
    };
    expect(endOf(await run(argv, { files }, 'pipe'))).toEqual({ code, stdout: '', stderr });
  });
});
