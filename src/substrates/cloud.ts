import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import type { ClusterFacts, NodeFacts } from '../domain/facts.ts';
import type { Substrate } from '../domain/runtime.ts';

/**
 * Machines of a cloud: their internal addresses are for their own network; an external one answers where a firewall rule
 * lets the port through, and by default none does.
 *
 * - providerID of a cloud's controller, whatever built the cluster: kubernetes/cloud-provider-*, read 2026-11. Status:
 *   documented.
 * - kernels that Ubuntu, Debian and Amazon build for one cloud: `-aws`, `-gcp`, `-azure`, `-oracle`, `-gke`, `.amzn2`,
 *   `-cloud-amd64`. They say nothing of nodes that are containers: those may be on this machine, which is in that cloud.
 *   Status: documented.
 * - kubelets of Alibaba's, Tencent's and IBM's clusters, `v1.26.3-aliyun.1`, `v1.24.4-tke.5`, `v1.27.6+IKS`, and systems
 *   that are made for one cloud: users' `kubectl get nodes`, read 2026-11. Status: documented.
 * - EC2 calls its machines `ip-10-0-1-5.<region>.compute.internal`, in the first region `….ec2.internal`, after their
 *   address, which has to agree: Amazon's documentation of instance hostnames, read 2026-11. Status: documented.
 */
export const cloud = {
  id: 'cloud',
  place: 'in a cloud',
  detect: (facts, nodesAre) =>
    nodesAre === 'machines' || nodesAre === 'cloud-machines' || nodesAre === 'unknown'
      ? (anyEvidence(
          evidenceOfNode(facts, 'provider-id', "the cloud's controller writes it", cloudIn),
          evidenceOfNode(facts, 'kernel', 'a kernel that is built for one cloud', ({ kernel }) =>
            /-(aws|gcp|azure|oracle|gke|cloud-(amd64|arm64))$|\.amzn\d/.test(kernel) ? kernel : undefined,
          ),
        ) ?? (nodesAre === 'cloud-machines' ? undefined : evidenceOfBuild(facts)))
      : undefined,
  reaches: () => ({
    nodes: 'elsewhere',
    because: 'the nodes are in a cloud, whose firewall by default lets no nodePort through',
    onlyIf: {
      internal: "this machine is in the cloud's network",
      external: "the cloud's firewall lets the port through",
    },
    loopback: 'no',
    published: 'nowhere',
  }),
} as const satisfies Substrate;

const CLOUDS =
  /^(aws|gce|azure|digitalocean|linode|oci|civo|openstack|hcloud|vultr|scaleway|exoscale|ibm|alicloud|tencentcloud|ovh|upcloud|equinixmetal|packet|yandex|qcloud|ionos|nebius|volcengine):\/\/|^ocid1\.instance\./;

/** Where there is neither: what a cloud builds for its own machines, or calls them. */
function evidenceOfBuild(facts: ClusterFacts) {
  return anyEvidence(
    evidenceOfNode(facts, 'os-image', 'a system that is built for one cloud', ({ osImage }) =>
      /^(Alibaba Cloud Linux|Aliyun Linux|Huawei Cloud EulerOS|Container-Optimized OS)/.test(osImage)
        ? osImage
        : undefined,
    ),
    evidenceOfNode(facts, 'kubelet-version', 'a cloud builds this kubelet', ({ kubelet }) =>
      /^v1\.\d+\.\d+(-aliyun\.\d+|-tke\.\d+|\+IKS)$/.test(kubelet) ? kubelet : undefined,
    ),
    evidenceOfNode(facts, 'node-name', 'Amazon calls its machines so', nameIn),
  );
}

function nameIn({ name, addresses }: NodeFacts): string | undefined {
  const [, dashed] = /^ip-(\d+-\d+-\d+-\d+)\.(?:ec2|[a-z]+(?:-[a-z]+)+-\d\.compute)\.internal$/.exec(name) ?? [];
  const ip = dashed?.replaceAll('-', '.');
  return ip && (addresses.length === 0 || addresses.some((own) => own.ip === ip)) ? name : undefined;
}

function cloudIn({ providerId }: NodeFacts): string | undefined {
  return CLOUDS.test(providerId ?? '') ? providerId : undefined;
}
