import { type ControlPlane, kubectlInside } from './control-plane.ts';

/** A user of tokens, with all rights: the API server has no other that a test could give and take. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Tokens that it had before are good for nothing from then on: they name the account that is gone. */
export async function renewServiceAccount(controlPlane: ControlPlane, account: ServiceAccount): Promise<string> {
  const { namespace, name } = account;
  const inNamespace = `--namespace=${namespace}`;
  await kubectlInside(controlPlane, ['delete', 'serviceaccount', name, inNamespace, '--ignore-not-found']);
  await kubectlInside(controlPlane, ['create', 'serviceaccount', name, inNamespace]);
  await kubectlInside(controlPlane, ['apply', '--server-side', '-f', '-'], { input: JSON.stringify(binding(account)) });
  return (await kubectlInside(controlPlane, ['create', 'token', name, inNamespace])).trim();
}

function binding({ namespace, name }: ServiceAccount): object {
  const rbac = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${namespace}-${name}` },
    subjects: [{ kind: 'ServiceAccount', namespace, name }],
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin', apiGroup: rbac },
  };
}
