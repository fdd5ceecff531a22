import { authorityOf } from '../../domain/host.ts';
import { isErrno } from '../../errors.ts';
import { isLoopback } from './proxy.ts';

/** Longer than the three seconds after which Linux gives up asking who has an address. */
const LIMIT_MS = 4_000;

/**
 * Bun's node:net says ECONNREFUSED for every connect that fails, its fetch tells the truth (seen in 1.4.5: ENETUNREACH,
 * EHOSTUNREACH). So a refusal is asked about once more there; no credentials are with the question, and nothing that
 * listens on loopback can be further away.
 */
export async function trueDialError(error: unknown, { host, port }: { host: string; port: number }): Promise<unknown> {
  const mayBeWrong = 'Bun' in globalThis && isErrno(error) && error.code === 'ECONNREFUSED' && !isLoopback(host);
  if (!mayBeWrong) return error;
  const authority = authorityOf(host, port);
  return await fetch(`http://${authority}/`, { redirect: 'manual', signal: AbortSignal.timeout(LIMIT_MS) }).then(
    () => error,
    (second: unknown) => (isErrno(second) && /^E[A-Z]+$/.test(second.code) ? second : error),
  );
}
