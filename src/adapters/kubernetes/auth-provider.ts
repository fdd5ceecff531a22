import { AccessError } from '../../errors.ts';
import type { AuthProvider } from './kubeconfig.ts';
import type { OidcTokens } from './refresh-oidc-token.ts';

const REMOVED: Readonly<Record<string, string>> = {
  gcp: `The gcp auth plugin has been removed.
Please use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.
See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details`,
  azure: `The azure auth plugin has been removed.
Please use the https://github.com/Azure/kubelogin kubectl/client-go credential plugin instead.
See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for further details`,
};

/** `auth-provider: oidc`, the only one that kubectl has left. */
export function authProviderHeader({ name, config }: AuthProvider): () => Promise<string> {
  if (name !== 'oidc') throw refusal(REMOVED[name] ?? `no Auth Provider found for name ${JSON.stringify(name)}`);
  if (!config['idp-issuer-url']) throw refusal('Must provide idp-issuer-url');
  if (!config['client-id']) throw refusal('Must provide client-id');
  // What is refreshed lasts for this run: client-go also writes it to the kubeconfig, we write nothing.
  let tokens: OidcTokens = { idToken: config['id-token'] ?? '', refreshToken: config['refresh-token'] };
  let asked: Promise<OidcTokens> | undefined;
  return async () => {
    if (expiryOf(tokens.idToken) * 1_000 > Date.now()) return `Bearer ${tokens.idToken}`;
    // Lists that start together refresh once.
    asked ??= refreshed(config, tokens).finally(() => {
      asked = undefined;
    });
    tokens = await asked;
    return `Bearer ${tokens.idToken}`;
  };
}

async function refreshed(config: AuthProvider['config'], { refreshToken }: OidcTokens): Promise<OidcTokens> {
  if (!refreshToken) throw unconnected('No valid id-token, and cannot refresh without refresh-token');
  const { refreshOidcToken } = await import('./refresh-oidc-token.ts');
  return await refreshOidcToken(config, refreshToken).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    throw unconnected(`failed to refresh token: ${words}`, { cause: error });
  });
}

/** In seconds since 1970; of a token that cannot be read 0, so that it is refreshed. */
function expiryOf(idToken: string): number {
  try {
    const { exp } = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' ? exp : 0;
  } catch {
    return 0; // not JSON
  }
}

function unconnected(words: string, options?: ErrorOptions): AccessError {
  return new AccessError('kubeconfig', `Unable to connect to the server: ${words}`, options);
}

function refusal(words: string): AccessError {
  return new AccessError('kubeconfig', `error: ${words}`);
}
