import { cannot, one } from './one-kubeconfig.ts';

export const V1 = 'client.authentication.k8s.io/v1';
export const BETA = 'client.authentication.k8s.io/v1beta1';

/** A kubeconfig whose user has a plugin, and the plugin beside it: a shell script. */
export function plugin(script: string, exec: object = {}, cluster: object = {}): Record<string, string | object> {
  const user = { exec: { apiVersion: V1, command: './login', interactiveMode: 'Never', ...exec } };
  return {
    '.kube/config': one('x', { user, ...(Object.keys(cluster).length > 0 && { cluster }) }),
    '.kube/login': `#!/bin/sh\n${script}\n`,
  };
}

/** As a plugin prints it. */
export const credential = (status: object | undefined, apiVersion = V1) =>
  `cat <<'END'\n${JSON.stringify({ apiVersion, kind: 'ExecCredential', status })}\nEND`;
export const TOKEN = credential({ token: '$TOKEN' });
export const robot = cannot('system:serviceaccount:beside:robot');
/** Until 1.30 what kubectl logs of its tries is not to be told from what it says. */
export const BEFORE_THE_END = /^[\s\S]*(?=^Unable to connect to the server)/gm;
