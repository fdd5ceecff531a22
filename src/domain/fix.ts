import type { NonEmpty } from './non-empty.ts';

/** What a fix does to the world, the least first. Public: JSON carries it. */
const EFFECTS = [
  'changes-nothing',
  'changes-the-service',
  'changes-a-workload',
  'changes-the-cluster',
  'changes-this-machine',
  'recreates-the-cluster',
] as const;

export type Effect = (typeof EFFECTS)[number];

/** Something to paste, as data: `render/` quotes it for a shell and says the effect. */
export interface Fix {
  /** One after the other, each only if the one before succeeded. */
  readonly commands: NonEmpty<NonEmpty<string>>;
  /** What the commands read, to be written first. */
  readonly files: readonly FixFile[];
  readonly effect: Effect;
  /** What to know of it, a clause: `30443 is published and free`, `a tunnel until Ctrl-C`. */
  readonly note: string;
}

export interface FixFile {
  readonly name: string;
  readonly content: string;
}

/** The order in which they are offered; those of one effect stay in their order. */
export function byEffect(a: Fix, b: Fix): number {
  return EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect);
}
