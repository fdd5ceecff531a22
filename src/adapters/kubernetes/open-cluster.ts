import type { ApiLog, Cluster } from '../../deps.ts';
import { type Connection, withoutLogin } from '../../domain/connection.ts';
import type { KubeconfigFacts } from '../../domain/facts.ts';
import { AccessError } from '../../errors.ts';
import { credentialsOf } from './choose-credentials.ts';
import type { Environment } from './environment.ts';
import { exchangeWith, exchanging } from './exchange.ts';
import { isObject } from './go-decode.ts';
import { impersonationHeaders } from './impersonation.ts';
import { list } from './list.ts';
import { connectOwn } from './own-connection.ts';
import type { PortForward } from './port-forward.ts';
import { isLoopback, proxyFor } from './proxy.ts';
import { requestsTo } from './requests.ts';
import { parseServerUrl, type ServerUrl } from './server-url.ts';
import { readSettings, type Settings } from './settings.ts';
import { transportTo } from './transport.ts';
import { trustOf } from './trust.ts';

const NOBODY: ApiLog = { warned: () => {}, requests: undefined };

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Reads what kubectl reads and chooses as it chooses; the connection is made by the first list. */
export async function openCluster(
  flags: Connection,
  environment: Environment,
  serviceAccount = SERVICE_ACCOUNT,
  log: ApiLog = NOBODY,
): Promise<Cluster> {
  const settings = readSettings(flags, environment, serviceAccount);
  const { cluster, user } = settings;
  const server = parseServerUrl(settings.server);
  const way = {
    server,
    proxy: proxyFor(server, cluster.proxyUrl, environment),
    trust: trustOf(cluster, server),
  };
  const credentials = await credentialsOf({ ...settings, kuberc: flags.kuberc }, server, environment);
  const exchange = exchangeWith(server, log);
  const transport = exchanging(exchange, transportTo(way, credentials, environment));
  const ownHeaders = {
    'user-agent': 'kubectl-nodeport',
    // On this machine compressing costs more than it saves.
    ...(!cluster.disableCompression && !isLoopback(server.host) && { 'accept-encoding': 'gzip' }),
    ...impersonationHeaders(user),
  };
  const requests = requestsTo(server, transport, credentials, ownHeaders, flags.requestTimeoutMs);
  let portForward: PortForward | undefined;
  return {
    kubeconfig: factsOf(settings, server),
    namespace: settings.namespace,
    list: async (resource, scope, parse) =>
      (await withHint(list(requests, resource, scope, parse), settings.hint)).objects,
    watch: async (resource, scope, parse, watcher, signal) => {
      const [{ watch }, { plainProxyOf }] = await Promise.all([import('./watch.ts'), import('./plain-proxy.ts')]);
      const connect = () => connectOwn(way, credentials);
      const means = { ...requests, server, exchange, connect, ...plainProxyOf(way) };
      await watch(means, { resource, scope, parse }, watcher, signal);
    },
    async forward(pod) {
      const { portForwardTo } = await import('./port-forward.ts');
      portForward ??= portForwardTo(way, credentials, ownHeaders, exchange);
      return portForward(pod);
    },
    readVersion: async () => {
      const { readServerVersion } = await import('./server-version.ts');
      return withHint(readServerVersion(requests), settings.hint);
    },
    id: withoutLogin(settings.server),
    close: requests.close,
  };
}

function factsOf(settings: Settings, { host, port, prefix }: ServerUrl): KubeconfigFacts {
  const { context, clusterName, userName, cluster, ownNamespace, hint } = settings;
  const info = cluster.extensions?.get('cluster_info');
  const provider = isObject(info) ? info.provider : undefined;
  return {
    context,
    cluster: clusterName,
    user: userName,
    namespace: ownNamespace,
    server: hint === undefined ? { host, port, ...(prefix !== '' && { isProxy: true }) } : undefined, // else it is kubectl's default, which says nothing
    provider: typeof provider === 'string' ? provider : undefined,
  };
}

/** Where no server was configured, waiting for one is in vain: what is wrong is the kubeconfig. */
function withHint<T>(answer: Promise<T>, hint: string | undefined): Promise<T> {
  return answer.catch((error) => {
    if (hint === undefined || !(error instanceof AccessError) || error.reason !== 'unreachable') throw error;
    throw new AccessError('kubeconfig', `${error.message}\n${hint}`, { cause: error });
  });
}
