import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Machine } from './machine.ts';
import { insideSandbox, isRunning, type Sandbox } from './sandbox.ts';

const DEFAULT_TIMEOUT_MS = 60_000;
const STEP_MS = 20;

/**
 * Asks until it is so, or the lab has ended. A question that throws is asked again, and its last error is the cause
 * of the failure.
 */
export async function waitFor(
  sandbox: Sandbox,
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      if (await isSo()) return;
    } catch (error) {
      cause = error;
    }
    if (!isRunning(sandbox)) throw new Error(`the lab ended while it waited for ${what}`, { cause });
    await delay(STEP_MS);
  } while (Date.now() < deadline);
  throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause });
}

/** A process that is started is not one that listens yet. */
export async function waitForListener(machine: Machine, port: number): Promise<void> {
  await waitFor(machine.sandbox, `a listener on port ${port} of ${machine.name}`, () => isListening(machine, port));
}

/** Found without a dial, which a server might count. */
export function isListening({ sandbox, pid }: Machine, port: number): boolean {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  return ['tcp', 'tcp6'].some((table) =>
    readFileSync(insideSandbox(sandbox, `/proc/${pid}/net/${table}`), 'utf8')
      .split('\n')
      .some((line) => line.includes(hex) && line.includes(' 0A ')),
  );
}
