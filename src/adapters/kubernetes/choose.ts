import type { Connection } from '../../domain/connection.ts';
import { type MissedChoice, TargetError } from '../../errors.ts';
import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';

/** What the command line puts over the merged kubeconfig. An empty string counts as not given, as in Go. */
export interface Overrides {
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  /** `--server`, `--certificate-authority`, … */
  readonly clusterFields?: ClusterEntry;
  /** `--token`, `--client-certificate`, … */
  readonly userFields?: UserEntry;
}

export interface Choice {
  readonly context: string | undefined;
  readonly clusterName: string | undefined;
  readonly userName: string | undefined;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  /** The context's; the flag's goes before it. */
  readonly namespace: string | undefined;
  /** The current context's name stands for nothing. Told with the other faults of the configuration, see validate.ts. */
  readonly isContextMissing: boolean;
  /** `--context`, and what it chose from: then the one who typed it is told of a target that is not there. */
  readonly askedContext: MissedChoice | undefined;
}

export function overridesOf(flags: Connection): Overrides {
  const { context, cluster, user, namespace, asUserExtra } = flags;
  return {
    context,
    cluster,
    user,
    namespace,
    clusterFields: {
      server: flags.server,
      tlsServerName: flags.tlsServerName,
      certificateAuthority: flags.certificateAuthority,
      insecureSkipTlsVerify: flags.insecureSkipTlsVerify,
      disableCompression: flags.disableCompression,
    },
    userFields: {
      token: flags.token,
      username: flags.username,
      password: flags.password,
      clientCertificate: flags.clientCertificate,
      clientKey: flags.clientKey,
      impersonate: flags.as,
      impersonateUid: flags.asUid,
      impersonateGroups: flags.asGroups,
      impersonateUserExtra: asUserExtra && extraOf(asUserExtra),
    },
  };
}

/** What has no `=` says nothing. Source: cli-runtime pkg/genericclioptions/config_flags.go, `toRawKubeConfigLoader`. */
function extraOf(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const extra = new Map<string, readonly string[]>();
  for (const word of words) {
    const [key = '', ...value] = word.split('=');
    if (value.length > 0) extra.set(key, [...(extra.get(key) ?? []), value.join('=')]);
  }
  return extra;
}

/**
 * Source: client-go tools/clientcmd/client_config.go, `getContext`, `getAuthInfo`, `getCluster`. Entries that a flag
 * names must exist; an entry that only the file names may be missing and is then empty.
 */
export function choose(kubeconfig: Kubeconfig, overrides: Overrides): Choice {
  const contextName = overrides.context || kubeconfig.currentContext;
  const context: ContextEntry | undefined = kubeconfig.contexts.get(contextName ?? '');
  const userName = overrides.user || context?.user;
  const clusterName = overrides.cluster || context?.cluster;
  const user = kubeconfig.users.get(userName ?? '');
  const cluster = kubeconfig.clusters.get(clusterName ?? '');
  // In this order: a context that is not there is also why its user is not.
  if (overrides.user && !user) throw missing('auth info', choiceOf('--user', overrides.user, kubeconfig.users));
  // kubectl finds a missing context when it looks for its namespace; with -n it comes further, to another sentence.
  const contexts = choiceOf('--context', overrides.context ?? '', kubeconfig.contexts);
  if (overrides.context && !context && overrides.namespace) throw missing('context', contexts);
  // kubectl validates before it looks: --server makes no difference (seen: 1.32, 1.35).
  if (overrides.cluster && !cluster)
    throw new TargetError(`error: no server found for cluster ${JSON.stringify(overrides.cluster)}`, {
      choice: choiceOf('--cluster', overrides.cluster, kubeconfig.clusters),
    });
  return {
    context: contextName,
    clusterName,
    userName,
    cluster: overrideCluster(cluster ?? {}, overrides.clusterFields ?? {}),
    user: overrideUser(user ?? {}, overrides.userFields ?? {}),
    namespace: context?.namespace,
    isContextMissing: contextName !== undefined && context === undefined,
    askedContext: overrides.context ? contexts : undefined,
  };
}

function missing(what: string, choice: MissedChoice): TargetError {
  return new TargetError(`error: ${what} ${JSON.stringify(choice.word)} does not exist`, { choice });
}

function choiceOf(flag: MissedChoice['flag'], word: string, entries: ReadonlyMap<string, unknown>): MissedChoice {
  return { flag, word, names: [...entries.keys()] };
}

function overrideCluster(entry: ClusterEntry, given: ClusterEntry): ClusterEntry {
  const replacesTrust = given.insecureSkipTlsVerify || given.certificateAuthority || given.certificateAuthorityData;
  return {
    ...entry,
    ...written(given),
    // One of the two on the command line ends what the file says about trust, else they would contradict each other.
    ...(replacesTrust && {
      insecureSkipTlsVerify: given.insecureSkipTlsVerify,
      certificateAuthority: given.certificateAuthority,
      certificateAuthorityData: given.certificateAuthorityData,
    }),
    // The name in the file belongs to the server in the file.
    ...(given.server && { tlsServerName: given.tlsServerName }),
  };
}

function overrideUser(entry: UserEntry, given: UserEntry): UserEntry {
  return {
    ...entry,
    ...written(given),
    ...(given.clientCertificate && { clientCertificateData: given.clientCertificateData }),
    ...(given.clientKey && { clientKeyData: given.clientKeyData }),
    // Go merges maps by key. A `tokenFile` of the entry stays too, and wins over the token that was given: as in kubectl.
    ...(given.impersonateUserExtra && {
      impersonateUserExtra: new Map([...(entry.impersonateUserExtra ?? []), ...given.impersonateUserExtra]),
    }),
  };
}

/** Only what was given: in Go's merge an empty value never replaces one. */
function written<T extends object>(fields: T): Partial<T> {
  // `as`: Object.fromEntries forgets the keys' types; nothing is added or changed.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value || value === 0)) as Partial<T>;
}
