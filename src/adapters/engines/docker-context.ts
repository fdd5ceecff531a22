import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, homeOf } from './environment.ts';

/**
 * The engine's address as `docker` itself would choose it; undefined where it takes its default socket.
 * Source: docker/cli cli/command/cli.go, `resolveContextName`: DOCKER_HOST, DOCKER_CONTEXT, then the current context.
 */
export function chosenHost(environment: Environment): string | undefined {
  const { variables } = environment;
  if (variables.DOCKER_HOST) return variables.DOCKER_HOST;
  const folder = variables.DOCKER_CONFIG || join(homeOf(environment), '.docker');
  const name = variables.DOCKER_CONTEXT || textAt(readJson(join(folder, 'config.json')), 'currentContext');
  if (!name || name === 'default') return undefined;
  // A context that is gone has no address: docker would refuse to work, we look at the sockets that are there.
  const id = createHash('sha256').update(name).digest('hex');
  const meta = readJson(join(folder, 'contexts', 'meta', id, 'meta.json'));
  return textAt(meta, 'Endpoints', 'docker', 'Host');
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // Not readable or not JSON: docker's to complain about, and no reason to find no engine.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'string' && value !== '' ? value : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return textAt(Object.entries(value).find(([name]) => name === key)?.[1], ...rest);
}
