import { AccessError } from '../../errors.ts';
import { basicAuthorization } from './basic-authorization.ts';
import type { Credentials, KeyPair } from './credentials.ts';
import type { Environment } from './environment.ts';
import type { ExecUser } from './exec-plugin.ts';
import { FileError, readText } from './files-of-go.ts';
import { utf8Header } from './header-text.ts';
import type { UserEntry } from './kubeconfig.ts';
import { faultOfPem } from './pem.ts';
import type { ServerUrl } from './server-url.ts';

/** How long a token file's content is believed. Source: client-go transport/token_source.go. */
const TOKEN_FILE_PERIOD_MS = 60_000;

/**
 * In client-go's order: a certificate always; then what the server's URL says, token, basic auth, and only without any of
 * them a plugin. For an `http://` server nothing is attached but what its URL says.
 * Source: client-go transport/round_trippers.go, plugin/…/exec/exec.go; Go's net/http for the URL.
 */
export async function credentialsOf(
  { user, cluster, kuberc }: Pick<ExecUser, 'cluster' | 'kuberc'> & { readonly user: UserEntry },
  server: ServerUrl,
  environment: Environment,
): Promise<Credentials> {
  const { login } = server;
  if (login) {
    const pair = server.isTls ? keyPairOf(user) : undefined;
    return credentials(pair, () => basicAuthorization(login));
  }
  if (!server.isTls) return credentials(undefined, undefined);
  const pair = keyPairOf(user);
  // Rare, and costly to evaluate: only when such a user was chosen. Its faults are told also where it is not needed.
  const provider = user.authProvider && (await import('./auth-provider.ts')).authProviderHeader(user.authProvider);
  const [hasToken, hasPassword] = [user.token || user.tokenFile, user.username || user.password];
  if (hasToken && hasPassword) throw refusal('username/password or bearer token may be set, but not both');
  if (hasToken) {
    const { header, refused } = bearerOf(user);
    return { ...credentials(pair, header), refused };
  }
  if (hasPassword) {
    const header = basicAuthorization({ user: user.username ?? '', password: user.password ?? '' });
    return credentials(pair, () => header);
  }
  if (provider) return { ...credentials(pair, undefined), authorization: provider };
  if (!user.exec || pair) return credentials(pair, undefined);
  const { execCredentials } = await import('./exec-plugin.ts');
  return execCredentials({ plugin: user.exec, cluster, kuberc }, environment);
}

function credentials(pair: KeyPair | undefined, header: (() => string | undefined) | undefined): Credentials {
  return { certificate: async () => pair, authorization: async () => header?.(), refused() {} };
}

function keyPairOf(user: UserEntry): KeyPair | undefined {
  const cert = user.clientCertificateData ?? textOf(user.clientCertificate);
  if (cert === undefined) return undefined;
  const key = user.clientKeyData ?? textOf(user.clientKey) ?? '';
  const fault = faultOfPem('certificate', cert) ?? faultOfPem('key', key);
  if (fault !== undefined) throw refusal(`tls: ${fault}`);
  return { cert, key };
}

interface Bearer {
  readonly header: () => string | undefined;
  readonly refused: () => void;
}

/**
 * The file wins over the token; the token is what is left when the file can no longer be read. A server that does not take
 * it may know a newer one: then it is read again at once. Source: client-go transport/token_source.go, `ResetTokenOlderThan`.
 */
function bearerOf(user: UserEntry): Bearer {
  const { token, tokenFile } = user;
  // An empty file is no token: nobody is then who asks.
  const headerOf = (text: string) => (text === '' ? undefined : `Bearer ${utf8Header('Authorization', text)}`);
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
