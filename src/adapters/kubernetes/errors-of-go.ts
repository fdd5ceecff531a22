import type { PeerCertificate } from 'node:tls';
import { authorityOf } from '../../domain/host.ts';
import { familyOf } from '../../domain/ip.ts';
import { AccessError, isErrno } from '../../errors.ts';
import { BrokenAnswer, EndOfFile, GoTimeout, ProxyFailure, ProxyRefusal } from './failures.ts';
import type { ServerUrl } from './server-url.ts';

/**
 * What kubectl prints when there is no answer at all. Its sentences were read off kubectl 1.33 in front of the same
 * servers; the codes are those of Node 26 and Bun 1.4.5. An error without a code is a bug of ours and comes back as it is.
 */
export function unreachable(error: unknown, server: ServerUrl): unknown {
  if (error instanceof GoTimeout || error instanceof EndOfFile || error instanceof ProxyRefusal)
    return accessError(error.message, error);
  if (error instanceof BrokenAnswer) return broken(error, server);
  if (error instanceof ProxyFailure) return unreachableBehind(error, server);
  if (!isErrno(error)) return error;
  if (error.code === 'ECONNREFUSED') return refused(error, server);
  if (error.code === 'ERR_BORINGSSL' && error.message === 'Invalid CA') {
    const sentence =
      'error: unable to load root certificates: failed to parse certificate: x509: malformed certificate';
    return new AccessError('kubeconfig', sentence, { cause: error });
  }
  return accessError(wordsOf(error, server), error);
}

/** kubectl finds «connection refused» wherever it stands, and takes it for the server's. */
function unreachableBehind(failure: ProxyFailure, server: ServerUrl): unknown {
  const { cause, step, proxy } = failure;
  const isRefused = isErrno(cause) ? cause.code === 'ECONNREFUSED' : String(cause).endsWith('connection refused');
  if (isRefused) return refused(failure, server);
  if (isErrno(cause)) return accessError(`${step}: ${wordsOf(cause, proxy)}`, failure);
  const isKnown = [GoTimeout, EndOfFile, ProxyRefusal].some((known) => cause instanceof known);
  return isKnown && cause instanceof Error ? accessError(`${step}: ${cause.message}`, failure) : cause;
}

function refused(cause: Error, { authority }: ServerUrl): AccessError {
  const sentence = `The connection to the server ${authority} was refused - did you specify the right host or port?`;
  return new AccessError('unreachable', sentence, { cause });
}

function accessError(words: string, cause: Error): AccessError {
  return new AccessError('unreachable', `Unable to connect to the server: ${words}`, { cause });
}

/** Source: client-go rest/request.go, `transformResponse`. */
function broken({ cause }: BrokenAnswer, server: ServerUrl): unknown {
  const isCutOff = cause instanceof EndOfFile;
  if (!isCutOff && !isErrno(cause)) return cause;
  const words = isCutOff ? 'unexpected EOF' : wordsOf(cause, server);
  const sentence = `error: unexpected error when reading response body. Please retry. Original error: ${words}`;
  return new AccessError('unreachable', sentence, { cause });
}

