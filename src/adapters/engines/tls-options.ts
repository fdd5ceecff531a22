import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext, getCACertificates, type SecureContextOptions } from 'node:tls';
import type { Tls } from './endpoint.ts';
import { EngineFailure } from './engine-failure.ts';

/** As docker does: without a `ca.pem` the system is asked. Source: docker/cli cli/context/docker/load.go, `tlsConfig`. */
export function tlsOptionsOf(tls: Tls): SecureContextOptions & { readonly rejectUnauthorized: boolean } {
  const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => pem(join(tls.folder, name)));
  const options = {
    minVersion: 'TLSv1.2',
    ca: ca ?? getCACertificates('system'),
    ...(cert !== undefined && key !== undefined && { cert, key }),
  } as const;
  try {
    createSecureContext(options); // what is wrong with a file is thrown here, and nowhere else
  } catch (error) {
    throw new EngineFailure('TLS files not usable', { cause: error });
  }
  return { ...options, rejectUnauthorized: tls.isVerified };
}

function pem(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
