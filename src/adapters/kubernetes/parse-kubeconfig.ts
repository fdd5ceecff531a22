import { isAbsolute, join, sep } from 'node:path';
// js-yaml, not yaml: evaluating it and reading one file costs 6 ms of our start instead of 12 (Bun 1.4.5, compiled with
// --bytecode), and @kubernetes/client-node brings it along anyway.
import { CORE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';
import { DecodeError, GoFields, isObject, jsonKind } from './go-decode.ts';
import type { AuthProvider, ClusterEntry, ContextEntry, ExecPlugin, Kubeconfig, UserEntry } from './kubeconfig.ts';

const HEADER = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

/** Relative paths are taken from `directory`, where the file lies. Throws DecodeError with kubectl's sentence. */
export function parseKubeconfig(text: string, directory: string): Kubeconfig {
  const document = parseDocument(text) ?? {};
  if (!isObject(document)) {
    throw new DecodeError(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonKind(document)} into Go value of type ${HEADER}`,
    );
  }
  const fields = new GoFields(document, 'Config');
  const [version, kind] = [fields.string('apiVersion') ?? 'v1', fields.string('kind') ?? 'Config'];
  if (version !== 'v1' || kind !== 'Config') {
    throw new DecodeError(`no kind "${kind}" is registered for version "${version}" in scheme "kubeconfig"`);
  }
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

function parseDocument(text: string): unknown {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text); // ten times quicker than YAML
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // else it may still be YAML in braces
    }
  }
  try {
    return loadAll(text, { schema: CORE_SCHEMA.withTags(mergeTag), json: true })[0]; // json: a key twice, the last counts
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new DecodeError(`yaml: line ${(error.mark?.line ?? 0) + 1}: ${error.reason}`, { cause: error });
  }
}

function named<T>(file: GoFields, list: string, struct: string, entryOf: (entry: GoFields) => T): Map<string, T> {
  const entries = new Map<string, T>();
  for (const entry of file.list(list, struct)) {
    const name = entry.string('name') ?? '';
    // The same name in two files is fine, in one file it is not. client-go also prints the whole list, tokens included.
    if (entries.has(name)) {
      throw new DecodeError(
        `error converting *[]${struct} into *map[string]*api.${struct.slice('Named'.length)}: duplicate name "${name}" in list`,
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
    extensions: new Map(
      cluster.list('extensions', 'NamedExtension').map((entry) => [entry.string('name') ?? '', entry.raw('extension')]),
    ),
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
