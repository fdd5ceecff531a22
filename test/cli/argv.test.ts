import { expect, test } from 'vitest';
import { type FlagMisuse, type PlainArgv, plainArgv } from '../../src/cli/argv.ts';

const plain = (flags: readonly string[], ...words: readonly string[]): PlainArgv => ({ flags, words, rest: undefined });
const withRest = (before: PlainArgv, ...rest: readonly string[]): PlainArgv => ({ ...before, rest });
const misuse = (sentence: string): FlagMisuse => ({ misuse: sentence, unknown: undefined });
const unknown = (name: string): FlagMisuse => ({ misuse: `unknown flag: --${name}`, unknown: `--${name}` });
const unknownShort = (letter: string, token: string): FlagMisuse => ({
  misuse: `unknown shorthand flag: '${letter}' in ${token}`,
  unknown: `-${letter}`,
});
const notAnInteger = (value: string, because: string): FlagMisuse =>
  misuse(`invalid argument "${value}" for "-v, --v" flag: strconv.ParseInt: parsing "${value}": ${because}`);

// What kubectl 1.32 takes for the same flags, and what pflag says to the rest.
test.each<{ argv: readonly string[]; read: PlainArgv | FlagMisuse }>([
  { argv: [], read: plain([]) },
  { argv: ['list', 'web', 'api'], read: plain([], 'list', 'web', 'api') },
  { argv: ['-o', 'json'], read: plain(['--output=json']) },
  { argv: ['-ojson'], read: plain(['--output=json']) },
  { argv: ['-o=json'], read: plain(['--output=json']) },
  { argv: ['--output', 'json'], read: plain(['--output=json']) },
  { argv: ['--output=json'], read: plain(['--output=json']) },
  { argv: ['-nkube-system'], read: plain(['--namespace=kube-system']) },
  { argv: ['-A'], read: plain(['--all-namespaces=true']) },
  { argv: ['-o', 'jsonpath={"\n"}'], read: plain(['--output=jsonpath={"\n"}']) },
  { argv: ['-o=jsonpath={.a=="b"}'], read: plain(['--output=jsonpath={.a=="b"}']) },
  { argv: ['-Aowide'], read: plain(['--all-namespaces=true', '--output=wide']) },
  { argv: ['-Ao', 'wide'], read: plain(['--all-namespaces=true', '--output=wide']) },
  { argv: ['-A=false'], read: plain(['--all-namespaces=false']) },
  { argv: ['--all-namespaces=F'], read: plain(['--all-namespaces=false']) },
  { argv: ['--all-namespaces', 'false'], read: plain(['--all-namespaces=true'], 'false') },
  { argv: ['--no-headers', 'web'], read: plain(['--no-headers=true'], 'web') },
  { argv: ['--no_headers'], read: plain(['--no-headers=true']) },
  { argv: ['-n', 'a', '-n', 'b'], read: plain(['--namespace=a', '--namespace=b']) },
  { argv: ['-l', 'a=b,c!=d'], read: plain(['--selector=a=b,c!=d']) },
  { argv: ['--selector=a=b'], read: plain(['--selector=a=b']) },
  { argv: ['-l=a=b'], read: plain(['--selector=a=b']) },
  { argv: ['-n', '-A'], read: plain(['--namespace=-A']) },
  { argv: ['--namespace='], read: plain(['--namespace=']) },
  { argv: ['-n', ''], read: plain(['--namespace=']) },
  { argv: ['web', '-A', 'api'], read: plain(['--all-namespaces=true'], 'web', 'api') },
  { argv: ['list', '--', '-A', '--x', '--'], read: withRest(plain([], 'list'), '-A', '--x', '--') },
  { argv: ['--', '-A'], read: withRest(plain([]), '-A') },
  { argv: ['-A', '--'], read: withRest(plain(['--all-namespaces=true'])) },
  { argv: ['-n', '--', '-A'], read: plain(['--namespace=--', '--all-namespaces=true']) },
  { argv: ['--wait', 'web'], read: plain(['--wait=60s'], 'web') },
  { argv: ['--wait=90s', 'web'], read: plain(['--wait=90s'], 'web') },
  { argv: ['--wait='], read: plain(['--wait=']) },
  { argv: ['--wait'], read: plain(['--wait=60s']) },
  { argv: ['--address', '::1', '--address=10.0.0.1,localhost'], read: plain(['--address=::1,10.0.0.1,localhost']) },
  { argv: ['-'], read: plain([], '-') },
  { argv: ['-n='], read: plain(['--namespace==']) },
  { argv: ['-n=x=y'], read: plain(['--namespace=x=y']) },
  { argv: ['-s=x='], read: plain(['--server=x=']) },
  { argv: ['-shttps://[::1]:6443'], read: plain(['--server=https://[::1]:6443']) },
  { argv: ['-v6'], read: plain(['--v=6']) },
  { argv: ['-v', '-1'], read: plain(['--v=-1']) },
  { argv: ['--v=+2', '-v=0'], read: plain(['--v=+2', '--v=0']) },
  { argv: ['-Av', '2'], read: plain(['--all-namespaces=true', '--v=2']) },
  { argv: ['--as-group=a', '--as-group', 'b,c'], read: plain(['--as-group=["a","b,c"]']) },
  { argv: ['--as-group', 'a', '--as_group=b', 'web'], read: plain(['--as-group=["a","b"]'], 'web') },
  { argv: ['--as-group=', "--as-group='x'"], read: plain([`--as-group=["","'x'"]`]) },
  { argv: ['--as-user-extra', 'a=b=c', '--as-user-extra=d'], read: plain(['--as-user-extra=["a=b=c","d"]']) },
  { argv: ['--insecure-skip-tls-verify', 'web'], read: plain(['--insecure-skip-tls-verify=true'], 'web') },
  { argv: ['--disable_compression=T'], read: plain(['--disable-compression=true']) },
  { argv: ['--token=y', '--token='], read: plain(['--token=y', '--token=']) },
  { argv: ['--', '--token=x'], read: withRest(plain([]), '--token=x') },
  { argv: ['-v'], read: misuse("flag needs an argument: 'v' in -v") },
  { argv: ['--token'], read: misuse('flag needs an argument: --token') },
  { argv: ['-A='], read: unknownShort('=', '-=') },
  { argv: ['-=x'], read: unknownShort('=', '-=x') },
  { argv: ['---'], read: misuse('bad flag syntax: ---') },
  { argv: ['---x'], read: misuse('bad flag syntax: ---x') },
  { argv: ['--=x'], read: misuse('bad flag syntax: --=x') },
  { argv: ['--As', 'bob'], read: unknown('As') },
  { argv: ['-v6x'], read: notAnInteger('6x', 'invalid syntax') },
  { argv: ['-v', '0x2'], read: notAnInteger('0x2', 'invalid syntax') },
  { argv: ['-v='], read: notAnInteger('=', 'invalid syntax') },
  { argv: ['--v='], read: notAnInteger('', 'invalid syntax') },
  { argv: ['-v=99999999999'], read: notAnInteger('99999999999', 'value out of range') },
  // kubectl shows the token here, as it shows whatever is not a flag.
  { argv: ['-token=secret'], read: unknownShort('t', '-token') },
  { argv: ['-Atoken=secret'], read: unknownShort('t', '-token') },
  { argv: ['---token=secret'], read: misuse('bad flag syntax: ---token') },
  { argv: ['--=token=secret'], read: misuse('bad flag syntax: --=token') },
  { argv: ['--x'], read: unknown('x') },
  { argv: ['--x=1'], read: unknown('x') },
  { argv: ['--constructor'], read: unknown('constructor') },
  { argv: ['--no-all-namespaces'], read: unknown('no-all-namespaces') },
  { argv: ['--out', 'json'], read: unknown('out') },
  { argv: ['-x'], read: unknownShort('x', '-x') },
  { argv: ['-Ax'], read: unknownShort('x', '-x') },
  { argv: ['-o'], read: misuse("flag needs an argument: 'o' in -o") },
  { argv: ['-Ao'], read: misuse("flag needs an argument: 'o' in -o") },
  { argv: ['--output'], read: misuse('flag needs an argument: --output') },
  {
    argv: ['-A=maybe'],
    read: misuse(
      'invalid argument "maybe" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ),
  },
  {
    argv: ['--no-headers=constructor'],
    read: misuse(
      'invalid argument "constructor" for "--no-headers" flag: strconv.ParseBool: parsing "constructor": invalid syntax',
    ),
  },
  {
    argv: ['--no-headers='],
    read: misuse('invalid argument "" for "--no-headers" flag: strconv.ParseBool: parsing "": invalid syntax'),
  },
])('$argv', ({ argv, read }) => {
  expect(plainArgv(argv)).toEqual(read);
});
