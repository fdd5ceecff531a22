import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity, getCACertificates, type PeerCertificate } from 'node:tls';
import { AccessError } from '../../errors.ts';
import { readText } from './files-of-go.ts';
import type { ClusterEntry } from './kubeconfig.ts';
import type { ServerUrl } from './server-url.ts';

/** Whom to trust, as kubectl does. Source: client-go transport/transport.go, `TLSConfigFor`. */
export function trustOf(cluster: ClusterEntry, server: ServerUrl): ConnectionOptions {
  const ca =
    cluster.certificateAuthorityData ?? (cluster.certificateAuthority && readText(cluster.certificateAuthority));
  if (ca !== undefined && cluster.insecureSkipTlsVerify) {
    throw refusal('specifying a root certificates file with the insecure flag is not allowed');
  }
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw refusal('unable to load root certificates: unable to parse bytes as PEM block');
  }
  const name = cluster.tlsServerName ?? server.host;
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: !cluster.insecureSkipTlsVerify,
    // Go takes every certificate of the list as an anchor, OpenSSL only self-signed ones unless told so.
    allowPartialTrustChain: true,
    // Go asks the system; Node and Bun would ask a list of their own.
    ...(cluster.insecureSkipTlsVerify ? {} : { ca: ca ?? getCACertificates('system') }),
    // An IP address is never sent as a server name (RFC 6066, section 3), but it is compared with the certificate.
    ...(isIP(name) ? {} : { servername: name }),
    checkServerIdentity: (_, certificate) => checkName(name, certificate),
  };
}

/** Go no longer takes a Common Name for want of a DNS name, Node still does. */
function checkName(name: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname || isIP(name)) return checkServerIdentity(name, certificate);
  const details = { code: 'ERR_TLS_CERT_ALTNAME_INVALID', host: name, cert: certificate };
  return Object.assign(new Error('the certificate has no alternative names'), details);
}

function refusal(words: string): AccessError {
  return new AccessError('kubeconfig', `error: ${words}`);
}
