import { describe, expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { aligned, aService, NOBODY, NODES, TABLE } from './pastes.ts';
import { read, sentenceFor } from './read-paste.ts';

// A page that takes `<none>` for a tag drops it, and the blanks stay.
const LINES = aligned(TABLE);
const eaten = LINES.map((line) => line.replace(/<\w+>/g, ''));
const [, docker = '', orbstack = ''] = eaten;

const WIDE = LINES[0] ?? '';
const KIND = {
  ...NOBODY,
  name: 'kind-control-plane',
  roles: ['control-plane'],
  addresses: [{ type: 'InternalIP', ip: '172.18.0.2' }],
  kernel: '5.15.0-91-generic',
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  kubelet: 'v1.27.3',
  containerRuntime: 'containerd://1.7.1',
};
const KIND_ROW =
  'kind-control-plane Ready control-plane 5d v1.27.3 172.18.0.2 Debian GNU/Linux 12 (bookworm) 5.15.0-91-generic containerd://1.7.1';

describe('nodes whose empty cells were dropped', () => {
  test.each([
    ['aligned', eaten],
    ['collapsed', eaten.map((line) => line.trim().replace(/ +/g, ' '))],
    ['with a sentence below', [...eaten, 'Thanks for any help!']],
  ])('%s', (_, lines) => {
    expect(read(lines.join('\n')).nodes).toEqual(known(NODES));
  });

  test('a node that has a name outside and no role', () => {
    const row = KIND_ROW.replace('control-plane 5d', '5d').replace(' Debian', ' vm.example.com Debian');
    expect(read(`${WIDE.replace(/ +/g, ' ')}\n${row}`).nodes).toEqual(known([{ ...KIND, roles: [] }]));
  });

  test('a row of kind, and a short table whose worker has no role', () => {
    const short =
      'NAME STATUS ROLES AGE VERSION\nkind-control-plane Ready control-plane 5d v1.27.3\nw Ready 3d4h v1.27.3\n';
    expect(read(`${WIDE.replace(/ +/g, ' ')}\n${KIND_ROW}\n\n${short}`).nodes).toEqual(
      known([KIND, { ...NOBODY, name: 'w', kubelet: 'v1.27.3' }]),
    );
  });
});

const SVC = 'NAMESPACE   NAME   TYPE   CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE   SELECTOR';

test.each([
  ['EXTERNAL-IP', SVC, 'shop   web   NodePort   10.96.0.10      80:30080/TCP   3d   app=web', [[80, 30_080]], {}],
  ['SELECTOR too', SVC, 'shop   web   NodePort   10.96.0.10      80:30080/TCP   3d   ', [[80, 30_080]], {}],
  ['PORT(S) of a headless one', SVC, 'shop web ClusterIP None 3d', [], { type: 'ClusterIP' }],
  ['CLUSTER-IP of a name', SVC, 'shop web ExternalName db.example.com 3d', [], { type: 'ExternalName' }],
  [
    'SELECTOR alone',
    SVC,
    'shop web LoadBalancer 10.96.0.10 a1b2c3d4e5f6... 80:30080/TCP 3d',
    [[80, 30_080]],
    { type: 'LoadBalancer' },
  ],
  [
    'EXTERNAL-IP, no namespace',
    SVC.slice(12),
    'web NodePort 10.96.0.10 80:30080/TCP 3d',
    [[80, 30_080]],
    { namespace: 'default' },
  ],
] as const)('a Service that lost its %s', (_, header, row, ports, more) => {
  expect(read(`${header}\n${row}\n`).services).toMatchObject([aService('web', ports, { namespace: 'shop', ...more })]);
});

const UNFIT_NODE = 'paste.txt:2: the row does not fit the 10 columns of its table; is it cut off';
const UNFIT_SERVICE = 'paste.txt:2: the row does not fit the 8 columns of its table; is it cut off';

test.each([
  ['an end', WIDE, docker.replace(/ docker:.*/, ''), UNFIT_NODE],
  ['an address', WIDE, docker.replace('192.168.65.3', ''), UNFIT_NODE],
  [
    'an address, and nothing that HTML drops',
    WIDE,
    LINES[1]?.replace('192.168.65.3', ' ').replace(/ +/g, ' ') ?? '',
    UNFIT_NODE,
  ],
  ['an age', WIDE, orbstack.replace('3h2m', ''), UNFIT_NODE],
  ['its ports, which a NodePort has', SVC, 'shop web NodePort 10.96.0.10 3d', UNFIT_SERVICE],
  ['its address, which a NodePort has', SVC, 'shop web NodePort 80:30080/TCP 3d', UNFIT_SERVICE],
  ['its ports, and has an address outside', SVC, 'shop web NodePort 10.96.0.10 203.0.113.7 3d', UNFIT_SERVICE],
  ['something, and has a word of something else', SVC, 'shop web ClusterIP None what 3d', UNFIT_SERVICE],
  [
    'one of two that look the same',
    `${SVC}   LABELS`,
    'shop web NodePort 10.96.0.10 80:30080/TCP 3d app=web',
    UNFIT_SERVICE.replace('8', '9'),
  ],
  ['too little of it', SVC, 'shop web NodePort 10.96.0.10 80:30080/TCP 3d extra', UNFIT_SERVICE],
])('a row that lost %s stays an error', (_, header, row, sentence) => {
  expect(sentenceFor(`${header}\n${row}\n`)).toBe(sentence);
});

const NOTHING =
  'paste.txt: nothing known in it: no nodes or Services as YAML, JSON or tables of kubectl, no kubeconfig, ' +
  'no report of explain -o json';

const WEB = aService('web', [[80, 30_080]]);

test.each([
  ['as kubectl prints it', 'web   NodePort   10.105.20.11   <none>   80:30080/TCP   3d', WEB],
  ['with its selector', 'web   NodePort   10.105.20.11   <none>   80:30080/TCP   3d   app=web,tier=front', WEB],
  ['without its empty cells', 'web NodePort 10.105.20.11 80:30080/TCP 3d', WEB],
  ['with its namespace', 'shop web NodePort 10.105.20.11 <none> 80:30080/TCP 3d', { ...WEB, namespace: 'shop' }],
  ['as «get all» names it', 'service/web NodePort 10.105.20.11 <none> 80:30080/TCP 3d', WEB],
  ['of Markdown', '| web | NodePort | 10.105.20.11 | `<none>` | 80:30080/TCP | 3d |', WEB],
  ['in backticks', '`web NodePort 10.105.20.11 <none> 80:30080/TCP 3d`', WEB],
  ['below prose', 'It is there:\n\nweb NodePort 10.105.20.11 <none> 80:30080/TCP 3d\n\nbut nothing answers', WEB],
  [
    'below a table of something else',
    'NAME READY STATUS RESTARTS AGE\nweb-1 1/1 Running 0 3d\n\nweb NodePort 10.105.20.11 <none> 80:30080/TCP 3d',
    WEB,
  ],
  [
    'below one, with the line ends of Windows',
    'NAME READY STATUS RESTARTS AGE\r\n\r\nweb NodePort 10.105.20.11 <none> 80:30080/TCP 3d\r\n',
    WEB,
  ],
  [
    'that waits for its address',
    'web LoadBalancer 10.105.20.11 <pending> 80:30080/TCP 3d',
    { ...WEB, type: 'LoadBalancer' },
  ],
  [
    'with an address outside',
    'web LoadBalancer 10.105.20.11 localhost 80:30080/TCP 3d',
    { ...WEB, type: 'LoadBalancer', loadBalancer: [{ host: 'localhost' }] },
  ],
])('a row of a Service without a header: %s', (_, text, service) => {
  expect(read(text).services).toEqual([service]);
});

test.each([
  ['wide', KIND_ROW.replace(' Debian', '   <none>   Debian'), KIND],
  ['wide, without its empty cells', KIND_ROW, KIND],
  [
    'narrow',
    'kind-worker   NotReady   <none>   3d4h   v1.27.3',
    { ...NOBODY, name: 'kind-worker', kubelet: 'v1.27.3', ready: 'no' },
  ],
  [
    'with labels',
    'n1 Ready master 5d v1.20.0 a=b,c=',
    { ...NOBODY, name: 'n1', kubelet: 'v1.20.0', roles: ['master'], labels: { a: 'b', c: '' } },
  ],
])('a row of a node without a header: %s', (_, text, node) => {
  expect(read(text).nodes).toEqual(known([node]));
});

test.each([
  'The Service web NodePort 10.105.20.11 <none> 80:30080/TCP 3d does not answer',
  'web is a NodePort with 10.105.20.11 and 80:30080/TCP since 3d',
  'web NodePort 10.105.20.11 80:30080/TCP',
  'web NodePort 80:30080/TCP 3d',
  'web NodePort 10.105.20.11 <none> 3d',
  'web NodePort 10.105.20.11 <none> 80:3OO80/TCP 3d',
  'Type: NodePort, 10.96.0.10, 80:30080/TCP, 3d',
  '- web NodePort 10.105.20.11 <none> 80:30080/TCP 3d',
  'node n1 is Ready since 5d with v1.27.3',
  'n1 Ready master 5d v1.27.3 and it works',
  'n1 Ready master v1.27.3',
  'n1 Ready 5d v2',
  `${KIND_ROW} works`,
  KIND_ROW.replace('172.18.0.2 ', ''),
  'NAME KIND ADDRESS EXTERNAL PORTS SINCE\nweb NodePort 10.105.20.11 <none> 80:30080/TCP 3d',
])('no row: %s', (text) => {
  expect(sentenceFor(`${text}\n`)).toBe(NOTHING);
});
