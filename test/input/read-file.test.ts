import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { known, NOT_ASKED } from '../../src/domain/answer.ts';
import { readFileFacts } from '../../src/input/read-file.ts';
import { parseFacts } from '../../src/input/report.ts';
import { aligned, aService, NOBODY, NODES, TABLE } from './pastes.ts';
import { read, readFiles, sentenceFor } from './read-paste.ts';

const LINES = aligned(TABLE);
const collapsed = LINES.map((line) => line.replace(/ +/g, ' '));

function cutAt(width: number): string[] {
  return LINES.flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? []);
}

describe('a table of nodes is read', () => {
  test.each([
    ['as kubectl prints it', LINES.join('\n')],
    ['after a prompt', `jane@desk:~$ kubectl get nodes -o wide\n${LINES.join('\n')}\njane@desk:~$ `],
    ['between prose, in a fence', `Hello,\n\n\`\`\`\n${LINES.join('\n')}\n\`\`\`\nAny idea why?\n`],
    ['with the line ends of Windows', LINES.join('\r\n')],
    ['with an empty line after each', LINES.join('\n\n')],
    ['collapsed to single blanks', collapsed.join('\n')],
    ['with tabs', TABLE.map((row) => row.join('\t')).join('\n')],
    [
      'as Markdown',
      TABLE.flatMap((row, at) => [`| ${row.join(' | ')} |`, ...(at === 0 ? ['|---|---|'] : [])]).join('\n'),
    ],
    ['cut by a terminal of 80', cutAt(80).join('\n')],
    ['cut by a terminal of 60', cutAt(60).join('\n')],
    [
      'cut, with the blanks at the ends lost',
      cutAt(80)
        .map((line) => line.trimEnd())
        .join('\n'),
    ],
    ['indented', LINES.map((line) => `    ${line}`).join('\n')],
    ['quoted in a mail', LINES.map((line) => `> ${line}`).join('\n')],
    ['coloured', LINES.map((line) => `\u001b[32m${line}\u001b[0m`).join('\n')],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual({
      kubeconfig: undefined,
      nodes: known(NODES),
      services: [],
      report: undefined,
      findings: [],
    });
  });

  test('in UTF-16 of both kinds, as PowerShell writes it', () => {
    const little = Buffer.from(`\ufeff${LINES.join('\r\n')}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    const ways = [little, big, little.subarray(2), big.subarray(2)]; // with a byte order mark, and where it is lost
    const expected = read(LINES.join('\n'));
    expect(ways.map((bytes) => readFileFacts([{ name: 'a', bytes }]))).toEqual(ways.map(() => expected));
  });

  test('of an old kubectl, with labels, and in the words of «get all»', () => {
    const old =
      'NAME      STATUS    AGE       VERSION   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION\nn1        Ready     2d        v1.7.4    <none>        Ubuntu 16.04.2 LTS   4.4.0-83-generic\n';
    const labels =
      '\nNAME      STATUS   ROLES    AGE   VERSION   LABELS\nnode/n2   Ready    master   1d    v1.20.0   a=b,minikube.k8s.io/name=minikube,c=\n';
    expect([read(old).nodes, read(labels).nodes]).toEqual([
      known([{ ...NOBODY, name: 'n1', kubelet: 'v1.7.4', osImage: 'Ubuntu 16.04.2 LTS', kernel: '4.4.0-83-generic' }]),
      known([
        {
          ...NOBODY,
          name: 'n2',
          kubelet: 'v1.20.0',
          roles: ['master'],
          labels: { a: 'b', 'minikube.k8s.io/name': 'minikube', c: '' },
        },
      ]),
    ]);
  });

  test('together with a narrow one, and each tells what the other does not', () => {
    expect(
      read(`${LINES.join('\n')}\n\nNAME STATUS ROLES AGE VERSION\norbstack Ready master 5d v1.29.3+orb1\n`).nodes,
    ).toEqual(
      known(NODES.map((node) => (node.name === 'orbstack' ? { ...node, roles: ['master'], ready: 'yes' } : node))),
    );
  });
});

const SERVICES = `NAMESPACE     NAME         TYPE           CLUSTER-IP     EXTERNAL-IP                PORT(S)                      AGE
default       web          NodePort       10.105.20.11   <none>                     80:30080/TCP,443:30443/TCP   3d
kube-system   kube-dns     ClusterIP      10.96.0.10     <none>                     53/UDP,53/TCP                20d
default       edge         LoadBalancer   10.96.0.20     203.0.113.7,a1b2c3d4e5...  80:31000/TCP                 20d
default       waits        LoadBalancer   10.96.0.21     <pending>                  80:31001/TCP                 20d
`;

test('a table of Services is read, without hosts that were cut', () => {
  expect(read(SERVICES).services).toEqual([
    aService('web', [
      [80, 30_080],
      [443, 30_443],
    ]),
    aService('kube-dns', [[53, undefined, 'UDP'], [53]], { namespace: 'kube-system', type: 'ClusterIP' }),
    aService('edge', [[80, 31_000]], { type: 'LoadBalancer', loadBalancer: [{ host: '203.0.113.7' }] }),
    aService('waits', [[80, 31_001]], { type: 'LoadBalancer' }),
  ]);
});

const CONFIG = `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: DATA+OMITTED
    extensions:
    - extension:
        provider: minikube.sigs.k8s.io
      name: cluster_info
    server: https://192.168.49.2:8443
  name: minikube
contexts:
- context:
    cluster: minikube
    namespace: shop
    user: jane
  name: mk
current-context: mk
kind: Config
users:
- name: jane
  user:
    token: REDACTED
`;

test("a table of other things is passed over, one without types or namespaces is of the kubeconfig's", () => {
  const all =
    'NAME      READY   STATUS    RESTARTS   AGE\npod/web   1/1     Running   0          5d\n\nNAME          CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE\nservice/web   10.0.0.1     <none>        80:30080/TCP   5d\nsvc/db        10.0.0.2     <none>        3306/TCP       5d\n';
  expect(read(`${all}$ kubectl config view --minify\n${CONFIG}`)).toEqual({
    kubeconfig: {
      context: 'mk',
      cluster: 'minikube',
      user: 'jane',
      namespace: 'shop',
      server: { host: '192.168.49.2', port: 8443 },
      provider: 'minikube.sigs.k8s.io',
    },
    nodes: NOT_ASKED,
    services: [
      aService('web', [[80, 30_080]], { namespace: 'shop' }),
      aService('db', [[3306]], { namespace: 'shop', type: 'ClusterIP' }),
    ],
    report: undefined,
    findings: [],
  });
});

const NODE = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\nstatus:\n  nodeInfo:\n    osImage: OrbStack\n';
const NODE_JSON = JSON.stringify({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n2' } }, null, 4);
const LIST =
  'apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: n1\n  status:\n    nodeInfo:\n      osImage: OrbStack\n';
const N1 = { ...NOBODY, name: 'n1', osImage: 'OrbStack', ready: 'unknown' };

test.each([
  ['one after the other without a line between', `${LIST}kind: List\n${CONFIG}`, [N1]],
  ['the kubeconfig first', `${CONFIG}${NODE}`, [N1]],
  [
    'with a line between, and JSON at the end',
    `${NODE}---\n${CONFIG}---\n${NODE_JSON}${NODE_JSON.replace('n2', 'n3')}`,
    [N1, { ...NOBODY, name: 'n2', ready: 'unknown' }, { ...NOBODY, name: 'n3', ready: 'unknown' }],
  ],
  [
    'objects of other groups left out',
    `${NODE}---\napiVersion: longhorn.io/v1beta2\nkind: Node\nmetadata:\n  name: x\n`,
    [N1],
  ],
])('documents are told apart: %s', (_, text, nodes) => {
  expect(read(text).nodes).toEqual(known(nodes));
});

test.each([
  ['nothing', '', 'paste.txt: the file is empty'],
  ['bytes', new Uint8Array([97, 10, 0]), 'paste.txt:2: not a text: it holds a NUL byte'],
  ['JSON without its end', '{"a": [\n1,\n', 'paste.txt:3: the JSON document that begins in line 1 ends too early'],
  ['JSON with a fault', '\n{"a":\n 1,,}', 'paste.txt:3: the JSON document that begins in line 2 is not valid here'],
  ['JSON too deep', `{"a":${'['.repeat(300)}`, 'paste.txt:1: nested too deeply'],
  [
    'JSON without its begin',
    '  "kind": "x"\n},\n  {\n    "kind": "Node"\n  }',
    'paste.txt:1: a part of a document whose begin is missing',
  ],
  [
    'YAML with a tab',
    'apiVersion: v1\nmetadata:\n\tname: x\n',
    'paste.txt:3: not YAML: tab characters must not be used in indentation',
  ],
  ['YAML without its end', LIST, 'paste.txt:1: the List that begins here is not all there'],
  [
    'a bomb',
    `apiVersion: v1\na: &a [x]\nb: [${'*a,'.repeat(200)}]\n`,
    'paste.txt:3: not YAML: aliases exceeded maxAliases (100)',
  ],
  [
    'a row without its end',
    LINES.slice(0, 2).join('\n').slice(0, -40),
    'paste.txt:2: the row does not fit the 10 columns of its table; is it cut off',
  ],
  [
    'a row that has just begun',
    `${LINES.slice(0, 2).join('\n')}\norbst`,
    'paste.txt:3: the row does not fit the 10 columns of its table; is it cut off',
  ],
  [
    'a row that lost a word',
    collapsed.slice(0, 2).join('\n').replace('192.168.65.3 ', ''),
    'paste.txt:2: the row does not fit the 10 columns of its table; is it cut off',
  ],
])('%s ends in a sentence with the place', (_, text, sentence) => {
  expect(sentenceFor(text)).toBe(sentence);
});

test.each([
  `NAME ${'A'.repeat(60_000)}!\n`,
  `NAME   STATUS   AGE   VERSION   INTERNAL-IP\na   Ready   1d   v1.30.0   ${'x'.repeat(60_000)}!\n`,
  `NAME\tSTATUS\tAGE\tVERSION\na\tReady${' '.repeat(60_000)}1d\n`,
  'a',
  '\n',
  'foo\n',
  '{"a',
  'kind: Node\n',
  '{}\n',
  'NAME STATUS\nAGE\n',
  '> ',
  'a Ready ',
  'a NodePort 1.2.3.4 80/TCP x\n',
])(
  '2 MB of %j end in a sentence',
  (piece) => {
    expect(sentenceFor(piece.repeat(2_000_000 / piece.length))).toMatch(/^paste\.txt/);
  },
  60_000, // what takes its square of the length takes an hour
);

const FIXTURES = new URL('../fixtures/', import.meta.url);
const files = readdirSync(FIXTURES).flatMap((id) =>
  readdirSync(new URL(`${id}/`, FIXTURES)).map((name) => `${id}/${name}/facts.json`),
);

test('a table without a column for it is of the namespace that was asked, until something else is', () => {
  const header = 'NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE';
  const row = (name: string) => `${name}   NodePort   10.96.1.2    <none>        80:30080/TCP   3d`;
  const table = (name: string) => `${header}\n${row(name)}\n`;
  const found = read(`${table('early')}
\u001b[32m$\u001b[0m kubectl get svc -n shop
${table('web')}
then in my other namespace

> kubectl -n prod get svc -o wide
> NAMESPACE   ${header}
> other       ${row('api')}

${table('db')}
$ kubectl get svc
${table('home')}`);
  expect(found.services.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
    'default/early',
    'shop/web',
    'other/api',
    'prod/db',
    'default/home',
  ]);
});

test('kubelets of fakes are called as their tools like', () => {
  const { nodes } = read(`NAME     STATUS   ROLES   AGE   VERSION
node-1   Ready    agent   5d    kwok-v0.6.1
node-2   Ready    agent   5d    fake
`);
  expect(nodes.kind === 'known' && nodes.value.map(({ kubelet }) => kubelet)).toEqual(['kwok-v0.6.1', 'fake']);
});

test('the kubeconfig and the slices of one file are for the Services of another', () => {
  const config = {
    kind: 'Config',
    apiVersion: 'v1',
    contexts: [{ name: 'c', context: { cluster: 'c', namespace: 'shop' } }],
  };
  const slice = {
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 8080 }],
    endpoints: [{ addresses: ['10.1.0.9'], conditions: { ready: true }, nodeName: 'a' }],
  };
  const { services } = readFiles({
    'slices.json': JSON.stringify(slice),
    'services.txt':
      'NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE\nweb    NodePort   10.96.0.9    <none>        80:30080/TCP   3d\n',
    'config.json': JSON.stringify(config),
  });
  expect(services.map(({ namespace, ports }) => [namespace, ports[0]?.endpoints])).toEqual([
    ['shop', known([{ isReady: true, node: 'a' }])],
  ]);
});

test('what `kubectl describe` says below a table is no row of it', () => {
  const { services } = read(`NAME   TYPE       CLUSTER-IP      EXTERNAL-IP   PORT(S)        AGE
web    NodePort   10.96.164.100   <none>        80:30080/TCP   3d
Name:                     web
Type:                     NodePort
IP:                       10.96.164.100
NodePort:                 <unset>  30080/TCP
`);
  expect(services.map(({ name }) => name)).toEqual(['web']);
});

test.each([
  'cert-manager   Ready   True   3d   v1.2.0',
  'prod   Ready   healthy   3d   v1.28.1',
  'release   Ready   worker   3d   v1.2.0',
])('without a header `%s` is no node', (line) => {
  expect(sentenceFor(`${line}\n`)).toMatch(/^paste\.txt: nothing known in it/);
});

test('a header that has a column many times is not tried in all ways', () => {
  const header = `NAME   TYPE   CLUSTER-IP   ${'EXTERNAL-IP   '.repeat(24)}PORT(S)   AGE`;
  const row = `web   NodePort   10.0.0.1   ${'10.0.0.2   '.repeat(12)}80:30080/TCP   3d`;
  expect(sentenceFor(`${header}\n${row}\n`)).toBe(
    'paste.txt:2: the row does not fit the 29 columns of its table; is it cut off',
  );
});

test.each([
  ['https://10.0.0.1:6443', { host: '10.0.0.1', port: 6443 }],
  ['https://10.0.0.1:6443/', { host: '10.0.0.1', port: 6443 }],
  ['https://rancher.example/k8s/clusters/SECRET', { host: 'rancher.example', port: 443, isProxy: true }],
])('of the server %s no more is kept than where it is', (server, kept) => {
  const config = { kind: 'Config', apiVersion: 'v1', clusters: [{ name: 'c', cluster: { server } }] };
  const contexts = [{ name: 'c', context: { cluster: 'c', user: 'c' } }];
  const { kubeconfig } = read(JSON.stringify({ ...config, contexts, 'current-context': 'c' }));
  expect(kubeconfig?.server).toEqual(kept);
});

test('a report may be as long as the file may', () => {
  const value = Array.from({ length: 40_000 }, (_, index) => ({ name: `node-${index}` }));
  const facts = { nodes: { kind: 'known', value } };
  const { nodes } = read(JSON.stringify({ apiVersion: 'kubectl-nodeport/v1', kind: 'ClusterReport', facts }));
  expect(nodes.kind === 'known' && nodes.value.length).toBe(40_000);
});

test.each(files)('an earlier report with the facts of %s tells them again', (file) => {
  const facts = parseFacts(JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')));
  const { kubeconfig, nodes, services, machine, tunnels: _, ...around } = facts; // those have ended
  const report = { apiVersion: 'kubectl-nodeport/v1', kind: 'ClusterReport', recorded: '2026-11-02T09:12:41Z', facts };
  expect(read(JSON.stringify(report))).toEqual({
    kubeconfig,
    nodes,
    services,
    report: { machine, ...around, recorded: '2026-11-02T09:12:41Z', overrule: undefined, isDown: false },
    findings: [],
  });
});
