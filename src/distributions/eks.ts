import { anyEvidence, evidenceOfKubeconfig, evidenceOfNode, labelOf } from '../domain/evidence.ts';
import { couldBeManaged, evidenceOfServerName, onlyOf } from '../domain/managed-cloud.ts';
import type { Distribution } from '../domain/runtime.ts';

/**
 * Amazon EKS: the control plane is Amazon's, and the nodes are EC2 machines, mostly in private subnets.
 *
 * - kubelet `v1.30.4-eks-a737599`, a commit at the end; `v1.23.7-eks-1-23-4` is EKS Distro, which EKS Anywhere and kops
 *   run elsewhere. Clusters of 2018 (1.10 to 1.12) have a plain version. Source: users' `kubectl get nodes`,
 *   aws/eks-distro, read 2026-11. Status: documented.
 * - labels `eks.amazonaws.com/*`, and eksctl's `alpha.eksctl.io/*`; the providerID `aws:///…` is any Kubernetes on EC2:
 *   eksctl-io/eksctl, kong/kubernetes-telemetry, read 2026-08. Status: documented.
 * - osImage `Bottlerocket OS 1.56.0 (aws-k8s-1.35)`, the variant for EKS; EKS Anywhere's are `vmware-k8s` and `metal-k8s`:
 *   bottlerocket-os/bottlerocket, README. Status: documented.
 * - the API server is `<id>.<shard>.<region>.eks.amazonaws.com`, in China `….eks.amazonaws.com.cn`, for IPv6
 *   `….eks-cluster.<region>.api.aws`: Amazon EKS user guide, cluster endpoint. Status: documented.
 * - cluster `arn:aws:eks:<region>:<account>:cluster/<name>` (aws) or `<name>.<region>.eksctl.io` (eksctl):
 *   tilt-dev/clusterid, product.go. Status: documented.
 */
export const eks = {
  id: 'eks',
  title: 'Amazon EKS',
  detect: (facts) =>
    anyEvidence(
      evidenceOfServerName(facts, 'EKS serves its clusters there', SERVERS),
      evidenceOfNode(
        facts,
        'kubelet-version',
        'EKS builds this kubelet',
        onlyOf(EC2, ({ kubelet }) => (/-eks-[0-9a-f]{6,12}$/.test(kubelet) ? kubelet : undefined)),
      ),
      evidenceOfNode(
        facts,
        'label',
        'EKS and eksctl label nodes so',
        onlyOf(EC2, (node) => labelOf(node, (key) => /^(eks\.amazonaws\.com|alpha\.eksctl\.io)\//.test(key))),
      ),
      evidenceOfNode(facts, 'os-image', 'the variant of Bottlerocket for EKS', ({ osImage }) =>
        /^Bottlerocket OS .*\(aws-k8s-/.test(osImage) ? osImage : undefined,
      ),
    ),
  suggest: (facts) => {
    const { cluster, context } = facts.kubeconfig;
    const name = cluster ?? context ?? '';
    const isItsName = /^arn:aws[a-z-]*:eks:[a-z0-9-]+:\d+:cluster\/|\.[a-z]{2}(-[a-z]+)+-\d\.eksctl\.io$/.test(name);
    return isItsName && couldBeManaged(facts, EC2)
      ? evidenceOfKubeconfig('cluster', 'the tools of EKS call it so', name)
      : undefined;
  },
  nodesAre: () => 'cloud-machines',
  livesIn: () => 'cloud',
  serverIsOnANode: false,
} as const satisfies Distribution;

const SERVERS = /\.eks\.amazonaws\.com(\.cn)?$|\.eks-cluster\.[a-z0-9-]+\.api\.aws$/;

/** Hybrid nodes stand anywhere, and belong to a cluster of EKS. */
const EC2 = /^(aws|eks-hybrid):\/\//;
