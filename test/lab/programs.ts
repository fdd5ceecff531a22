import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheOf, type GoModule } from './go-module.ts';

export const LAB_MODULE: GoModule = { folder: import.meta.dirname, name: 'lab' };

/** Real Kubernetes, of the version in go.mod. The nodes report it, and kind names its node image after it. */
export const KUBERNETES_VERSION = 'v1.35.4';

/** The image archive that lies beside the programs (image.ts). */
export const IMAGE_FILE = 'agnhost.tar';

/** Package of the Go module in this folder, and the name that the executable gets. */
export const PROGRAMS: ReadonlyMap<string, string> = new Map([
  ['go.etcd.io/etcd/server/v3', 'etcd'],
  ['k8s.io/kubernetes/cmd/kube-apiserver', 'kube-apiserver'],
  ['k8s.io/kubernetes/cmd/kube-controller-manager', 'kube-controller-manager'],
  ['k8s.io/kubernetes/cmd/kube-proxy', 'kube-proxy'],
  ['k8s.io/kubernetes/cmd/kube-scheduler', 'kube-scheduler'],
  ['k8s.io/kubernetes/cmd/kubectl', 'kubectl'],
  ['k8s.io/kubernetes/cmd/kubelet', 'kubelet'],
  ['k8s.io/kubernetes/test/images/agnhost', 'agnhost'],
]);

export function programsFolder(): string {
  return cacheOf(LAB_MODULE);
}

export function areProgramsBuilt(): boolean {
  return existsSync(join(programsFolder(), IMAGE_FILE));
}
