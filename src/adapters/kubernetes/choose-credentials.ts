import { AccessError } from '../../errors.ts';
import type { Credentials, KeyPair } from './credentials.ts';
import type { Environment } from './environment.ts';
import { FileError, readText } from './files-of-go.ts';
import { utf8Header } from './header-text.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig.ts';
import type { ServerUrl } from './server-url.ts';

/** How long a token file's content is believed. Source: client-go transport/token_source.go. */
const TOKEN_FILE_PERIOD_MS = 60_000;

/**
 * In client-go's order: a certificate always; then token, basic auth, and only without any of the three a plugin.
 * Nothing is ever attached for an `http://` server. Source: client-go transport/round_trippers.go, plugin/…/exec/exec.go.
 */
export async function credentialsOf(
  { user, cluster }: { readonly user: UserEntry; readonly cluster: ClusterEntry },
  server: ServerUrl,
  environment: Environment,
): Promise<Credentials> {
  if (!server.isTls) return credentials(undefined, undefined);
  const pair = keyPairOf(user);
  if (user.token || user.tokenFile) {
    const { header, refused } = bearerOf(user);
    return { ...credentials(pair, header), refused };
  }
  if (user.username || user.password) {
    const login = Buffer.from(`${user.username ?? ''}:${user.password ?? ''}`).toString('base64');
    return credentials(pair, () => `Basic ${login}`);
  }
  // Rare, and costly to evaluate: only when such a user was chosen.
  if (user.authProvider) {
    const { authProviderHeader } = await import('./auth-provider.ts');
    return { ...credentials(pair, undefined), authorization: authProviderHeader(user.authProvider) };
  }
  if (!user.exec || pair) return credentials(pair, undefined);
  const { execCredentials } = await import('./exec-plugin.ts');
  return execCredentials(user.exec, cluster, environment);
}

function credentials(pair: KeyPair | undefined, header: (() => string) | undefined): Credentials {
  return { certificate: async () => pair, authorization: async () => header?.(), refused() {} };
}

function keyPairOf(user: UserEntry): KeyPair | undefined {
  const cert = user.clientCertificateData ?? textOf(user.clientCertificate);
  if (cert === undefined) return undefined;
  const key = user.clientKeyData ?? textOf(user.clientKey) ?? '';
  for (const [what, pem] of [
    ['certificate', cert],
    ['key', key],
  ] as const) {
    if (!pem.includes('-----BEGIN ')) throw refusal(`tls: failed to find any PEM data in ${what} input`);
  }
  return { cert, key };
}

interface Bearer {
  readonly header: () => string;
  readonly refused: () => void;
}

/**
 * The file wins over the token; the token is what is left when the file can no longer be read. A server that does not take
 * it may know a newer one: then it is read again at once. Source: client-go transport/token_source.go, `ResetTokenOlderThan`.
 */
function bearerOf(user: UserEntry): Bearer {
  const { token, tokenFile } = user;
  const headerOf = (text: string) => `Bearer ${utf8Header('Authorization', text)}`;
  if (tokenFile === undefined) {
    const header = headerOf(token ?? '');
    return { header: () => header, refused() {} };
  }
  let believed = token ?? textOf(tokenFile)?.trim() ?? '';
  let readAt = Number.NEGATIVE_INFINITY;
  const header = () => {
    if (Date.now() - readAt > TOKEN_FILE_PERIOD_MS) {
      believed = readToken(tokenFile) ?? believed;
      readAt = Date.now();
    }
    return headerOf(believed);
  };
  const refused = () => {
    readAt = Number.NEGATIVE_INFINITY;
  };
  return { header, refused };
}

function readToken(path: string): string | undefined {
  try {
    return readText(path).trim() || undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return undefined;
  }
}

function textOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readText(path);
  } catch (error) {
    throw error instanceof FileError ? refusal(error.message, error) : error;
  }
}

function refusal(words: string, cause?: Error): AccessError {
  return new AccessError('kubeconfig', `error: ${words}`, { cause });
}
