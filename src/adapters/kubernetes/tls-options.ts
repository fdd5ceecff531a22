import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity, getCACertificates, type PeerCertificate } from 'node:tls';
import type { Trust } from './trust.ts';

/** Trust as `node:tls` takes it, for a connection to this host. */
export function tlsOptionsOf({ isVerified, ca, serverName }: Trust, host: string): ConnectionOptions {
  const name = (serverName ?? host).replace(/\.$/, ''); // the root's dot is in no certificate, and Go sends it to nobody
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: isVerified,
    // Go takes every certificate of the list as an anchor, OpenSSL only self-signed ones unless told so.
    allowPartialTrustChain: true,
    // Go asks the system; Node and Bun would ask a list of their own.
    ...(isVerified && { ca: ca ?? getCACertificates('system') }),
    // An IP address is never sent as a server name (RFC 6066, section 3), but it is compared with the certificate.
    ...(isIP(name) ? {} : { servername: name }),
    checkServerIdentity: (_, certificate) => checkName(name, certificate),
  };
}

/** Go no longer takes a Common Name for want of a DNS name, Node still does. */
export function checkName(name: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname || isIP(name)) return checkServerIdentity(name, certificate);
  const details = { code: 'ERR_TLS_CERT_ALTNAME_INVALID', host: name, cert: certificate };
  return Object.assign(new Error('the certificate has no alternative names'), details);
}
