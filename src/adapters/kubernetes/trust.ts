import { AccessError } from '../../errors.ts';
import { readText } from './files-of-go.ts';
import type { ClusterEntry } from './kubeconfig.ts';
import type { ServerUrl } from './server-url.ts';

/** Whom to trust, and under which name. */
export interface Trust {
  readonly isVerified: boolean;
  /** PEM. Go asks the system where there is none. */
  readonly ca: string | undefined;
  /** That the certificate has to be for: the server's host, or what `tls-server-name` says. */
  readonly name: string;
}

/** As kubectl does. Source: client-go transport/transport.go, `TLSConfigFor`. */
export function trustOf(cluster: ClusterEntry, server: ServerUrl): Trust | undefined {
  if (!server.isTls) return undefined;
  const ca =
    cluster.certificateAuthorityData ?? (cluster.certificateAuthority && readText(cluster.certificateAuthority));
  if (ca !== undefined && cluster.insecureSkipTlsVerify) {
    throw refusal('specifying a root certificates file with the insecure flag is not allowed');
  }
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    const isPem = ca.includes('-----BEGIN ');
    const because = isPem ? 'no valid certificate authority data seen' : 'unable to parse bytes as PEM block';
    throw refusal(`unable to load root certificates: ${because}`);
  }
  return { isVerified: !cluster.insecureSkipTlsVerify, ca, name: cluster.tlsServerName ?? server.host };
}

function refusal(words: string): AccessError {
  return new AccessError('kubeconfig', `error: ${words}`);
}
