import { AccessError } from '../../errors.ts';
import { FileError, readText } from './files-of-go.ts';
import type { ClusterEntry } from './kubeconfig.ts';
import type { ServerUrl } from './server-url.ts';

/** Whom to trust, and under which name; a proxy of https too. */
export interface Trust {
  readonly isVerified: boolean;
  /** PEM. Go asks the system where there is none. */
  readonly ca: string | undefined;
  /** `tls-server-name`: what the certificate has to be for, instead of the host that is dialled. */
  readonly serverName: string | undefined;
}

/** As kubectl does. Source: client-go transport/transport.go, `TLSConfigFor`. */
export function trustOf(cluster: ClusterEntry, server: ServerUrl): Trust | undefined {
  if (!server.isTls) return undefined;
  // An empty file says nothing, as an empty field does.
  const ca = (cluster.certificateAuthorityData ?? textOf(cluster.certificateAuthority)) || undefined;
  if (ca !== undefined && cluster.insecureSkipTlsVerify) {
    throw refusal('specifying a root certificates file with the insecure flag is not allowed');
  }
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    const isPem = ca.includes('-----BEGIN ');
    const because = isPem ? 'no valid certificate authority data seen' : 'unable to parse bytes as PEM block';
    throw refusal(`unable to load root certificates: ${because}`);
  }
  return { isVerified: !cluster.insecureSkipTlsVerify, ca, serverName: cluster.tlsServerName };
}

function textOf(path: string | undefined): string | undefined {
  try {
    return path && readText(path);
  } catch (error) {
    throw error instanceof FileError ? refusal(error.message, error) : error;
  }
}

function refusal(words: string, cause?: Error): AccessError {
  return new AccessError('kubeconfig', `error: ${words}`, { cause });
}
