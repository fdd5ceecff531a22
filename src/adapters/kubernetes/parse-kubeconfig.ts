import { isAbsolute, join, sep } from 'node:path';
import { DecodeError, GoFields } from './go-decode.ts';
import type { AuthProvider, ClusterEntry, ContextEntry, ExecPlugin, Kubeconfig, UserEntry } from './kubeconfig.ts';
import { parseTyped, unregistered } from './typed-document.ts';

/** Relative paths are taken from `directory`, where the file lies. Throws DecodeError with kubectl's sentence. */
export function parseKubeconfig(text: string, directory: string): Kubeconfig {
  const { version = 'v1', kind = 'Config', fields: document } = parseTyped(text);
  if (version !== 'v1' || kind !== 'Config') throw unregistered({ kind, version }, 'kubeconfig');
  const fields = new GoFields(document, 'Config');
  const absolute = (path: string | undefined) =>
    path === undefined || isAbsolute(path) ? path : join(directory, path);
  return {
    currentContext: fields.string('current-context'),
    contexts: named(fields, 'contexts', 'NamedContext', (entry) => contextOf(entry.object('context', 'Context'))),
    clusters: named(fields, 'clusters', 'NamedCluster', (entry) =>
      clusterOf(entry.object('cluster', 'Cluster'), absolute),
    ),
    users: named(fields, 'users', 'NamedAuthInfo', (entry) => userOf(entry.object('user', 'AuthInfo'), absolute)),
  };
}

/** What a list of these becomes in client-go, as its sentence about a repetition says. */
const GO_TYPES = {
  NamedContext: '*api.Context',
  NamedCluster: '*api.Cluster',
  NamedAuthInfo: '*api.AuthInfo',
  NamedExtension: 'runtime.Object',
};

function named<T>(
  of: GoFields,
  list: string,
  struct: keyof typeof GO_TYPES,
  entryOf: (entry: GoFields) => T,
): Map<string, T> {
  const entries = new Map<string, T>();
  for (const entry of of.list(list, struct)) {
    const name = entry.string('name') ?? '';
    // The same name in two files is fine, in one file it is not. client-go also prints the whole list, tokens included.
    if (entries.has(name)) {
      throw new DecodeError(
        `error converting *[]${struct} into *map[string]${GO_TYPES[struct]}: duplicate name "${name}" in list`,
      );
    }
    entries.set(name, entryOf(entry));
  }
  return entries;
}

function contextOf(context: GoFields): ContextEntry {
  return { cluster: context.string('cluster'), user: context.string('user'), namespace: context.string('namespace') };
}

function clusterOf(cluster: GoFields, absolute: (path: string | undefined) => string | undefined): ClusterEntry {
  return {
    server: cluster.string('server'),
    tlsServerName: cluster.string('tls-server-name'),
    insecureSkipTlsVerify: cluster.boolean('insecure-skip-tls-verify'),
    certificateAuthority: absolute(cluster.string('certificate-authority')),
    certificateAuthorityData: cluster.bytes('certificate-authority-data'),
    proxyUrl: cluster.string('proxy-url'),
    disableCompression: cluster.boolean('disable-compression'),
    extensions: named(cluster, 'extensions', 'NamedExtension', (entry) => entry.raw('extension')),
  };
}

function userOf(user: GoFields, absolute: (path: string | undefined) => string | undefined): UserEntry {
  const extra = user.object('as-user-extra', 'AuthInfo');
  return {
    clientCertificate: absolute(user.string('client-certificate')),
    clientCertificateData: user.bytes('client-certificate-data'),
    clientKey: absolute(user.string('client-key')),
    clientKeyData: user.bytes('client-key-data'),
    token: user.string('token'),
    tokenFile: absolute(user.string('tokenFile')),
    username: user.string('username'),
    password: user.string('password'),
    impersonate: user.string('as'),
    impersonateUid: user.string('as-uid'),
    impersonateGroups: user.strings('as-groups'),
    impersonateUserExtra: new Map(extra.names().map((name) => [name, extra.strings(name)])),
    authProvider: user.has('auth-provider')
      ? authProviderOf(user.object('auth-provider', 'AuthProviderConfig'))
      : undefined,
    exec: user.has('exec') ? execOf(user.object('exec', 'ExecConfig'), absolute) : undefined,
  };
}

function authProviderOf(provider: GoFields): AuthProvider {
  const config = provider.object('config', 'AuthProviderConfig');
  return {
    name: provider.string('name') ?? '',
    config: Object.fromEntries(config.names().map((name) => [name, config.string(name) ?? ''])),
  };
}

function execOf(exec: GoFields, absolute: (path: string | undefined) => string | undefined): ExecPlugin {
  const command = exec.string('command');
  const apiVersion = exec.string('apiVersion');
  const isOld = /\/v1(alpha1|beta1)$/.test(apiVersion ?? '');
  return {
    // A bare word is looked up on the PATH.
    command: command?.includes(sep) ? absolute(command) : command,
    args: exec.strings('args'),
    env: exec.list('env', 'ExecEnvVar').map((entry) => ({ name: entry.string('name'), value: entry.string('value') })),
    apiVersion,
    installHint: exec.string('installHint'),
    providesClusterInfo: exec.boolean('provideClusterInfo'),
    // v1 demands it (see validate.ts), its elders have this default. Source: client-go tools/clientcmd/api/v1/defaults.go.
    interactiveMode: exec.string('interactiveMode') ?? (isOld ? 'IfAvailable' : undefined),
  };
}
