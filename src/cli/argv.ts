import { FLAGS, type Flag, type FlagName } from './flags.ts';

/** A command line in plain form: `--name=value` alone, each flag once, what else there was in order. */
export interface PlainArgv {
  readonly flags: Readonly<Partial<Record<FlagName, string>>>;
  readonly words: readonly string[];
}

/** pflag's sentence for a command line that cannot be meant. */
export interface FlagMisuse {
  readonly misuse: string;
}

/**
 * Reads flags as pflag does, which kubectl's users have in their fingers: `-ojson`, `-Aowide`, `-n=x`, `--flag=false`,
 * flags before and after words, the last of a repeated flag wins, `--` ends them. Source: spf13/pflag, flag.go.
 */
export function readArgv(argv: readonly string[]): PlainArgv | FlagMisuse {
  const flags: Partial<Record<FlagName, string>> = {};
  const words: string[] = [];
  const rest = [...argv];
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    if (token === '--') {
      words.push(...rest.splice(0));
    } else if (token.length > 1 && token.startsWith('-')) {
      const read = token.startsWith('--') ? readLong(token, rest) : readShort(token, rest);
      if ('misuse' in read) return read;
      Object.assign(flags, read);
    } else {
      words.push(token);
    }
  }
  return { flags, words };
}

type Read = Readonly<Partial<Record<FlagName, string>>> | FlagMisuse;

function readLong(token: string, rest: string[]): Read {
  const [written = '', ...value] = token.slice(2).split('=');
  const name = written.replaceAll('_', '-'); // kubectl's WordSepNormalizeFunc
  if (!isFlagName(name)) return { misuse: `unknown flag: --${written}` };
  if (value.length > 0) return checked(FLAGS[name], name, value.join('='));
  if (FLAGS[name].kind === 'boolean') return { [name]: 'true' };
  const next = rest.shift();
  return next === undefined ? { misuse: `flag needs an argument: --${name}` } : { [name]: next };
}

/** `-A`, `-nX`, `-n X`, `-n=X`, `-AnX`: booleans may be joined, what follows another flag is its value. */
function readShort(token: string, rest: string[]): Read {
  const flags: Partial<Record<FlagName, string>> = {};
  for (let at = 1; at < token.length; at += 1) {
    const letter = token[at] ?? '';
    const name = nameOfShort(letter);
    if (!name) return { misuse: `unknown shorthand flag: '${letter}' in ${token}` };
    const following = token.slice(at + 1);
    if (following.startsWith('=')) return both(flags, checked(FLAGS[name], name, following.slice(1)));
    if (FLAGS[name].kind === 'boolean') {
      flags[name] = 'true';
      continue;
    }
    const value = following === '' ? rest.shift() : following;
    return value === undefined
      ? { misuse: `flag needs an argument: '${letter}' in ${token}` }
      : { ...flags, [name]: value };
  }
  return flags;
}

function both(flags: Readonly<Partial<Record<FlagName, string>>>, read: Read): Read {
  return 'misuse' in read ? read : { ...flags, ...read };
}

/** What Go's strconv.ParseBool takes. */
const BOOLEANS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    1: 'true',
    t: 'true',
    T: 'true',
    true: 'true',
    TRUE: 'true',
    True: 'true',
    0: 'false',
    f: 'false',
    F: 'false',
    false: 'false',
    FALSE: 'false',
    False: 'false',
  }),
);

function checked(flag: Flag, name: FlagName, value: string): Read {
  if (flag.kind === 'value') return { [name]: value };
  const truth = BOOLEANS.get(value);
  if (truth) return { [name]: truth };
  const written = flag.short ? `-${flag.short}, --${name}` : `--${name}`;
  return {
    misuse: `invalid argument "${value}" for "${written}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`,
  };
}

function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(FLAGS, name);
}

function nameOfShort(letter: string): FlagName | undefined {
  const flags: readonly (Flag & { readonly name: FlagName })[] = Object.values(FLAGS);
  return flags.find(({ short }) => short === letter)?.name;
}
