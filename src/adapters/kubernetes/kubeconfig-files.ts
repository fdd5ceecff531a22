import { dirname, join, resolve } from 'node:path';
import { AccessError } from '../../errors.ts';
import type { Environment } from './environment.ts';
import { FileError, readText } from './files-of-go.ts';
import { DecodeError } from './go-decode.ts';
import { homeOf } from './home.ts';
import { type Kubeconfig, mergeKubeconfigs } from './kubeconfig.ts';
import { parseKubeconfig } from './parse-kubeconfig.ts';

export interface KubeconfigFiles {
  readonly merged: Kubeconfig;
  /** For the sentence about an empty configuration. */
  readonly lookedAt: readonly string[];
  readonly found: readonly string[];
}

/** Loads what kubectl would load. Source: client-go tools/clientcmd/loader.go, `Load`. */
export function readKubeconfigs(explicitPath: string | undefined, environment: Environment): KubeconfigFiles {
  const lookedAt = explicitPath ? [explicitPath] : defaultPaths(environment);
  const files: Kubeconfig[] = [];
  const found: string[] = [];
  const failures: string[] = [];
  for (const path of lookedAt) {
    try {
      files.push(readKubeconfig(path));
      found.push(path);
    } catch (error) {
      if (error instanceof FileError && error.isMissing) {
        // Only a file that was named on the command line has to be there.
        if (explicitPath) throw kubeconfigError(`error: stat ${path}: no such file or directory`, error);
      } else if (error instanceof FileError || error instanceof DecodeError) {
        failures.push(`error loading config file "${path}": ${error.message}`);
      } else {
        throw error;
      }
    }
  }
  if (failures.length > 0) throw kubeconfigError(failures.length === 1 ? `error: ${failures[0]}` : failures.join('\n'));
  return { merged: mergeKubeconfigs(files), lookedAt, found };
}

function readKubeconfig(path: string): Kubeconfig {
  const text = readText(path);
  return parseKubeconfig(text, dirname(resolve(path)));
}

function defaultPaths(environment: Environment): readonly string[] {
  const list = environment.variables.KUBECONFIG;
  if (!list) return [join(homeOf(environment), '.kube', 'config')];
  return [...new Set(list.split(environment.platform === 'win32' ? ';' : ':'))].filter((path) => path !== '');
}

function kubeconfigError(message: string, cause?: Error): AccessError {
  return new AccessError('kubeconfig', message, { cause });
}
