import type { User } from '@kubernetes/client-node';
import { AccessError } from '../../errors.ts';
import type { AuthProvider } from './kubeconfig.ts';

const REMOVED: Readonly<Record<string, string>> = {
  gcp: `The gcp auth plugin has been removed.
Please use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.
See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details`,
  azure: `The azure auth plugin has been removed.
Please use the https://github.com/Azure/kubelogin kubectl/client-go credential plugin instead.
See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for further details`,
};

/** `auth-provider: oidc`, the only one that kubectl has left; client-node's code for it is loaded here and nowhere else. */
export function authProviderHeader({ name, config }: AuthProvider): () => Promise<string | undefined> {
  if (name !== 'oidc') throw refusal(REMOVED[name] ?? `no Auth Provider found for name ${JSON.stringify(name)}`);
  if (!config['idp-issuer-url']) throw refusal('Must provide idp-issuer-url');
  if (!config['client-id']) throw refusal('Must provide client-id');
  // A copy, as client-node writes refreshed tokens into it (client-go also writes them to the kubeconfig; we write nothing).
  // Without an id-token it would not even try to refresh: one that it cannot read counts as expired.
  const user = { name: '', authProvider: { name, config: { ...config, 'id-token': config['id-token'] || 'none' } } };
  let asked: Promise<string> | undefined;
  return () => {
    asked ??= oidcHeader(user); // lists that start together refresh once
    return asked;
  };
}

async function oidcHeader(user: User): Promise<string> {
  const { OpenIDConnectAuth } = await import('@kubernetes/client-node/dist/oidc_auth.js');
  const headers: Record<string, string> = {};
  await new OpenIDConnectAuth().applyAuthentication(user, { headers }).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    const message = `Unable to connect to the server: failed to refresh token: ${words}`;
    throw new AccessError('kubeconfig', message, { cause: error });
  });
  const { Authorization: header } = headers;
  if (header === undefined) {
    const words = 'No valid id-token, and cannot refresh without refresh-token';
    throw new AccessError('kubeconfig', `Unable to connect to the server: ${words}`);
  }
  return header;
}

function refusal(words: string): AccessError {
  return new AccessError('kubeconfig', `error: ${words}`);
}
