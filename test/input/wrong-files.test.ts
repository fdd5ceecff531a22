import { expect, test } from 'vitest';
import { known } from '../../src/domain/answer.ts';
import { aligned, NOBODY, TABLE } from './pastes.ts';
import { read, sentenceFor, sentenceForFiles } from './read-paste.ts';

const NARROW = 'NAME   STATUS   ROLES   AGE   VERSION\n';

function nodes(...names: readonly string[]): string {
  return NARROW + names.map((name) => `${name}   Ready   <none>   5d   v1.30.0\n`).join('');
}

function list(...names: readonly string[]): string {
  return JSON.stringify({ kind: 'List', items: names.map((name) => ({ kind: 'Node', metadata: { name } })) });
}

const MIXED = 'no node here is among those of line';

test.each([
  [
    'two tables',
    `$ kubectl get nodes\n${nodes('a', 'b')}\n${nodes('c')}`,
    `paste.txt:6: ${MIXED} 2: are these two clusters? one at a time`,
  ],
  [
    'two Lists',
    `${list('a', 'b')}\n\n${list('c')}\n`,
    `paste.txt:3: ${MIXED} 1: are these two clusters? one at a time`,
  ],
  [
    'a table and a List',
    `${nodes('a')}\n${list('c')}\n`,
    `paste.txt:4: ${MIXED} 1: are these two clusters? one at a time`,
  ],
  [
    'a third table',
    nodes('a') + nodes('a', 'b') + nodes('c'),
    `paste.txt:6: ${MIXED} 1: are these two clusters? one at a time`,
  ],
])('nodes of two clusters are refused: %s', (_, text, sentence) => {
  expect(sentenceFor(text)).toBe(sentence);
});

test('nodes of two clusters are refused in two files, too', () => {
  expect(sentenceForFiles({ 'a.txt': nodes('a', 'b'), 'b.txt': `\n${nodes('c')}` })).toBe(
    'b.txt:2: no node here is among those of a.txt:1: are these two clusters? one at a time',
  );
});

test('a file in which there is nothing is named, whatever is in the other one', () => {
  expect(sentenceForFiles({ 'a.txt': nodes('a'), 'b.txt': 'No resources found\n' })).toBe(
    'b.txt: all that is in it is what kubectl says: "No resources found …"',
  );
});

const alone = (name: string) => `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n`;

test.each([
  ['before and after it was scaled', nodes('a') + nodes('a', 'b', 'c') + nodes('b', 'c'), ['a', 'b', 'c']],
  ['over a table that comes last', nodes('a') + nodes('c') + nodes('a', 'c'), ['a', 'c']],
  ['a table and the same as a List', `${nodes('a', 'b')}${list('a', 'b')}`, ['a', 'b']],
  ['documents of single nodes', [alone('a'), alone('b'), alone('c')].join('---\n'), ['a', 'b', 'c']],
  ['a row without a header', `b Ready <none> 5d v1.30.0\n${nodes('a')}`, ['b', 'a']],
  ['an empty List', `${list()}\n${nodes('a')}`, ['a']],
])('nodes of one cluster are read: %s', (_, text, names) => {
  const { nodes: found } = read(text);
  expect(found.kind === 'known' && found.value.map(({ name }) => name)).toEqual(names);
});

test.each([
  ['Services', 'NAMESPACE NAME TYPE CLUSTER-IP EXTERNAL-IP\n', 1, 'PORT(S)'],
  ['Services with rows', 'NAME   TYPE   CLUSTER-IP\nweb   NodePort   10.96.0.10\n', 1, 'PORT(S)'],
  [
    'Services, within a word',
    'NAME   TYPE   CLUSTER-IP   EXTERNAL-IP   PORT(\nweb   NodePort   10.96.0.10   <none>   80:3\n',
    1,
    'PORT(S)',
  ],
  [
    'Services, a column in the middle',
    '\nNAME TYPE CLUSTER-IP EXTERNAL-IP AGE\nweb NodePort 10.96.0.10 <none> 3d\n',
    2,
    'PORT(S)',
  ],
  ['Services of an old kubectl', 'NAME   CLUSTER-IP   EXTERNAL-IP\n', 1, 'PORT(S)'],
  ['nodes', 'NAME   STATUS   ROLES   AGE\nn1   Ready   master   5d\n', 1, 'VERSION'],
  ['nodes, within a word', 'NAME   STATUS   ROLES   AGE   VERS\nn1   Ready   master   5d   v1.2\n', 1, 'VERSION'],
])('a header that is cut on the right is refused: %s', (_, text, line, column) => {
  expect(sentenceFor(text)).toBe(`paste.txt:${line}: the header of the table has no column ${column}; is it cut off`);
});

