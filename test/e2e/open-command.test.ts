import { beforeAll, expect, test } from 'vitest';
import { startServingPod } from '../lab/pod.ts';
import { POD_GREETING } from '../lab/pod-server.ts';
import { mustRun, start } from '../lab/run.ts';
import { childrenOf } from '../lab/sandbox.ts';
import { isListening, waitFor } from '../lab/wait.ts';
import { describeInLab, nodeport, PATH } from './in-lab.ts';
import { openShop, SHOP_NAMESPACE } from './shop.ts';

const inNamespace = ['-n', SHOP_NAMESPACE];

describeInLab('open … -- COMMAND, one Service published and two not', ({ kind }) => {
  const { mac } = kind;

  beforeAll(async () => {
    await openShop(kind);
    await startServingPod(kind, { namespace: SHOP_NAMESPACE, name: 'post', nodePorts: [30_471, 30_472, 30_473] });
    const front = ['shop', 'stock', 'post'].map((name) => `service/${name}`);
    await mustRun(mac, ['kubectl', 'label', ...front, ...inNamespace, 'part=front']);
  });

  const script = `
    for url in {url:shop} {url:stock}; do curl -sS $url/hostname | sed 's/-.*/ answered\\n/'; done
    curl -sS {url:post} | grep -o 'served by the pod'
    echo $NODEPORT_SHOP_URL $NODEPORT_STOCK_URL $NODEPORT_POST_URL $NODEPORT_POST_HOST $NODEPORT_POST_PORT
    exit 7`;

  test.each([
    ['by their names', ['shop', 'stock', 'post']],
    ['by a selector', ['-l', 'part=front']],
  ])('%s: the command has all three, and its code is ours', async (_, targets) => {
    const command = ['open', ...targets, ...inNamespace, '--', 'sh', '-c', script];
    const { stdout, stderr, code } = await nodeport(mac, command);
    expect({ stdout, stderr: stderr.trimEnd().split('\n').sort(), code }).toEqual({
      stdout: `shop answered
stock answered
served by the pod
http://127.0.0.1:8021 http://127.0.0.1:30022 http://127.0.0.1:30473 127.0.0.1 30473
`,
      stderr: [
        'kind-dev team/post:http: no address answers from here (published: 30001, 30021, 30081), so a tunnel to pod post, while the command runs',
        expect.stringMatching(
          /^kind-dev team\/stock: no address answers from here \(published: 30001, 30021, 30081\), so a tunnel to pod stock-\S+, while the command runs$/,
        ),
      ],
      code: 7,
    });
    expect([30_022, 30_473].filter((port) => isListening(mac, port))).toEqual([]);
  });

  test.each<[code: number, situation: string, command: readonly string[], stderr: string]>([
    [0, 'it ends well', ['true'], ''],
    [7, 'it ends with 7', ['sh', '-c', 'exit 7'], ''],
    [126, 'it is not executable', ['/etc/passwd'], 'error: cannot run "/etc/passwd": it is not executable'],
    [127, 'there is no such program', ['no-such-program'], 'error: cannot run "no-such-program": it is not found'],
    [143, 'a signal ended it', ['sh', '-c', 'kill -TERM $$'], ''],
  ])('the code is %i where %s', async (code, _, command, last) => {
    const end = await nodeport(mac, ['open', 'stock', ...inNamespace, '--', ...command]);
    expect({ code: end.code, stdout: end.stdout, stderr: end.stderr.split('\n').slice(1).join('\n').trim() }).toEqual({
      code,
      stdout: '',
      stderr: last,
    });
  });

  test('the code is 125 where it was not started because of us', async () => {
    await mustRun(mac, ['kubectl', 'create', 'service', 'nodeport', 'empty', '--tcp=80', ...inNamespace]);
    const { stdout, code } = await nodeport(mac, ['open', 'empty', ...inNamespace, '--', 'echo', 'started']);
    expect({ stdout, code }).toEqual({ stdout: '', code: 125 });
  });

  test.each([
    ['SIGINT', 3],
    ['SIGTERM', 4],
    ['SIGHUP', 5],
  ] as const)('%s is passed on, and the tunnel is up until the command has ended', async (signal, code) => {
    const name = signal.slice('SIG'.length);
    const traps = `trap 'curl -sS {url} | grep -o "served by the pod"; echo got ${name}; exit ${code}' ${name}`;
    const loop = `${traps}; echo started; while :; do sleep 0.1; done`;
    const argv = ['kubectl', 'nodeport', 'open', 'post', ...inNamespace, '--', 'sh', '-c', loop];
    const running = start(mac, argv, { path: PATH });
    await waitFor(mac.sandbox, 'the command', () => running.stdout() !== '');
    const [plugin] = childrenOf(running.child.pid);
    process.kill(plugin!, signal);
    const end = await running.finished;
    expect({ stdout: end.stdout, code: end.code, isListening: isListening(mac, 30_473) }).toEqual({
      stdout: `started\nserved by the pod\ngot ${name}\n`,
      code,
      isListening: false,
    });
  });

  test('a command that greets a server that speaks first', async () => {
    const shell = 'exec 3<>/dev/tcp/$NODEPORT_HOST/$NODEPORT_PORT; head -1 <&3; echo $NODEPORT_URL';
    const { stdout, code } = await nodeport(mac, ['open', 'post:smtp', ...inNamespace, '--', 'bash', '-c', shell]);
    expect({ stdout, code }).toEqual({ stdout: `${POD_GREETING}smtp://127.0.0.1:30472\n`, code: 0 });
  });
});
