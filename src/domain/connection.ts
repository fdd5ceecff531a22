/** kubectl's connection flags, as they were given; an empty one was not. */
export interface Connection {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
  readonly server?: string;
  readonly tlsServerName?: string;
  readonly certificateAuthority?: string;
  readonly insecureSkipTlsVerify?: true;
  /** Is for the API server alone, and for no output. */
  readonly token?: string;
  readonly username?: string;
  /** As the token. */
  readonly password?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly as?: string;
  readonly asUid?: string;
  /** An empty one is one. */
  readonly asGroups?: readonly string[];
  /** `key=value` each. */
  readonly asUserExtra?: readonly string[];
  /** How long one request to the API server may take; without it there is no limit. */
  readonly requestTimeoutMs?: number;
  readonly disableCompression?: true;
  /** `-v`: from 6 on what is asked of the API server, and dialled, is told. */
  readonly verbosity?: number;
  /** The file that says which credential plugins may be run. */
  readonly kuberc?: string;
}

/**
 * The flags that chose cluster, identity and namespace, as they were given: a command that is to be pasted needs them
 * too. Token, user name and password are left out: what is printed is read by others, and kept. So is kuberc, which older
 * kubectls do not know, and which changes nothing about who asks.
 */
export function whereWords(connection: Connection): readonly string[] {
  const { namespace, context, kubeconfig } = connection;
  return [
    ...(namespace === undefined ? [] : ['-n', namespace]),
    ...(context === undefined ? [] : ['--context', context]),
    ...localWords(connection),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
  ];
}

/** In one word each, so that they can be told from the other words of a command. */
function localWords(connection: Connection): readonly string[] {
  const { server, insecureSkipTlsVerify, asGroups = [], asUserExtra = [] } = connection;
  const given = (flag: LocalFlag, value: string | undefined) => (value === undefined ? [] : [`--${flag}=${value}`]);
  return [
    ...given('cluster', connection.cluster),
    ...given('user', connection.user),
    ...given('server', server === undefined ? undefined : withoutLogin(server)),
    ...given('tls-server-name', connection.tlsServerName),
    ...given('certificate-authority', connection.certificateAuthority),
    ...given('insecure-skip-tls-verify', insecureSkipTlsVerify && 'true'),
    ...given('client-certificate', connection.clientCertificate),
    ...given('client-key', connection.clientKey),
    ...given('as', connection.as),
    ...given('as-uid', connection.asUid),
    ...asGroups.flatMap((group) => given('as-group', group)),
    ...asUserExtra.flatMap((extra) => given('as-user-extra', extra)),
  ];
}

/** A server's URL as it may be shown, and kept: without the name and the password that may stand in it. */
export function withoutLogin(server: string): string {
  return server.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)?[^/?#]*@/i, '$1');
}

/** The same of one that cannot be read, so that nobody knows where its password ends: before the last `@` at the latest. */
export function withoutAnyLogin(url: string): string {
  return url.replace(/^((?:[a-z][a-z0-9+.-]*:)?\/\/)?.*@/is, '$1');
}

const LOCAL_FLAGS = [
  'cluster',
  'user',
  'server',
  'tls-server-name',
  'certificate-authority',
  'insecure-skip-tls-verify',
  'client-certificate',
  'client-key',
  'as',
  'as-uid',
  'as-group',
  'as-user-extra',
] as const;

type LocalFlag = (typeof LOCAL_FLAGS)[number];

/** Words of a command without paths on this machine, servers and people, which are nobody else's business. */
export function withoutLocalWords(words: readonly string[]): readonly string[] {
  const at = words.indexOf('--kubeconfig');
  const others = at < 0 ? words : words.toSpliced(at, 2);
  return others.filter((word) => !LOCAL_FLAGS.some((flag) => word.startsWith(`--${flag}=`)));
}
