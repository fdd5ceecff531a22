import { accessSync, constants } from 'node:fs';
import type { Endpoint } from './endpoint.ts';

export type DialableEndpoint = Extract<Endpoint, { readonly kind: 'socket' | 'tcp' }>;

/** Why an engine gave no answer, in the words of `EngineAnswer`. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
}

/** One GET on a connection of its own. Throws EngineFailure for whatever an engine, or what listens in its place, can do. */
export async function getJson(endpoint: DialableEndpoint, path: string, signal: AbortSignal): Promise<unknown> {
  try {
    if (endpoint.kind === 'socket' && endpoint.url.startsWith('unix:')) {
      // Bun says ECONNREFUSED for every connect that fails; the file's own rights tell the truth in both runtimes.
      accessSync(endpoint.path, constants.R_OK | constants.W_OK);
    }
    return JSON.parse(await get(endpoint, path, signal));
  } catch (error) {
    throw failureOf(error, signal);
  }
}

async function get(endpoint: DialableEndpoint, path: string, signal: AbortSignal): Promise<string> {
  return (await getQuickly(endpoint, path, signal)) ?? (await getByNode(endpoint, path, signal));
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
  const init: BunRequest = { unix: endpoint.path, verbose: false, signal, headers: { 'accept-encoding': 'identity' } };
  try {
    const response = await fetch(`http://docker${path}`, init);
    return response.status === 200 ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

async function getByNode(endpoint: DialableEndpoint, path: string, signal: AbortSignal): Promise<string> {
  const { request } = await import('node:http');
  const target =
    endpoint.kind === 'socket' ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port };
  return new Promise((resolve, reject) => {
    const sent = request({ ...target, path, agent: false, signal, headers: { host: 'docker' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new EngineFailure(`HTTP ${response.statusCode}`));
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof EngineFailure) return error;
  if (signal.aborted) return new EngineFailure('timed out', { cause: error });
  if (error instanceof SyntaxError) return new EngineFailure('not a container engine', { cause: error });
  if (!(error instanceof Error && 'code' in error)) return error;
  const code = String(error.code);
  // HPE_…: what came back is not HTTP.
  const words = code.startsWith('HPE_') ? 'not a container engine' : WORDS[code];
  return new EngineFailure(words ?? `failed (${code})`, { cause: error });
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no engine found',
  // The file is there, nobody listens: a daemon that was stopped.
  ECONNREFUSED: 'not running',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ECONNRESET: 'closed the connection',
  ENOTSOCK: 'not a socket',
};
