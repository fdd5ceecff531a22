import { beforeAll, expect, test } from 'vitest';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import { type Finished, run } from '../lab/run.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, nodeport } from './in-lab.ts';
import { role } from './role.ts';

const HERE = ['-n', 'words'] as const;
const EMPTY = ['-n', 'wordless'] as const;

/** What follows `kubectl get services` and `kubectl nodeport list`; our exit code: kubectl's is 0 where it is 0, else 1. */
type Row = [situation: string, args: readonly string[], code: number, user?: 'sees-nothing' | 'sees-words'];

describeInLab("kubectl's words, side by side", ({ bare: { machine, access, controlPlane } }) => {
  const users = new Map<string, string>();

  beforeAll(async () => {
    await apply(machine, [
      ...['words', 'wordless'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      paperNode({ name: 'words-node', internalIp: '127.0.80.9' }),
      ...paperService({ name: 'web', namespace: 'words', nodePort: 30_109, endpointsOn: ['words-node'] }),
      ...paperService({ name: 'api', namespace: 'words', nodePort: 30_110, endpointsOn: ['words-node'] }),
      ...role('sees-words', 'words', [{ apiGroups: [''], resources: ['services'], verbs: ['get', 'list'] }]),
    ]);
    for (const name of ['sees-nothing', 'sees-words']) {
      const identity = { name, commonName: name, organizations: [] };
      users.set(name, await writeKubeconfig(controlPlane.authority, access, identity));
    }
  });

  async function both(args: readonly string[], user?: string): Promise<readonly [theirs: Finished, ours: Finished]> {
    const env: Record<string, string> = user === undefined ? {} : { KUBECONFIG: users.get(user)! };
    // kubectl wants no type where each name brings its own.
    const type = args.some((arg) => /^\w*\//.test(arg)) ? [] : ['services'];
    const theirs = await run(machine, ['kubectl', 'get', ...type, ...args], { env });
    return [theirs, await nodeport(machine, ['list', ...args], { env })];
  }

  test.each<Row>([
    ['an empty namespace', [...EMPTY], 0],
    ['an empty namespace, wide', [...EMPTY, '-owide'], 0],
    ['an empty namespace, without headers', [...EMPTY, '--no-headers'], 0],
    ['an empty namespace as JSON', [...EMPTY, '-ojson'], 0],
    ['an empty namespace as names', [...EMPTY, '-o', 'name'], 0],
    ['an empty namespace through a template', [...EMPTY, '-o=jsonpath={.items[*].name}'], 0],
    ['an empty namespace as columns', [...EMPTY, '-o', 'custom-columns=NAME:.name'], 0],
    ['an empty namespace as columns without headers', [...EMPTY, '-o', 'custom-columns=NAME:.name', '--no-headers'], 0],
    ['an empty namespace that is no error', [...EMPTY, '--ignore-not-found'], 0],
    ['an empty namespace that is no error, as JSON', [...EMPTY, '--ignore-not-found', '-o', 'json'], 0],
    ['nothing in all namespaces', ['-A', '-l', 'absent=x'], 0],
    ['nothing in all namespaces, as JSON', ['--all-namespaces', '--selector=absent=x', '-o', 'json'], 0],
    ['labels that nobody has', [...HERE, '-l', 'absent in (a,b)'], 0],
    ['fields that nobody has', [...HERE, '--field-selector', 'metadata.name=absent'], 0],
    ['a type that nobody has', [...HERE, '--field-selector=spec.type!=NodePort'], 0],
    ['a namespace that does not exist', ['-n', 'nowhere'], 0],
    ['a namespace that cannot exist', ['-n', 'UPPER_x'], 0],
    ['a namespace that is a path', ['-n=a/b'], 2],
    ['everything', [...HERE], 0],
    ['everything, by an empty selector', [...HERE, '-l', ''], 0],
    ['everything, in no format', [...HERE, '-o', ''], 0],
    ['everything as names', [...HERE, '-o', 'NAME'], 0],
    ['everything as JSON', [...HERE, '-o', 'JSON'], 0],
    ['one', [...HERE, 'web'], 0],
    ['one as a name', [...HERE, 'web', '-o', 'name'], 0],
    ['one by its field', [...HERE, '--field-selector', 'metadata.name==web'], 0],
    ['one with its type', [...HERE, 'svc/web'], 0],
    ['two with their types', [...HERE, 'services/api', 'service/web'], 0],
    ['one after the end of the flags', [...HERE, '--', 'web'], 0],
    ['one that is missing', [...HERE, 'absent'], 2],
    ['one that is missing, with its type', [...HERE, 'svc/absent'], 2],
    ['one that is missing, as JSON', [...HERE, 'absent', '-o', 'json'], 2],
    ['one that is missing, as a name', [...HERE, 'absent', '-o', 'name'], 2],
    ['one that is missing, through a template', [...HERE, 'absent', '-o', 'jsonpath={.items}'], 2],
    ['two that are missing', [...HERE, 'absent', 'other'], 2],
    ['two that are missing, as JSON', [...HERE, 'absent', 'other', '-o', 'json'], 2],
    ['the same one missing twice', [...HERE, 'absent', 'absent'], 2],
    ['one found and one missing', [...HERE, 'web', 'absent'], 2],
    ['one missing and one found', [...HERE, 'absent', 'web'], 2],
    ['one found and one missing, as JSON', [...HERE, 'web', 'absent', '-o', 'json'], 2],
    ['one found and one missing, as names', [...HERE, 'web', 'absent', '-o', 'name'], 2],
    ['one missing that is no error', [...HERE, 'absent', '--ignore-not-found'], 0],
    ['one missing that is no error, as JSON', [...HERE, 'absent', '--ignore-not-found', '-o', 'json'], 0],
    ['one missing that is no error, beside one found', [...HERE, 'web', 'absent', '--ignore-not-found'], 0],
    ['one missing in a namespace that does not exist', ['-n', 'nowhere', 'absent'], 2],
    ['one missing in the default namespace', ['-n', '', 'absent'], 2],
    ['a name with a space', [...HERE, 'a b'], 2],
    ['two names in one word', [...HERE, 'web,api'], 2],
    ['a name that looks like a flag', [...HERE, '--', '--nonsense'], 2],
    ['an empty name', [...HERE, ''], 2],
    ['a type without a name', [...HERE, 'svc/'], 2],
    ['a name without its type', [...HERE, '/web'], 2],
    ['two slashes', [...HERE, 'svc/a/b'], 2],
    ['a name in all namespaces', ['web', '-A'], 2],
    ['a name with its type in all namespaces', ['svc/web', '-A'], 2],
    ['a name and labels', ['web', '-l', 'a=b'], 2],
    ['a name and labels in all namespaces', ['web', '-l', 'a=b', '-A'], 2],
    ['a name and fields', ['web', '--field-selector', 'metadata.name=web'], 2],
    ['a name with its type, and labels', ['svc/web', '-l', 'a=b'], 2],
    ['a set without its values', [...HERE, '-l', 'a in'], 2],
    ['a set that is not closed', [...HERE, '-l', 'a in ('], 2],
    ['a selector of signs', [...HERE, '-l', '==='], 2],
    ['two values for a label', [...HERE, '-l', 'a=b=c'], 2],
    ['nothing between two labels', [...HERE, '-l', 'a,,b'], 2],
    ['a label that cannot be', [...HERE, '-l', '-x'], 2],
    ['a field without a value', [...HERE, '--field-selector', 'nonsense'], 2],
    ['a field that cannot be selected by', [...HERE, '--field-selector=spec.nonsense=x', '-l', 'a'], 2],
    ['a template that is not closed', [...HERE, '-o', 'jsonpath={'], 2],
    ['a template that is missing', [...HERE, '-o', 'jsonpath'], 2],
    ['columns that are missing', [...HERE, '-o', 'custom-columns'], 2],
    ['a column without a path', [...HERE, '-o', 'custom-columns=NAME'], 2],
    ['an unknown flag', [...HERE, '--nonsense'], 2],
    ['an unknown flag before another', [...HERE, '--nonsense=x', '-Q'], 2],
    ['an unknown letter', [...HERE, '-Q'], 2],
    ['a letter without its argument', [...HERE, '-o'], 2],
    ['a flag without its argument', [...HERE, '--selector'], 2],
    ['a boolean that is none', [...HERE, '--no-headers=maybe'], 2],
    ['a letter whose boolean is none', [...HERE, '-A=maybe'], 2],
    ['forbidden in a namespace', [...HERE], 3, 'sees-nothing'],
    ['forbidden in all', ['-A'], 3, 'sees-nothing'],
    ['forbidden in all, allowed in one', ['-A'], 3, 'sees-words'],
    ['forbidden in this one, allowed in another', [...EMPTY], 3, 'sees-words'],
    ['one that is missing, and no right to look elsewhere', [...HERE, 'absent'], 2, 'sees-words'],
  ])('%s', async (_, args, code, user) => {
    const [theirs, ours] = await both(args, user);
    expect([sayings(ours), shown(ours.stdout), ours.code]).toEqual([sayings(theirs), shown(theirs.stdout), code]);
    expect(theirs.code).toBe(Math.min(code, 1));
  });

  test.each<[because: string, args: readonly string[], theirs: string, ours: string, user?: string]>([
    [
      'the nearest name is said',
      [...HERE, 'wbe'],
      'Error from server (NotFound): services "wbe" not found',
      'Error from server (NotFound): services "wbe" not found\ndid you mean `kubectl nodeport list web -n words`?',
    ],
    [
      'so is the namespace that has it',
      ['-n', 'nowhere', 'web'],
      'Error from server (NotFound): namespaces "nowhere" not found',
      'Error from server (NotFound): namespaces "nowhere" not found\ndid you mean `kubectl nodeport list web -n words`?',
    ],
    [
      'a nearest flag, too',
      ['--no-header'],
      'error: unknown flag: --no-header',
      'error: unknown flag: --no-header\ndid you mean `--no-headers`?',
    ],
    [
      'only Services are listed, and nobody is asked for another type',
      [...HERE, 'pod/web'],
      'Error from server (NotFound): pods "web" not found',
      'error: the resource "pod/web" is not a Service',
    ],
    [
      'nor is it asked which types there are',
      [...HERE, 'nonsense/web'],
      `error: the server doesn't have a resource type "nonsense"`,
      'error: the resource "nonsense/web" is not a Service',
    ],
    [
      'there are fewer formats',
      [...HERE, '-o', 'xml'],
      'error: unable to match a printer suitable for the output format "xml", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml',
      'error: unable to match a printer suitable for the output format "xml", allowed formats are: custom-columns,json,jsonpath,name,wide,yaml',
    ],
    [
      'a Service is found in the list, not got by its name',
      [...HERE, 'web'],
      'Error from server (Forbidden): services "web" is forbidden: User "sees-nothing" cannot get resource "services" in API group "" in the namespace "words"',
      'Error from server (Forbidden): services is forbidden: User "sees-nothing" cannot list resource "services" in API group "" in the namespace "words"',
      'sees-nothing',
    ],
  ])('other words, because %s', async (_, args, theirs, ours, user) => {
    const said = await both(args, user);
    expect(said.map(sayings)).toEqual([theirs.split('\n'), ours.split('\n')]);
  });

  test.each<[because: string, args: readonly string[]]>([
    ['types are taken in any case', [...HERE, 'SVC/web']],
    ['names with and without their type may be mixed', [...HERE, 'svc/web', 'api']],
  ])('what kubectl refuses and we do not: %s', async (_, args) => {
    const [theirs, ours] = await both(args);
    expect([theirs.code, ours.code, ours.stderr]).toEqual([1, 0, '']);
  });

  test('a name that is given twice is one row', async () => {
    const [theirs, ours] = await both([...HERE, 'web', 'web', '-o', 'name']);
    expect([theirs.stdout, ours.stdout]).toEqual(['service/web\nservice/web\n', 'service/web\n']);
  });

  test('rows stand in the order of the API server, not of the names', async () => {
    const [theirs, ours] = await both([...HERE, 'web', 'api', '-o', 'name']);
    expect([theirs.stdout, ours.stdout]).toEqual(['service/web\nservice/api\n', 'service/api\nservice/web\n']);
  });

  test('the server says its version as it does to kubectl', async () => {
    const env = { KUBECONFIG: users.get('sees-nothing')! };
    const theirs = await run(machine, ['kubectl', 'version'], { env });
    const ours = await nodeport(machine, ['version', '--client=false'], { env });
    expect([ours.stdout.split('\n').slice(1), ours.stderr, ours.code]).toEqual([
      theirs.stdout.split('\n').slice(2),
      '',
      0,
    ]);
    const [theirJson, ourJson] = await Promise.all([
      run(machine, ['kubectl', 'version', '-o', 'json'], { env }),
      nodeport(machine, ['version', '--client=false', '-o', 'json'], { env }),
    ]);
    expect(JSON.parse(ourJson.stdout).serverVersion).toEqual(JSON.parse(theirJson.stdout).serverVersion);
  });

  test('a server that is down: our own version, and its sentence', async () => {
    const server = ['-s', 'https://127.0.0.1:9'];
    const theirs = await run(machine, ['kubectl', 'version', ...server]);
    const ours = await nodeport(machine, ['version', '--client=false', ...server]);
    expect([ours.stdout.split('\n').length, sayings(ours), ours.code]).toEqual([2, sayings(theirs), 3]);
  });
});

/** What was said, but for klog's lines and the way to help, which names another command. */
function sayings({ stderr }: Finished): readonly string[] {
  return stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !/^([EWI]\d{4} |See ')/.test(line));
}

/** What both have in common on standard output: the names of the Services, or the first column of a table. */
function shown(stdout: string): readonly string[] {
  if (!stdout.startsWith('{')) return stdout.split('\n').map((line) => line.split(/ +/)[0]!);
  const document = JSON.parse(stdout) as { readonly items?: readonly Item[] } & Item;
  return (document.items ?? [document]).map(({ service, metadata }) => service ?? metadata?.name ?? '');
}

interface Item {
  readonly service?: string;
  readonly metadata?: { readonly name?: string };
}
