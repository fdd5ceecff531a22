import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { cannot, NOTHING_CHOSEN, one, UNCONFIGURED } from './one-kubeconfig.ts';

const YAML = `apiVersion: v1
kind: Config
preferences: {}
current-context: x
clusters:
- name: x
  cluster:
    server: $SERVER
    certificate-authority-data: $CA_DATA
users:
- name: x
  user:
    client-certificate-data: $JANE_CRT_DATA
    client-key-data: $JANE_KEY_DATA
contexts:
- name: x
  context: {cluster: x, user: x, namespace: shop}
`;

const YAML_MERGE = YAML.replace(
  'context: {cluster: x, user: x, namespace: shop}',
  `context:
    <<: &base {cluster: x, user: gone}
    user: x
    namespace: shop
- name: other
  context: *base`,
);

/** Of a YAML parser; the line of a source file; lists that hold tokens; what a terminal would obey. */
const OWN_WORDS = /yaml: .*|in scheme ".*"|: \[\{.*\}\]$|(?:\p{Cc}|\^\[)(?=\[31m)/gmu;

/** What stands in the one file of a row. */
const ROWS: readonly Situation[] = (
  [
    ['nothing', '', UNCONFIGURED],
    ['a comment', '# nothing\n', UNCONFIGURED],
    ['a separator alone', '---\n', UNCONFIGURED],
    ['null', 'null\n', UNCONFIGURED],
    ['JSON', JSON.stringify(one('x')), cannot('jane')],
    ['JSON with a comma too many', `${JSON.stringify(one('x')).slice(0, -1)},}`, cannot('jane')],
    ['JSON that ends early', '{"apiVersion": "v1", "kind"', "yaml: line 1: did not find expected ',' or '}'"],
    ['YAML', YAML, cannot('jane', 'shop')],
    ['YAML with Windows line ends', YAML.replaceAll('\n', '\r\n'), cannot('jane', 'shop')],
    ['YAML with a byte order mark', `\ufeff${YAML}`, cannot('jane', 'shop')],
    ['YAML of a second document, which is not read', `${YAML}---\ncurrent-context: gone\n`, cannot('jane', 'shop')],
    ['a first document that is empty', `---\n---\n${YAML}`, UNCONFIGURED],
    ['YAML with an anchor and a merge', YAML_MERGE, cannot('jane', 'shop')],
    ['a key twice: the last counts', `current-context: gone\n${YAML}`, cannot('jane', 'shop')],
    [
      'a tab where spaces belong',
      'clusters:\n\t- name: x\n',
      'yaml: line 2: found character that cannot start any token',
    ],
    ['a tab after a colon', YAML.replace('kind: ', 'kind:\t'), cannot('jane', 'shop')],
    ['an unclosed bracket', 'clusters: [', 'yaml: line 1: did not find expected node content'],
    ['an unclosed quote', 'current-context: "x', 'yaml: found unexpected end of stream'],
    ['a colon too many', 'current-context: a: b\n', 'yaml: mapping values are not allowed in this context'],
    [
      'a list',
      '- a\n',
      `couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    [
      'a text',
      'hello',
      `couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    [
      'a number',
      '5',
      `couldn't get version/kind; json parse error: json: cannot unmarshal number into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    ['an unknown anchor', 'clusters: *none\n', "yaml: unknown anchor 'none' referenced"],
    ['an unknown field', `${YAML}strange: 1\n`, cannot('jane', 'shop')],
    ['a field of other letters', YAML.replace('current-context', 'Current-Context'), UNCONFIGURED],
    ['a field that is null', YAML.replace('preferences: {}', 'preferences: null'), cannot('jane', 'shop')],
    ['lists that are null', 'clusters: null\nusers: Null\ncontexts:\n', UNCONFIGURED],
    [
      'a number for a name',
      'clusters:\n- name: 5\n',
      'json: cannot unmarshal number into Go struct field NamedCluster.clusters.name of type string',
    ],
    [
      'a number for the current context',
      YAML.replace('current-context: x', 'current-context: 5'),
      'json: cannot unmarshal number into Go struct field Config.current-context of type string',
    ],
    [
      'a date for the current context',
      YAML.replace('current-context: x', 'current-context: 2020-01-01'),
      'Error in configuration: context was not found for specified context: 2020-01-01',
    ],
    [
      'yes for a boolean',
      YAML.replace('    server:', '    insecure-skip-tls-verify: yes\n    server:'),
      'specifying a root certificates file with the insecure flag is not allowed',
    ],
    [
      'a text for a boolean',
      YAML.replace('    server:', '    insecure-skip-tls-verify: "true"\n    server:'),
      'json: cannot unmarshal string into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool',
    ],
    [
      'a number for a boolean',
      YAML.replace('    server:', '    insecure-skip-tls-verify: 1\n    server:'),
      'json: cannot unmarshal number into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool',
    ],
    [
      'a text for a list',
      'clusters: x\n',
      'json: cannot unmarshal string into Go struct field Config.clusters of type []v1.NamedCluster',
    ],
    [
      'an object for a list',
      'clusters: {}\n',
      'json: cannot unmarshal object into Go struct field Config.clusters of type []v1.NamedCluster',
    ],
    [
      'a text for an object',
      'clusters:\n- name: x\n  cluster: text\n',
      'json: cannot unmarshal string into Go struct field NamedCluster.clusters.cluster of type v1.Cluster',
    ],
    [
      'a text for an entry',
      'clusters:\n- x\n',
      'json: cannot unmarshal string into Go struct field Config.clusters of type v1.NamedCluster',
    ],
    [
      'a number for a token',
      'users:\n- name: x\n  user:\n    token: 12345\n',
      'json: cannot unmarshal number into Go struct field AuthInfo.users.user.token of type string',
    ],
    [
      'a list for a token',
      'users:\n- name: x\n  user:\n    token: [a]\n',
      'json: cannot unmarshal array into Go struct field AuthInfo.users.user.token of type string',
    ],
    [
      'no base64',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: "ab!c"\n',
      'illegal base64 data at input byte 2',
    ],
    [
      'half of base64',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: "abcde"\n',
      'illegal base64 data at input byte 4',
    ],
    [
      'base64 with spaces',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: "ab cd"\n',
      'illegal base64 data at input byte 2',
    ],
    [
      'base64 over lines',
      'clusters:\n- name: x\n  cluster:\n    certificate-authority-data: |\n      YWJj\n      ZGVm\n',
      UNCONFIGURED,
    ],
    ['another kind', 'apiVersion: v1\nkind: Pod\n', 'no kind "Pod" is registered for version "v1"'],
    ['another version', 'apiVersion: v2\nkind: Config\n', 'no kind "Config" is registered for version "v2"'],
    ['another group', 'apiVersion: apps/v1\nkind: Config\n', 'no kind "Config" is registered for version "apps/v1"'],
    [
      'a kind that is a number',
      'apiVersion: v1\nkind: 5\n',
      "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string",
    ],
    [
      'no version',
      'kind: Config\ncurrent-context: gone\n',
      'Error in configuration: context was not found for specified context: gone',
    ],
    [
      'no kind',
      'apiVersion: v1\ncurrent-context: gone\n',
      'Error in configuration: context was not found for specified context: gone',
    ],
    ['bytes that are no text', '\u0000\u0001', 'yaml: control characters are not allowed'],
    [
      'an emoji and control characters',
      'current-context: "\\u001b[31m\\U0001F600"\n',
      'Error in configuration: context was not found for specified context: [31m😀',
    ],
  ] as const
).map(([what, text, says]) => ({
  situation: `a file with ${what}`,
  files: { '.kube/config': text },
  says,
  apart: OWN_WORDS,
  ...(says === UNCONFIGURED && { hint: NOTHING_CHOSEN }),
}));

describeWithEveryKubectl('what stands in a kubeconfig, as kubectl reads it', ROWS);
