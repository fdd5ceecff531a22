import type { BareCluster } from '../lab/bare-cluster.ts';
import { type Authority, issue, readBase64 } from '../lab/certificates.ts';
import { apply, kubectl, PATH } from './in-lab.ts';

/** The API server, and who may ask it: jane by certificate, robot by token. Neither may see anything. */
export async function wordsOf(
  { machine, access, kubeconfig, controlPlane }: BareCluster,
  other: Authority,
): Promise<ReadonlyMap<string, string>> {
  const { authority } = controlPlane;
  const data = (path: string) => readBase64(authority.sandbox, path);
  const pem = (path: string) => Buffer.from(data(path), 'base64').toString();
  const jane = await issue(authority, { name: 'beside-jane', commonName: 'jane', organizations: ['dev'] });
  const bob = await issue(authority, { name: 'beside-bob', commonName: 'bob' });
  await apply(machine, [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'beside' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'beside' } },
  ]);
  const token = (await kubectl(machine, ['create', 'token', 'robot', '-n', 'beside'])).trim();
  const ca = `${authority.folder}/ca.crt`;
  const otherCa = `${other.folder}/ca.crt`;
  return new Map([
    ['$OTHER_CA', otherCa],
    ['$DIST', PATH.join(':')],
    ['$ADMIN', kubeconfig],
    ['$OTHER_CA_DATA', data(otherCa)],
    ['$OTHER_CA_PEM', pem(otherCa)],
    ['$SERVER', access.server],
    ['$CA', ca],
    ['$CA_PEM', pem(ca)],
    ['$JANE_PEM_CRT', pem(jane.certificate)],
    ['$JANE_PEM_KEY', pem(jane.key)],
    ['$CA_DATA', data(ca)],
    ['$JANE_CRT', jane.certificate],
    ['$JANE_CRT_DATA', data(jane.certificate)],
    ['$JANE_KEY', jane.key],
    ['$JANE_KEY_DATA', data(jane.key)],
    ['$BOB_CRT', bob.certificate],
    ['$BOB_CRT_DATA', data(bob.certificate)],
    ['$BOB_KEY', bob.key],
    ['$BOB_KEY_DATA', data(bob.key)],
    ['$TOKEN', token],
  ]);
}
