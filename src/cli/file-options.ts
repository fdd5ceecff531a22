import type { FileOptions, MachineName } from '../invocation.ts';
import { RARE_FLAGS } from './connection-flags.ts';
import type { FlagName } from './flags.ts';
import { type Flags, invalid, type Misuse, textOf } from './plain-flags.ts';

const MACHINES: readonly string[] = ['linux', 'macos', 'windows', 'wsl'] satisfies readonly MachineName[];

/** They change nothing where nobody is asked. */
const HARMLESS: readonly string[] = ['cache-dir', 'disable-compression', 'v'] satisfies readonly FlagName[];

/** Flags that ask something of a server, which there is none of. */
const OF_A_SERVER: readonly FlagName[] = [
  ...RARE_FLAGS.filter((name) => !HARMLESS.includes(name)),
  'context',
  'field-selector',
  'kubeconfig',
  'selector',
  'timeout',
];

/** `-f` and `--machine`; `undefined`: a server is asked. */
export function fileOptionsOf(flags: Flags): FileOptions | undefined | Misuse {
  const paths = pathsOf(flags);
  const machine = textOf(flags, 'machine');
  if (paths.includes('')) return { misuse: '--filename needs the path of a file, or - for standard input' };
  if (paths.length === 0) return machine === undefined ? undefined : { misuse: '--machine needs --filename' };
  if (machine !== undefined && !isMachineName(machine))
    return invalid('machine', machine, `must be one of ${MACHINES.join(', ')}`);
  if (flags.probe === 'all') return { misuse: '--probe all cannot be used with --filename: nothing is dialled' };
  const stranger = OF_A_SERVER.find((name) => textOf(flags, name) !== undefined || flags[name] === true);
  if (stranger) return { misuse: `--${stranger} cannot be used with --filename: no server is asked` };
  return { paths: [...new Set(paths)], machine };
}

/** As kubectl reads it: pflag's StringSlice, here without its quotes around a comma. */
function pathsOf({ filename }: Flags): readonly string[] {
  return typeof filename === 'string' ? filename.split(',') : [];
}

function isMachineName(text: string): text is MachineName {
  return MACHINES.includes(text);
}
