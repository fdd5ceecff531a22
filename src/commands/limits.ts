import type { MachineFacts } from '../domain/facts.ts';
import type { Limits } from '../domain/plan-row.ts';

/** A local port answers at once; on Windows a refused connection is retried for 2 s; the rest is for a VM that wakes. */
const LOCAL_TIMEOUT_MS = { linux: 1_000, darwin: 1_000, win32: 2_500 } as const;

/** For addresses that leave this machine: a far region, a VPN. */
const FAR_TIMEOUT_MS = 3_000;

/** How long one dial may take. `timeoutMs`: `--timeout`, where it was given. */
export function limitsOf(timeoutMs: number | undefined, { platform }: MachineFacts): Limits {
  return { local: timeoutMs ?? LOCAL_TIMEOUT_MS[platform], far: timeoutMs ?? FAR_TIMEOUT_MS };
}
