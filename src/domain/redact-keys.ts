import type { Placeholders } from './placeholders.ts';

/**
 * Domains whose keys are Kubernetes' or a tool's that clusters are recognised by: they tell what built the cluster, and
 * nobody's name. What lies below them counts too.
 */
const TOOLS =
  `kubernetes.io k8s.io x-k8s.io k3s.io rke2.io microk8s.io k0sproject.io talos.dev vcluster.loft.sh openshift.io
  eks.amazonaws.com eksctl.io cloud.google.com container.googleapis.com gke.io kubernetes.azure.com lke.linode.com
  k8s.linode.com doks.digitalocean.com kubernetes.civo.com oke.oraclecloud.com oci.oraclecloud.com
  projectcalico.org`.split(/\s+/);

/** Below these people write what they like. */
const EVERYBODYS = /^node-(?:role|restriction)\.kubernetes\.io$/;

/** Of such words are keys without a domain, where they are not somebody's own. */
const WORDS = new Set(
  `agentpool app application apps arch by chart cluster color component controller environment env generation group hash
  heritage id index instance job k8s key kubernetes managed name namespace node of os owner part pod pool profile project
  region release revision role run service set slot stage stateful statefulset storage svc system task team template tier
  track type uid version workload zone`.split(/\s+/),
);

/** As people and tools name nodes' parts; others are their own. */
const ROLES = new Set(
  'agent compute control-plane controller controlplane etcd infra ingress master node server storage worker'.split(' '),
);

/** Of a label, an annotation, a taint, a resource. */
export function redactKey(key: string, placeholders: Placeholders): string {
  const [domain, name] = key.includes('/') ? key.split(/\/(.*)/s) : [undefined, key];
  if (domain === undefined) return isEveryday(key) ? key : placeholders.name('label', key);
  if (EVERYBODYS.test(domain)) return `${domain}/${redactRole(name ?? '', placeholders)}`;
  const isOfTool = TOOLS.some((tool) => domain === tool || domain.endsWith(`.${tool}`));
  return isOfTool ? key : placeholders.name('label', key);
}

export function redactRole(role: string, placeholders: Placeholders): string {
  return ROLES.has(role) ? role : placeholders.name('role', role);
}

function isEveryday(key: string): boolean {
  return key.split(/[-_.]/).every((word) => WORDS.has(word.toLowerCase()));
}
