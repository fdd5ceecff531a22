/** How a run ends, the same in every command; `--help` lists them. */
export const EXIT_CODES = {
  answered: 0,
  noAnswer: 1,
  misuse: 2,
  couldNotFindOut: 3,
  bug: 70,
  /** Of a COMMAND, where it has no exit code of its own; as of env(1), timeout(1) and docker-run(1). */
  notStarted: 125,
  notExecutable: 126,
  notFound: 127,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** What was asked for does not exist. The message is what is printed, in kubectl's words. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  /** Of a flag's value: what it was chosen from. */
  readonly choice: MissedChoice | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly choice?: MissedChoice }) {
    super(message, options);
    this.choice = options?.choice;
  }
}

/** What was typed, and what there is. */
export interface MissedChoice {
  readonly flag: `--${string}`;
  readonly word: string;
  readonly names: readonly string[];
}

/** The cluster or the kubeconfig could not be asked. The message is what is printed, in kubectl's words. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly reason: AccessFailure;

  constructor(reason: AccessFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * `unreachable`: no answer at all; `bad-selector`: the server does not understand what was to choose; `refused-by-server`: an
 * answer that is none of the others.
 */
export type AccessFailure =
  | 'forbidden'
  | 'unauthorized'
  | 'not-found'
  | 'unreachable'
  | 'bad-selector'
  | 'refused-by-server'
  | 'kubeconfig';

/** An error of the operating system or of Node's own, as opposed to a bug. */
export function isErrno(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
