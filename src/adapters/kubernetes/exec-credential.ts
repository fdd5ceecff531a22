import type { KeyPair } from './credentials.ts';
import { ExecFailure } from './exec-run.ts';
import { DecodeError, GoFields } from './go-decode.ts';
import { faultOfPem } from './pem.ts';
import { parseTyped, unregistered } from './typed-document.ts';

export interface ExecCredential {
  readonly token: string | undefined;
  readonly pair: KeyPair | undefined;
  /** Milliseconds since 1970; without one it is good for this run. */
  readonly expiresAt: number;
}

const GROUP = 'client.authentication.k8s.io';
/** Those that a plugin may be configured for. */
export const EXEC_VERSIONS: readonly string[] = [`${GROUP}/v1`, `${GROUP}/v1beta1`];

/** Reads a plugin's stdout. Source: client-go plugin/pkg/client/auth/exec/exec.go, `refreshCredsLocked`. */
export function parseExecCredential(stdout: string, apiVersion: string): ExecCredential {
  const { token, cert, key, expiresAt } = statusOf(decoded(stdout, apiVersion));
  if (!token && !cert && !key) throw new ExecFailure("exec plugin didn't return a token or cert/key pair");
  if (Boolean(cert) !== Boolean(key)) {
    throw new ExecFailure('exec plugin returned only certificate or key, not both');
  }
  return { token, pair: cert && key ? pairOf(cert, key) : undefined, expiresAt };
}

/** Its status, if the document is what the plugin was asked for. */
function decoded(stdout: string, apiVersion: string): GoFields {
  const { version, kind = 'ExecCredential', fields } = inWords(() => parseTyped(stdout));
  const isKnown = version === undefined || EXEC_VERSIONS.includes(version);
  if (!isKnown || kind !== 'ExecCredential') {
    throw new ExecFailure(`decoding stdout: ${unregistered({ kind, version }, GROUP).message}`);
  }
  const credential = new GoFields(fields, 'ExecCredential');
  const status = inWords(() => credential.object('status', 'ExecCredentialStatus'));
  if (version !== apiVersion) {
    const returned = version ?? `${GROUP}/__internal`;
    throw new ExecFailure(
      `exec plugin is configured to use API version ${apiVersion}, plugin returned version ${returned}`,
    );
  }
  if (!credential.has('status')) throw new ExecFailure("exec plugin didn't return a status field");
  return status;
}

function statusOf(status: GoFields) {
  return inWords(() => ({
    token: status.string('token'),
    cert: status.string('clientCertificateData'),
    key: status.string('clientKeyData'),
    expiresAt: timeOf(status.string('expirationTimestamp')),
  }));
}

function timeOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new DecodeError(`parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00"`);
  return time;
}

function pairOf(cert: string, key: string): KeyPair {
  const fault = faultOfPem('certificate', cert) ?? faultOfPem('key', key);
  if (fault !== undefined) throw new ExecFailure(`failed parsing client key/certificate: tls: ${fault}`);
  return { cert, key };
}

function inWords<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    // What it printed instead of a document is not shown: it may be a secret.
    const words = error.cause === undefined ? error.message : "couldn't get version/kind; json parse error";
    throw new ExecFailure(`decoding stdout: ${words}`, { cause: error });
  }
}