test.each([
  ['namespaces', 'NAME   STATUS   AGE\ndefault   Active   5d\n'],
  ['secrets', 'NAME   TYPE   DATA   AGE\nx   Opaque   1   5d\n'],
  ['deployments', 'NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb   1/1   1   1   5d\n'],
  ['columns of the user’s choice', 'NAME   NODEPORT   TYPE\nweb   30080   NodePort\n'],
])('a table of something else is passed over: %s', (_, text) => {
  expect(read(text + nodes('a')).nodes).toEqual(known([{ ...NOBODY, name: 'a', kubelet: 'v1.30.0' }]));
});

const SVC = 'NAME   TYPE   CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\n';

test.each([
  ['a port that is too large', '80:99999/TCP', '<none>   '],
  ['letters for digits', '80:3OO80/TCP', '<none>   '],
  ['a semicolon for a colon', '8080;30081/TCP', '<none>   '],
  ['no protocol', '80:30080', '<none>   '],
  ['an unknown protocol', '80:30080/ICMP', '<none>   '],
  ['a wrong one of two', '80:30080/TCP,443:3o443/TCP', '<none>   '],
  ['and EXTERNAL-IP dropped', '80:3OO80/TCP', ''],
])('a cell of ports that is none is named: %s', (_, cell, outside) => {
  expect(sentenceFor(`${SVC}web   NodePort   10.96.0.10   ${outside}${cell}   3d\n`)).toBe(
    `paste.txt:2: PORT(S) "${cell}" is not what kubectl writes`,
  );
});

test('a row without a header has its port looked at, too', () => {
  expect(sentenceFor('web NodePort 10.96.0.10 <none> 80:99999/TCP 3d')).toBe(
    'paste.txt:1: PORT(S) "80:99999/TCP" is not what kubectl writes',
  );
});

test.each([
  ['kubectl-nodeport/v2', { apiVersion: 'kubectl-nodeport/v2', kind: 'ClusterReport', facts: {} }],
  ['kubectl-nodeport/v1beta1', { apiVersion: 'kubectl-nodeport/v1beta1', kind: 'Report' }],
])('a report of another version is refused: %s', (version, report) => {
  expect(sentenceFor(`\n${JSON.stringify(report)}`)).toBe(
    `paste.txt:2: a report of another version, "${version}": this program reads "kubectl-nodeport/v1"`,
  );
});

test.each([
  ['nothing', '', 'the file is empty'],
  ['blanks', ' \r\n\t\n', 'the file is empty'],
  [
    'a sentence',
    'hello\n',
    'nothing known in it: no nodes or Services as YAML, JSON or tables of kubectl, no kubeconfig, no report of explain -o json',
  ],
  [
    'a report without its facts',
    JSON.stringify({ apiVersion: 'kubectl-nodeport/v1', kind: 'ClusterReport' }),
    'nothing known in it: no nodes or Services as YAML, JSON or tables of kubectl, no kubeconfig, no report of explain -o json',
  ],
  [
    'what list prints',
    JSON.stringify({ apiVersion: 'kubectl-nodeport/v1', kind: 'NodePortList', items: [] }, null, 2),
    'this is what list prints: -f reads what explain -o json prints',
  ],
  [
    'no resources',
    '$ kubectl get svc\nNo resources found in default namespace.\n',
    'all that is in it is what kubectl says: "No resources found …"',
  ],
  [
    'no connection',
    'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n',
    'all that is in it is what kubectl says: "The connection to the server …"',
  ],
])('a file that has nothing for us says why: %s', (_, text, sentence) => {
  expect(sentenceFor(text)).toBe(`paste.txt: ${sentence}`);
  expect(sentence.length).toBeLessThanOrEqual(160);
});

test('nothing on standard input is told as that', () => {
  expect(sentenceFor('', 'standard input')).toBe('standard input: nothing was read');
});

test('every other byte NUL is no text where it does not begin so', () => {
  const bytes = Buffer.concat([Buffer.from('NAME\n'), Buffer.from(aligned(TABLE).join('\n'), 'utf16le')]);
  expect(sentenceFor(bytes)).toBe('paste.txt:2: not a text: it holds a NUL byte');
});

test.each([
  ['nodes', 50_000, (count: number) => nodes(...Array.from({ length: count }, (_, index) => `n${index}`))],
  [
    'Services',
    50_000,
    (count: number) =>
      SVC +
      Array.from({ length: count }, (_, index) => `s${index}   ClusterIP   None   <none>   80/TCP   3d\n`).join(''),
  ],
])('more %s than %i are of no cluster', (what, most, table) => {
  expect([sentenceFor(table(most)), sentenceFor(table(most + 1))]).toEqual([
    'no error',
    `paste.txt: more than 50,000 ${what}: no cluster has as many`,
  ]);
});
