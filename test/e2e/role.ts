/** A Role in one namespace, and its binding to the user of the same name. */
export function role(name: string, namespace: string, rules: readonly object[]): readonly object[] {
  const metadata = { name, namespace };
  const rbac = 'rbac.authorization.k8s.io';
  const subjects = [{ kind: 'User', name, apiGroup: rbac }];
  return [
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata, rules },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata,
      subjects,
      roleRef: { kind: 'Role', name, apiGroup: rbac },
    },
  ];
}
