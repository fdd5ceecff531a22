/** One kubeconfig file, or several merged. Paths are absolute; what was not written (or written as '') is absent. */
export interface Kubeconfig {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
}

export interface ContextEntry {
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
}

export interface ClusterEntry {
  readonly server?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  readonly certificateAuthority?: string | undefined;
  /** PEM. */
  readonly certificateAuthorityData?: string | undefined;
  readonly proxyUrl?: string | undefined;
  readonly disableCompression?: boolean | undefined;
  readonly extensions?: ReadonlyMap<string, unknown> | undefined;
}

export interface UserEntry {
  readonly clientCertificate?: string | undefined;
  /** PEM. */
  readonly clientCertificateData?: string | undefined;
  readonly clientKey?: string | undefined;
  /** PEM. */
  readonly clientKeyData?: string | undefined;
  readonly token?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly impersonate?: string | undefined;
  readonly impersonateUid?: string | undefined;
  readonly impersonateGroups?: readonly string[] | undefined;
  readonly impersonateUserExtra?: ReadonlyMap<string, readonly string[]> | undefined;
  readonly authProvider?: AuthProvider | undefined;
  readonly exec?: ExecPlugin | undefined;
}

export interface AuthProvider {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface ExecPlugin {
  readonly command: string | undefined;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string | undefined; readonly value: string | undefined }[];
  readonly apiVersion: string | undefined;
  readonly installHint: string | undefined;
  readonly providesClusterInfo: boolean;
  readonly interactiveMode: string | undefined;
}

/**
 * The first file that defines a name wins, with its whole entry; so does the first that sets a current context.
 * Source: client-go tools/clientcmd/loader.go, `Load`.
 */
export function mergeKubeconfigs(files: readonly Kubeconfig[]): Kubeconfig {
  return {
    currentContext: files.find((file) => file.currentContext !== undefined)?.currentContext,
    contexts: firstWins(files.map((file) => file.contexts)),
    clusters: firstWins(files.map((file) => file.clusters)),
    users: firstWins(files.map((file) => file.users)),
  };
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  return new Map(maps.toReversed().flatMap((map) => [...map]));
}
