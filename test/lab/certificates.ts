import { mkdirSync, readFileSync } from 'node:fs';
import { type Machine, sandboxItself } from './machine.ts';
import { mustRun } from './run.ts';
import { insideSandbox, type Sandbox } from './sandbox.ts';

/** A folder inside the sandbox with `ca.crt`, `ca.key`, and a `.crt` and `.key` for each name issued. */
export interface Authority {
  readonly sandbox: Sandbox;
  readonly folder: string;
}

export interface Identity {
  /** Of the files. */
  readonly name: string;
  /** In Kubernetes the user. */
  readonly commonName: string;
  /** In Kubernetes the groups. */
  readonly organizations?: readonly string[];
  /** Names and addresses under which it is a server. */
  readonly hosts?: readonly string[];
}

export interface CertificatePaths {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority, and a key pair for service account tokens, which the API server does not start without. */
export async function createAuthority(sandbox: Sandbox, folder: string): Promise<Authority> {
  mkdirSync(insideSandbox(sandbox, folder), { recursive: true });
  const self = ['-x509', '-subj', '/CN=kubernetes', '-addext', 'keyUsage=critical,keyCertSign,digitalSignature'];
  await Promise.all([
    openssl(sandbox, ['req', ...NEW_KEY, ...self, '-keyout', `${folder}/ca.key`, '-out', `${folder}/ca.crt`]),
    openssl(sandbox, ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${folder}/sa.key`]),
  ]);
  return { sandbox, folder };
}

export async function issue(authority: Authority, identity: Identity): Promise<CertificatePaths> {
  const { sandbox, folder } = authority;
  const { name, commonName, organizations = [], hosts = [] } = identity;
  const paths = { certificate: `${folder}/${name}.crt`, key: `${folder}/${name}.key` };
  const subject = [...organizations.map((organization) => `/O=${organization}`), `/CN=${commonName}`].join('');
  const alternatives = hosts.map((host) => (/^[\d.]+$|:/.test(host) ? `IP:${host}` : `DNS:${host}`)).join(',');
  const extensions = [
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=serverAuth,clientAuth'],
    ...(alternatives ? ['-addext', `subjectAltName=${alternatives}`] : []),
  ];
  const signer = ['-x509', '-CA', `${folder}/ca.crt`, '-CAkey', `${folder}/ca.key`, '-subj', subject];
  const files = ['-keyout', paths.key, '-out', paths.certificate];
  await openssl(sandbox, ['req', ...NEW_KEY, ...signer, ...extensions, ...files]);
  return paths;
}

export function readBase64(sandbox: Sandbox, path: string): string {
  return readFileSync(insideSandbox(sandbox, path)).toString('base64');
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];

async function openssl(sandbox: Sandbox, argv: readonly string[]): Promise<void> {
  const machine: Machine = sandboxItself(sandbox);
  await mustRun(machine, ['openssl', ...argv], { cwd: '/' });
}