function wordsOf(
  error: NodeJS.ErrnoException & { readonly code: string },
  to: Pick<ServerUrl, 'host' | 'port'>,
): string {
  const address = authorityOf(to.host, to.port);
  if (error.code in OF_DIAL) return `dial tcp ${address}: ${OF_DIAL[error.code]}`;
  if (error.code in OF_LOOKUP) return `dial tcp: lookup ${to.host}: ${OF_LOOKUP[error.code]}`;
  if (UNKNOWN_AUTHORITY.has(error.code)) return `${UNVERIFIED} certificate signed by unknown authority`;
  if (error.code in OF_CERTIFICATE) return `${UNVERIFIED} ${OF_CERTIFICATE[error.code]}`;
  if (error.code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${UNVERIFIED} ${misnamed(error, to.host)}`;
  if (error.code.startsWith('ERR_SSL_')) return ofTls(error.code);
  if (error.code.startsWith('ERR_OSSL_')) return ofKeyPair(error.code);
  if (error.code in OF_STREAM) return OF_STREAM[error.code] ?? '';
  return error.code.startsWith('HPE_') ? ofParser(error) : error.message;
}

const OF_DIAL: Readonly<Record<string, string>> = {
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  EADDRNOTAVAIL: 'connect: cannot assign requested address',
  EACCES: 'connect: permission denied',
  EPERM: 'connect: operation not permitted',
  ETIMEDOUT: 'connect: connection timed out',
};

const OF_LOOKUP: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'Temporary failure in name resolution',
  EAI_FAIL: 'server misbehaving',
};

const OF_STREAM: Readonly<Record<string, string>> = {
  ECONNRESET: 'read: connection reset by peer',
  EPIPE: 'write: broken pipe',
  HPE_INVALID_CHUNK_SIZE: 'invalid byte in chunk length',
  Z_BUF_ERROR: 'unexpected EOF',
  Z_DATA_ERROR: 'gzip: invalid header',
};

const UNVERIFIED = 'tls: failed to verify certificate: x509:';

const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);

// Go adds both times; neither runtime hands over the certificate here.
const OF_CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'certificate has expired or is not yet valid',
  CERT_REVOKED: 'certificate is revoked',
};

/** Go names only what could have matched: the IPs for an IP, the DNS names for a name. */
function misnamed(error: Error, host: string): string {
  const { subjectaltname = '' } = 'cert' in error ? (error.cert as PeerCertificate) : {}; // Node's documented property
  // `for` a name: the one that was asked, which --tls-server-name may have changed.
  const asked = 'host' in error && typeof error.host === 'string' ? error.host.replace(/\.$/, '') : host;
  const names = (kind: string) =>
    subjectaltname.split(', ').flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []));
  const [dns, ips] = [names('DNS:'), names('IP Address:')];
  if (familyOf(asked)) {
    if (ips.length === 0) return `cannot validate certificate for ${asked} because it doesn't contain any IP SANs`;
    return `certificate is valid for ${ips.join(', ')}, not ${asked}`;
  }
  if (subjectaltname === '') return 'certificate relies on legacy Common Name field, use SANs instead';
  if (dns.length === 0) return `certificate is not valid for any names, but wanted to match ${asked}`;
  return `certificate is valid for ${dns.join(', ')}, not ${asked}`;
}

/** Another protocol, which is quoted as Go does; or half of this one, of which Node tells what is wrong. */
function ofParser(error: Error): string {
  const { rawPacket, bytesParsed, reason }: OfParser = { rawPacket: undefined, bytesParsed: 0, reason: '', ...error };
  const [line] = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, LONGEST_QUOTE).split(/\r?\n/, 1) : [];
  const what = bytesParsed === 0 && line ? JSON.stringify(line) : `(${reason})`;
  return `net/http: HTTP/1.x transport connection broken: malformed HTTP response ${what}`;
}

/** What Node and Bun add to an error of their HTTP parser. */
interface OfParser {
  readonly rawPacket: unknown;
  readonly bytesParsed: number;
  readonly reason: string;
}

/** Characters of a line that came where an answer should. */
const LONGEST_QUOTE = 160;

/** OpenSSL and BoringSSL name the same alert differently: `ERR_SSL_TLSV13_ALERT_X`, `ERR_SSL_TLSV1_ALERT_X`. */
function ofTls(code: string): string {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return 'http: server gave HTTP response to HTTPS client';
  const alert = /_ALERT_(?<name>[A-Z_]+)$/.exec(code)?.groups?.name;
  if (alert === undefined) return `tls: ${code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ')}`;
  return `remote error: tls: ${OF_ALERT[alert] ?? alert.toLowerCase().replaceAll('_', ' ')}`;
}

/** Our own certificate or key, before anything was sent. */
function ofKeyPair(code: string): string {
  if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') return 'tls: private key does not match public key';
  if (code === 'ERR_OSSL_ASN1_DECODE_ERROR') return 'x509: malformed certificate';
  if (code === 'ERR_OSSL_EVP_DECODE_ERROR') return 'tls: failed to parse private key';
  return `tls: the client certificate or its key cannot be used: ${code.slice('ERR_OSSL_'.length).toLowerCase().replaceAll('_', ' ')}`;
}

// Where Go's text is not the alert's name. Source: crypto/tls/alert.go.
const OF_ALERT: Readonly<Record<string, string>> = {
  PROTOCOL_VERSION: 'protocol version not supported',
  UNKNOWN_CA: 'unknown certificate authority',
  CERTIFICATE_EXPIRED: 'expired certificate',
  CERTIFICATE_REVOKED: 'revoked certificate',
  CERTIFICATE_UNKNOWN: 'unknown certificate',
  DECRYPT_ERROR: 'error decrypting message',
  DECODE_ERROR: 'error decoding message',
};
