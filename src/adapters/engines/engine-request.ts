import { accessSync, constants } from 'node:fs';
import type { DialableEndpoint } from './endpoint.ts';
import { parseJson, readText } from './engine-answer.ts';
import { EngineFailure, failureOf } from './engine-failure.ts';
import type { Limits } from './limits.ts';

/** One GET on a connection of its own. Throws EngineFailure for whatever an engine, or what listens in its place, can do. */
export async function getJson(endpoint: DialableEndpoint, path: string, limits: Limits): Promise<unknown> {
  try {
    if (endpoint.kind === 'socket' && endpoint.url.startsWith('unix:')) {
      // Bun says ECONNREFUSED for every connect that fails; the file's own rights tell the truth in both runtimes.
      accessSync(endpoint.path, constants.R_OK | constants.W_OK);
    }
    return parseJson(await get(endpoint, path, limits));
  } catch (error) {
    throw failureOf(error, limits.signal);
  }
}

async function get(endpoint: DialableEndpoint, path: string, limits: Limits): Promise<string> {
  const quick = await getQuickly(endpoint, path, limits.signal);
  if (quick !== undefined) return quick;
  const { getByNode } = await import('./get-by-node.ts');
  return getByNode(endpoint, path, limits);
}

interface BunRequest extends RequestInit {
  readonly unix: string;
  /** Otherwise a variable of Bun's decides. */
  readonly verbose: false;
}

/**
 * Bun's own fetch has its answer before node:http is evaluated (5 ms, 1.4.5). `undefined`: it is no matter for it, or
 * nothing came of it; why is for node:http to find out.
 */
async function getQuickly(endpoint: DialableEndpoint, path: string, signal: AbortSignal): Promise<string | undefined> {
  if (!('Bun' in globalThis) || endpoint.kind !== 'socket' || !endpoint.url.startsWith('unix:')) return undefined;
  const headers = { 'accept-encoding': 'identity' };
  const init: BunRequest = { unix: endpoint.path, verbose: false, redirect: 'manual', signal, headers };
  try {
    const response = await fetch(`http://docker${path}`, init);
    return response.status === 200 && response.body !== null ? await readText(response.body) : undefined;
  } catch (error) {
    if (error instanceof EngineFailure) throw error;
    return undefined;
  }
}
