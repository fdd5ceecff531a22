import type { KeyPair } from './credentials.ts';
import { ExecFailure } from './exec-run.ts';
import { isObject } from './go-decode.ts';

export interface ExecCredential {
  readonly token: string | undefined;
  readonly pair: KeyPair | undefined;
  /** Milliseconds since 1970; without one it is good for this run. */
  readonly expiresAt: number;
}

/** Reads a plugin's stdout. Source: client-go plugin/pkg/client/auth/exec/exec.go, `refreshCredsLocked`. */
export function parseExecCredential(stdout: string, apiVersion: string): ExecCredential {
  const document = parseObject(stdout);
  if (document.kind !== 'ExecCredential' || typeof document.apiVersion !== 'string') {
    throw new ExecFailure('decoding stdout: not an ExecCredential of client.authentication.k8s.io');
  }
  if (document.apiVersion !== apiVersion) {
    throw new ExecFailure(
      `exec plugin is configured to use API version ${apiVersion}, plugin returned version ${document.apiVersion}`,
    );
  }
  if (!isObject(document.status)) throw new ExecFailure("exec plugin didn't return a status field");
  const token = textOf(document.status.token);
  const cert = textOf(document.status.clientCertificateData);
  const key = textOf(document.status.clientKeyData);
  if (!token && !cert && !key) throw new ExecFailure("exec plugin didn't return a token or cert/key pair");
  if (Boolean(cert) !== Boolean(key)) {
    throw new ExecFailure('exec plugin returned only certificate or key, not both');
  }
  const expiresAt = Date.parse(textOf(document.status.expirationTimestamp) ?? '');
  return {
    token,
    pair: cert && key ? { cert, key } : undefined,
    expiresAt: Number.isNaN(expiresAt) ? Number.POSITIVE_INFINITY : expiresAt,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) return document;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // What it printed instead is not shown: it may be a secret.
    throw new ExecFailure(`decoding stdout: couldn't get version/kind; json parse error`, { cause: error });
  }
  throw new ExecFailure('decoding stdout: not a JSON object');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
