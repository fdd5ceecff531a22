import type { Candidate, Gap, Given, Purpose, Wanted } from '../../domain/gap.ts';
import type { OpenTarget } from '../../invocation.ts';
import { COMMANDS } from '../commands.ts';
import { SHELLS } from '../completion-options.ts';
import { kindOfType, parseOpenTarget } from '../open-target.ts';
import { isMisuse } from '../plain-flags.ts';
import type { Line } from './line.ts';

/** A word that is no flag: a command, or what it takes. */
export function wordGap(typed: string, line: Line): Gap {
  const { command, words, flags } = line;
  const [first, ...names] = words;
  const nothing: Gap = { typed, lead: '', wanted: { kind: 'nothing' } };
  if (first === undefined) return { typed, lead: '', wanted: { kind: 'words', words: commands() } };
  const isChosenOtherwise = ['selector', 'field-selector', 'all-namespaces', 'filename'].some((name) =>
    Boolean(flags[name]),
  );
  switch (command) {
    case 'list':
    case 'open':
      return isChosenOtherwise ? nothing : targetGap(typed, names, command);
    case 'explain':
      return isChosenOtherwise || names.length > 0 ? nothing : targetGap(typed, names, command);
    case 'help':
      return names.length > 0 ? nothing : { typed, lead: '', wanted: { kind: 'words', words: commands() } };
    case 'completion':
      return names.length > 0 ? nothing : { typed, lead: '', wanted: { kind: 'words', words: SHELLS } };
    case 'options':
    case 'version':
    case undefined:
      return nothing;
  }
}

function commands(): readonly Candidate[] {
  return Object.entries(COMMANDS).map(([word, { summary }]) => ({ word, description: summary }));
}

/** `[TYPE/]NAME[:PORT]`, as far as the command takes it. */
function targetGap(typed: string, names: readonly string[], to: Purpose): Gap {
  const [, slashed = '', name = '', port] = /^([^/:]*\/)?([^/:]*)(:[^/:]*)?$/.exec(typed) ?? [];
  const kind = slashed === '' ? 'service' : kindOfType(slashed.slice(0, -1));
  const isOf = kind === 'service' || (kind !== undefined && to === 'open');
  if (!isOf || typed !== `${slashed}${name}${port ?? ''}`) return { typed, lead: '', wanted: { kind: 'nothing' } };
  if (port === undefined) return { typed, lead: slashed, wanted: namesWanted(kind, { typed, names, to }) };
  const given = givenIn(names, kind).filter((each) => each.name === name);
  return { typed, lead: `${slashed}${name}:`, wanted: { kind: 'ports', of: kind, name, to, given } };
}

interface Typing {
  readonly typed: string;
  readonly names: readonly string[];
  readonly to: Purpose;
}

function namesWanted(kind: OpenTarget['kind'], { typed, names, to }: Typing): Wanted {
  const given = givenIn(names, kind);
  switch (kind) {
    case 'service':
      return { kind: 'services', to, given, types: typed === '' || typed.includes('/') ? [] : TYPES[to] };
    case 'deployment':
      return { kind: 'deployments', given };
    case 'pod':
      return { kind: 'pods', given };
  }
}

function givenIn(names: readonly string[], kind: OpenTarget['kind']): readonly Given[] {
  const targets = names.map(parseOpenTarget);
  return targets.flatMap((target) =>
    isMisuse(target) || target.kind !== kind ? [] : [{ name: target.name, port: target.port }],
  );
}

const SERVICE = { word: 'svc/', description: 'a Service' };

const TYPES = {
  list: [SERVICE],
  open: [
    SERVICE,
    { word: 'deploy/', description: 'the Services of a Deployment' },
    { word: 'pod/', description: 'the Services of a pod' },
  ],
  explain: [SERVICE],
} as const satisfies Readonly<Record<Purpose, readonly Candidate[]>>;
