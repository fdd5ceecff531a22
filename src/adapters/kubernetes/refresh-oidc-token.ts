import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type CustomFetchOptions,
  customFetch,
  discovery,
  None,
  refreshTokenGrant,
} from 'openid-client';
import type { AuthProvider } from './kubeconfig.ts';

export interface OidcTokens {
  readonly idToken: string;
  readonly refreshToken: string | undefined;
}

/**
 * What the issuer gives for a refresh token, which it may take once or again and again. Not by client-node, which
 * cannot: 2.0.1 hands openid-client 6 the issuer as a string, and that wants a URL. Source of what is asked: client-go's
 * plugin/pkg/client/auth/oidc/oidc.go, v0.35.
 */
export async function refreshOidcToken(config: AuthProvider['config'], refreshToken: string): Promise<OidcTokens> {
  const { 'idp-issuer-url': issuer = '', 'client-id': clientId = '', 'client-secret': secret } = config;
  const ca = authorityOf(config);
  const options = ca === undefined ? {} : { [customFetch]: fetchTrusting(ca) };
  const client = await discovery(new URL(issuer), clientId, {}, secret ? withSecret(secret) : None(), options);
  const { id_token: idToken, refresh_token: next = refreshToken } = await refreshTokenGrant(client, refreshToken);
  if (idToken === undefined) throw new Error(NO_ID_TOKEN);
  return { idToken, refreshToken: next };
}

const NO_ID_TOKEN = `token response did not contain an id_token, either the scope "openid" wasn't requested upon login, \
or the provider doesn't support id_tokens as part of the refresh response`;

/** As Go does it: in a header, unless the issuer says that it takes only the other. */
function withSecret(secret: string): ClientAuth {
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret);
    authenticate(server, ...rest);
  };
}

function authorityOf(config: AuthProvider['config']): Buffer | undefined {
  const { 'idp-certificate-authority': file, 'idp-certificate-authority-data': data } = config;
  if (data) return Buffer.from(data, 'base64');
  return file ? readFileSync(file) : undefined;
}

/** The `fetch` of Node takes no CA. */
function fetchTrusting(ca: Buffer): (url: string, options: CustomFetchOptions) => Promise<Response> {
  return async (url, { method, headers, body, signal }) => {
    const asked = request(url, { method, headers, ca, ...(signal ? { signal } : {}) });
    const answered = new Promise<Response>((resolve, reject) => {
      asked.on('error', reject);
      asked.on('response', (response) => {
        const { statusCode: status = 0, headersDistinct } = response;
        const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
          values.map((value) => [name, value] as [string, string]),
        );
        buffer(response).then((bytes) => resolve(new Response(bytes, { status, headers: pairs })), reject);
      });
    });
    asked.end(body instanceof URLSearchParams ? body.toString() : undefined);
    return answered;
  };
}
