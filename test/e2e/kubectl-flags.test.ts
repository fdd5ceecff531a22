import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { apply } from './in-lab.ts';

const ADMIN = { KUBECONFIG: '$ADMIN' };

/** Words that both understand, in two namespaces with a Service each. */
const UNDERSTOOD: readonly (readonly [says: string, ...words: readonly string[]])[] = [
  ['service/web', '-n', 'beside-a', '-o', 'name'],
  ['service/web', '-nbeside-a', '-oname'],
  ['service/web', '-n=beside-a', '-o=name'],
  ['service/web', '--namespace', 'beside-a', '--output', 'name'],
  ['service/web', '--namespace=beside-a', '--output=name'],
  ['service/web', '-oname', '-n', 'beside-b', '-n', 'beside-a'],
  ['service/api', '-n', 'beside-a', '--namespace=beside-b', '-o', 'wide', '-oname'],
  ['service/web', '-n', 'beside-a', '-oname', 'web'],
  ['service/web', 'web', '-n', 'beside-a', '-oname'],
  ['service/web', '-n', 'beside-a', '-oname', '--', 'web'],
  ['service/web', '-n', 'beside-a', '-oname', '--no-headers'],
  ['service/web', '-n', 'beside-a', '-oname', '--no_headers=true'],
  ['service/web', '-n', 'beside-a', '-oname', '--request_timeout=20s', '--tls_server_name='],
  ['service/web', '-n', 'beside-a', '-oname', '-v=0'],
  ['service/web', '-n', 'beside-a', '-oname', '-v0'],
  ['service/web', '-n', 'beside-a', '-oname', '--v', '0'],
  ['service/web', '-n', 'beside-a', '-oname', '-A=false'],
  ['service/web', '-n', 'beside-a', '-oname', '--all-namespaces=F'],
  ['service/web', '-n', 'beside-a', '-oname', '-A', '-A=0'],
  ['service/web\nservice/api', '-Aoname', '-l', 'app=beside'],
  ['service/web\nservice/api', '-n', 'beside-a', '-lapp=beside', '-Ao=name'],
  ['service/web\nservice/api', '-l=app=beside', '--all-namespaces', '-oname'],
  ['service/web\nservice/api', '--all-namespaces=t', '--selector', 'app=beside', '-o', 'name'],
  ['service/web', '-n', 'beside-a', '-oname', '-l', 'app in (beside,other)'],
  ['service/web', '-n', 'beside-a', '-oname', '-l', 'app!=other'],
  ['service/web', '-n', 'beside-a', '-oname', '--insecure-skip-tls-verify=false', '--disable-compression=0'],
  ['service/web', '-n', 'beside-a', '-oname', '--kubeconfig=/absent', '--kubeconfig=$ADMIN'],
  ['service/web', '-n', 'beside-a', '-oname', '--context=bare', '--cluster', 'bare', '--user=bare'],
  ['service/web', '-n', 'beside-a', '-oname', '-s', '$SERVER'],
  ['service/web', '-n', 'beside-a', '-oname', '-s=$SERVER'],
  ['service/web', '-n', 'beside-a', '-oname', '-s$SERVER'],
  ['service/web', '-n', 'beside-a', '-oname', '--cache-dir', '/dev/null/cache'],
];

/** Words that both refuse, before anybody is asked. */
const REFUSED: readonly (readonly [says: string, ...words: readonly string[]])[] = [
  ["unknown shorthand flag: 'x' in -x", '-x'],
  ["unknown shorthand flag: 'x' in -xn", '-Axn'],
  ['unknown flag: --nope', '--nope'],
  ['unknown flag: --nope', '--nope=1'],
  ['flag needs an argument: --namespace', '--namespace'],
  ["flag needs an argument: 'n' in -n", '-n'],
  ["flag needs an argument: 'n' in -n", '-An'],
  ['flag needs an argument: --token', '--token'],
  ['flag needs an argument: --username', '--username'],
  ['bad flag syntax: ---', '---'],
  ['bad flag syntax: --=x', '--=x'],
  ["unknown shorthand flag: '=' in -=", '-A='],
  ['invalid argument "maybe" for "-A, --all-namespaces" flag', '--all-namespaces=maybe'],
  ['invalid argument "" for "--insecure-skip-tls-verify" flag', '--insecure-skip-tls-verify='],
  ['invalid argument "x" for "-v, --v" flag', '-vx'],
  ['Invalid timeout value', '--request-timeout=soon'],
  ['Invalid timeout value', '--request-timeout=-1'],
  ['name cannot be provided when a selector is specified', 'web', '-l', 'a=b'],
];

const row = (words: readonly string[]) => ({ situation: words.join(' '), variables: ADMIN, words });
const ROWS: readonly Situation[] = [
  ...UNDERSTOOD.map(([says, ...words]) => ({ ...row(words), says, code: 0 })),
  { ...row(['--Namespace=x']), says: 'unknown flag: --Namespace', hint: 'did you mean `--namespace`?', code: 2 },
  ...REFUSED.map(([says, ...words]) => ({ ...row(words), says, code: 2 })),
];

describeWithEveryKubectl("flags, in all of pflag's spellings", ROWS, async ({ machine }) => {
  const service = (namespace: string, name: string, nodePort: number) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: { app: 'beside' } },
    spec: { type: 'NodePort', ports: [{ port: 80, nodePort }] },
  });
  await apply(machine, [
    ...['beside-a', 'beside-b'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    service('beside-a', 'web', 30_161),
    service('beside-b', 'api', 30_162),
  ]);
});
