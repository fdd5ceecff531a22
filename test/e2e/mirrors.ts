import type { BareCluster } from '../lab/bare-cluster.ts';
import { issue } from '../lab/certificates.ts';
import { startMirror } from '../lab/start-mirror.ts';

/** A server that says who asked it, and what for; another, without TLS, listens on 8111. */
export const MIRROR = { server: 'https://127.0.0.1:8110', 'certificate-authority-data': '$CA_DATA' };

export async function startMirrors({ machine, controlPlane: { authority } }: BareCluster): Promise<void> {
  const hosts = ['127.0.0.1', 'mirror'];
  const own = await issue(authority, { name: 'beside-mirror', commonName: 'mirror', hosts });
  await Promise.all([
    startMirror(machine, { port: 8110, tls: { ...own, authority: `${authority.folder}/ca.crt` } }),
    startMirror(machine, { port: 8111 }),
  ]);
}
