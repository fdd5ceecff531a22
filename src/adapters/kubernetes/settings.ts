import type { Connection } from '../../domain/connection.ts';
import { AccessError, TargetError } from '../../errors.ts';
import { type Choice, choose, overridesOf } from './choose.ts';
import type { Environment } from './environment.ts';
import { inCluster } from './in-cluster.ts';
import { readKubeconfigs } from './kubeconfig-files.ts';
import { validate } from './validate.ts';

/** Which server, as whom, and where in it. */
export interface Settings extends Pick<Choice, 'context' | 'clusterName' | 'userName' | 'cluster' | 'user'> {
  readonly server: string;
  /** Before a flag: the context's, else the pod's, else `default`. */
  readonly ownNamespace: string;
  readonly namespace: string;
  /** Why a server that was never configured is asked: what to say when it does not answer. */
  readonly hint: string | undefined;
}

/** kubectl's own way from files and flags. Source: client-go tools/clientcmd/merged_client_builder.go. */
export function readSettings(flags: Connection, environment: Environment, serviceAccount: string): Settings {
  const files = readKubeconfigs(flags.kubeconfig, environment);
  const overrides = overridesOf(flags);
  const choice = choose(files.merged, overrides);
  validate(choice);
  const defaultServer = environment.variables.KUBERNETES_MASTER || 'http://localhost:8080';
  const server = choice.cluster.server ?? defaultServer;
  const pod = inCluster(overrides, environment, serviceAccount);
  const ownNamespace = choice.namespace ?? pod?.namespace ?? 'default';
  const namespaces = { ownNamespace, namespace: overrides.namespace || ownNamespace };
  refuseNamespace(namespaces.namespace, Boolean(overrides.namespace));
  // Only a configuration that says nothing gives way to the pod's.
  if (pod && server === defaultServer && !choice.user.impersonate) {
    const { cluster, user } = pod.choice;
    return {
      ...NOTHING_CHOSEN,
      cluster,
      user,
      server: cluster.server ?? defaultServer,
      ...namespaces,
      hint: undefined,
    };
  }
  const { context, clusterName, userName, cluster, user } = choice;
  const hint = choice.cluster.server === undefined ? hintFor(files.lookedAt, files.found) : undefined;
  return { context, clusterName, userName, cluster, user, server, ...namespaces, hint };
}

/** It becomes part of a path. Source: client-go rest/request.go, `Namespace`; apimachinery pkg/api/validation/path. */
function refuseNamespace(name: string, isAskedFor: boolean): void {
  const faults = ['/', '%'].filter((sign) => name.includes(sign)).map((sign) => `may not contain '${sign}'`);
  if (name === '.' || name === '..') faults.push(`may not be '${name}'`);
  if (faults.length === 0) return;
  const sentence = `invalid namespace ${JSON.stringify(name)}: [${faults.join(' ')}]`;
  throw isAskedFor ? new TargetError(sentence) : new AccessError('kubeconfig', sentence);
}

const NOTHING_CHOSEN = { context: undefined, clusterName: undefined, userName: undefined };

function hintFor(lookedAt: readonly string[], found: readonly string[]): string {
  if (found.length === 0) return `no kubeconfig found (looked at ${lookedAt.join(', ')})`;
  return `no current context with a server in ${found.join(', ')}`;
}
