import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordIn, textIn } from '../../domain/untrusted.ts';
import type { EngineAddress } from './endpoint.ts';
import { type Environment, homeOf } from './environment.ts';
import { namesIn } from './names-in.ts';

/**
 * The engine's address as `docker` itself would choose it; undefined where it takes its default socket.
 * Source: docker/cli cli/command/cli.go, `resolveContextName`: DOCKER_HOST, DOCKER_CONTEXT, then the current context.
 */
export function chosenAddress(environment: Environment): EngineAddress | undefined {
  const { variables } = environment;
  if (variables.DOCKER_HOST) return { url: variables.DOCKER_HOST, tls: tlsOfVariables(environment) };
  const config = readJson(join(configFolder(environment), 'config.json'));
  const name = variables.DOCKER_CONTEXT || textIn(config, 'currentContext');
  if (!name || name === 'default') return undefined;
  // A context that is gone has no address: docker would refuse to work, we look at the sockets that are there.
  return contextAddress(createHash('sha256').update(name).digest('hex'), environment);
}

const CONTEXTS_LIMIT = 16;

/** The addresses of all contexts, in no order that means something. */
export function contextAddresses(environment: Environment): readonly EngineAddress[] {
  const ids = namesIn(join(configFolder(environment), 'contexts', 'meta')).slice(0, CONTEXTS_LIMIT);
  return ids.flatMap((id) => contextAddress(id, environment) ?? []);
}

/** Any value turns TLS on, `0` too. Source: docker/cli cli/flags/options.go, read 2026-11. */
function tlsOfVariables(environment: Environment): EngineAddress['tls'] {
  const { DOCKER_TLS_VERIFY, DOCKER_TLS, DOCKER_CERT_PATH } = environment.variables;
  if (!DOCKER_TLS_VERIFY && !DOCKER_TLS) return undefined;
  return { isVerified: Boolean(DOCKER_TLS_VERIFY), folder: DOCKER_CERT_PATH || configFolder(environment) };
}

/** Files of its own, or the wish to be spared, mean TLS. Source: docker/cli cli/context/docker/load.go, `tlsConfig`. */
function contextAddress(id: string, environment: Environment): EngineAddress | undefined {
  const contexts = join(configFolder(environment), 'contexts');
  const endpoint = recordIn(recordIn(readJson(join(contexts, 'meta', id, 'meta.json')), 'Endpoints'), 'docker');
  const url = textIn(endpoint, 'Host');
  if (!url) return undefined;
  const folder = join(contexts, 'tls', id, 'docker');
  const isVerified = endpoint.SkipTLSVerify !== true;
  return { url, tls: !isVerified || existsSync(folder) ? { isVerified, folder } : undefined };
}

function configFolder(environment: Environment): string {
  return environment.variables.DOCKER_CONFIG || join(homeOf(environment), '.docker');
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
