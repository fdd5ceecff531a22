import type { Flag } from './flag.ts';
import { FLAGS, type FlagName } from './flags.ts';

/** A command line that has one spelling left. */
export interface PlainArgv {
  /** `--name=value` for each flag that was given. */
  readonly flags: readonly string[];
  readonly words: readonly string[];
  /** What follows the first `--`, untouched; `undefined`: there is none. */
  readonly rest: readonly string[] | undefined;
}

/** pflag's sentence for a command line that cannot be meant. */
export interface FlagMisuse {
  readonly misuse: string;
  /** A flag that no command has, as it was written: `--name`, `-n`; `undefined`: it is something else. */
  readonly unknown: string | undefined;
  /** The flag that the command line ends with, where its value is what is missing. */
  readonly awaiting?: FlagName;
}

/**
 * Reads flags as pflag does, which kubectl's users have in their fingers: `-ojson`, `-Aowide`, `-n=x`, `--flag=false`,
 * flags before and after words, `--` ends them. Source: spf13/pflag, flag.go.
 */
export function plainArgv(argv: readonly string[]): PlainArgv | FlagMisuse {
  const flags: string[] = [];
  const words: string[] = [];
  const rest = [...argv];
  for (let token = rest.shift(); token !== undefined; token = rest.shift()) {
    if (token === '--') return { flags: withoutRepeats(flags), words, rest };
    if (token.length > 1 && token.startsWith('-')) {
      const plain = token.startsWith('--') ? plainLong(token, rest) : plainShort(token, rest);
      if ('misuse' in plain) return plain;
      flags.push(...plain);
    } else {
      words.push(token);
    }
  }
  return { flags: withoutRepeats(flags), words, rest: undefined };
}

type PlainFlags = readonly string[];

function plainLong(token: string, rest: string[]): PlainFlags | FlagMisuse {
  if (/^--[-=]/.test(token)) return misuse(`bad flag syntax: ${withoutToken(token)}`);
  const [written = '', ...value] = token.slice(2).split('=');
  const flag = flagOfLong(written);
  if (!flag) return { misuse: `unknown flag: --${written}`, unknown: `--${written}` };
  const { name } = flag;
  if (value.length > 0) return checked(flag, value.join('='));
  const bare = bareValue(flag);
  if (bare !== undefined) return [`--${name}=${bare}`];
  const next = rest.shift();
  return next === undefined ? valueMissing(`--${name}`, flag) : checked(flag, next);
}

/** `-A`, `-nX`, `-n X`, `-n=X`, `-AnX`: booleans may be joined, what follows another flag is its value (in `-n=` a `=`). */
function plainShort(token: string, rest: string[]): PlainFlags | FlagMisuse {
  const flags: string[] = [];
  for (let at = 1; at < token.length; at += 1) {
    const letter = token[at] ?? '';
    const flag = flagOfShort(letter);
    const left = `-${token.slice(at)}`;
    if (!flag) return { misuse: `unknown shorthand flag: '${letter}' in ${withoutToken(left)}`, unknown: `-${letter}` };
    const following = token.slice(at + 1);
    if (following.length > 1 && following.startsWith('=')) return andLast(flags, checked(flag, following.slice(1)));
    const bare = bareValue(flag);
    if (bare !== undefined) {
      flags.push(`--${flag.name}=${bare}`);
      continue;
    }
    const value = following === '' ? rest.shift() : following;
    if (value === undefined) return valueMissing(`'${letter}' in ${left}`, flag);
    return andLast(flags, checked(flag, value));
  }
  return flags;
}

function andLast(flags: PlainFlags, last: PlainFlags | FlagMisuse): PlainFlags | FlagMisuse {
  return 'misuse' in last ? last : [...flags, ...last];
}

/** One dash too few or too many is no reason to show it. */
function withoutToken(written: string): string {
  return written.replace(/^(-+=?(?:token|password)).*/s, '$1');
}

type KnownFlag = (typeof FLAGS)[FlagName];

/** What a flag stands for that takes its value only after `=`: pflag's NoOptDefVal. */
export function bareValue(flag: Flag): string | undefined {
  if (flag.kind === 'boolean') return 'true';
  return flag.kind === 'optional' ? flag.bare : undefined;
}

/**
 * Of the other flags the last one counts; the values of these are added up, as pflag's StringSlice does, or stay apart, as
 * in its StringArray: in plain form they are a JSON array.
 */
function withoutRepeats(flags: PlainFlags): PlainFlags {
  const all: readonly Flag[] = Object.values(FLAGS);
  return all.reduce((plain, { name, kind }) => {
    if (kind === 'values') return joined(plain, `--${name}=`, (values) => values.join(','));
    return kind === 'array' ? joined(plain, `--${name}=`, JSON.stringify) : plain;
  }, flags);
}

function joined(flags: PlainFlags, begin: string, join: (values: readonly string[]) => string): PlainFlags {
  const values = flags.filter((flag) => flag.startsWith(begin)).map((flag) => flag.slice(begin.length));
  const others = flags.filter((flag) => !flag.startsWith(begin));
  return values.length === 0 ? flags : [...others, `${begin}${join(values)}`];
}

/** yargs' parser takes a pair of quotes off a value: where the shell has left one, it gets another to lose. */
function kept(value: string): string {
  return /^("|').*\1$/s.test(value) ? `"${value}"` : value;
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

function checked({ name, short, kind }: Flag, value: string): PlainFlags | FlagMisuse {
  const unparsed = (parser: string, because: string) => {
    const written = short ? `-${short}, --${name}` : `--${name}`;
    return misuse(
      `invalid argument "${value}" for "${written}" flag: strconv.${parser}: parsing "${value}": ${because}`,
    );
  };
  switch (kind) {
    case 'boolean': {
      const truth = BOOLEANS.get(value);
      return truth ? [`--${name}=${truth}`] : unparsed('ParseBool', 'invalid syntax');
    }
    case 'integer':
      if (!/^[-+]?\d+$/.test(value)) return unparsed('ParseInt', 'invalid syntax');
      return Number(value) === (Number(value) | 0)
        ? [`--${name}=${value}`]
        : unparsed('ParseInt', 'value out of range');
    case 'array':
      return [`--${name}=${value}`]; // the quotes of a JSON array are no pair around it
    case 'value':
    case 'values':
    case 'optional':
      return [`--${name}=${kept(value)}`];
  }
}

function misuse(sentence: string): FlagMisuse {
  return { misuse: sentence, unknown: undefined };
}

function valueMissing(written: string, { name }: KnownFlag): FlagMisuse {
  return { ...misuse(`flag needs an argument: ${written}`), awaiting: name };
}

/** `as_group`: `--as-group`, as kubectl's WordSepNormalizeFunc has it. */
export function flagOfLong(written: string): KnownFlag | undefined {
  return Object.values(FLAGS).find(({ name }) => name === written.replaceAll('_', '-'));
}

/** `s`: `--server`. */
export function flagOfShort(letter: string): KnownFlag | undefined {
  return Object.values(FLAGS).find((flag) => 'short' in flag && flag.short === letter);
}
