import { writeFileSync } from 'node:fs';
import { type Authority, type Identity, issue, readBase64 } from './certificates.ts';
import { insideSandbox } from './sandbox.ts';

export interface Access {
  readonly server: string;
  /** Context, cluster and user of the kubeconfig are called so, as kind and Docker Desktop do it. */
  readonly context: string;
}

/** Writes a kubeconfig for a user with a client certificate; gives its path inside the sandbox. */
export async function writeKubeconfig(authority: Authority, access: Access, identity: Identity): Promise<string> {
  const { sandbox, folder } = authority;
  const { certificate, key } = await issue(authority, identity);
  const path = `${folder}/${identity.name}.kubeconfig`;
  const text = kubeconfig(access, {
    authority: readBase64(sandbox, `${folder}/ca.crt`),
    certificate: readBase64(sandbox, certificate),
    key: readBase64(sandbox, key),
  });
  writeFileSync(insideSandbox(sandbox, path), text, { mode: 0o600 });
  return path;
}

interface Base64Files {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

// The order of the keys is that of `kind get kubeconfig`.
function kubeconfig({ server, context }: Access, { authority, certificate, key }: Base64Files): string {
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${authority}
    server: ${server}
  name: ${context}
contexts:
- context:
    cluster: ${context}
    user: ${context}
  name: ${context}
current-context: ${context}
kind: Config
preferences: {}
users:
- name: ${context}
  user:
    client-certificate-data: ${certificate}
    client-key-data: ${key}
`;
}
