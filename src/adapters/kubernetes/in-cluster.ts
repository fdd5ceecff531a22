import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isErrno } from '../../errors.ts';
import type { Choice, Overrides } from './choose.ts';
import type { Environment } from './environment.ts';
import { FileError, readText } from './files-of-go.ts';

/** What the kubelet gives a pod. Source: client-go rest/config.go, tools/clientcmd/client_config.go, `inClusterClientConfig`. */
export interface InCluster {
  readonly choice: Pick<Choice, 'cluster' | 'user'>;
  readonly namespace: string;
}

/** Undefined where this is no pod. `directory` is where the pod's account is mounted. */
export function inCluster(
  overrides: Overrides,
  { variables }: Pick<Environment, 'variables'>,
  directory: string,
): InCluster | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = variables;
  const tokenFile = join(directory, 'token');
  if (!host || !port || !isFile(tokenFile)) return undefined;
  const ca = overrides.clusterFields?.certificateAuthority || join(directory, 'ca.crt');
  const { token } = overrides.userFields ?? {};
  return {
    choice: {
      cluster: {
        server: overrides.clusterFields?.server || `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
        ...(isFile(ca) && { certificateAuthority: ca }),
      },
      user: token ? { token } : { tokenFile },
    },
    namespace: variables.POD_NAMESPACE || namespaceIn(directory) || 'default',
  };
}

function namespaceIn(directory: string): string {
  try {
    return readText(join(directory, 'namespace')).trim();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return '';
  }
}

function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch (error) {
    if (!isErrno(error)) throw error;
    return false;
  }
}
