import { anyEvidence, evidenceOfNode } from '../domain/evidence.ts';
import type { NodeFacts } from '../domain/facts.ts';
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
 */
export const cloud = {
  id: 'cloud',
  place: 'in a cloud',
  detect: (facts, nodesAre) =>
    nodesAre === 'machines' || nodesAre === 'cloud-machines' || nodesAre === 'unknown'
      ? anyEvidence(
          evidenceOfNode(facts, 'provider-id', "the cloud's controller writes it", cloudIn),
          evidenceOfNode(facts, 'kernel', 'a kernel that is built for one cloud', ({ kernel }) =>
            /-(aws|gcp|azure|oracle|gke|cloud-(amd64|arm64))$|\.amzn\d/.test(kernel) ? kernel : undefined,
          ),
        )
      : undefined,
  reaches: () => ({
    nodes: 'elsewhere',
    because: 'the nodes are in a cloud, whose firewall by default lets no nodePort through',
    onlyIf: "the cloud's firewall lets the port through, and for an internal address this machine is in its network",
    loopback: 'no',
    published: 'nowhere',
  }),
} as const satisfies Substrate;

const CLOUDS =
  /^(aws|gce|azure|digitalocean|linode|oci|civo|openstack|hcloud|vultr|scaleway|exoscale|ibm|alicloud|tencentcloud|ovh|upcloud|equinixmetal):\/\/|^ocid1\.instance\./;

function cloudIn({ providerId }: NodeFacts): string | undefined {
  return CLOUDS.test(providerId ?? '') ? providerId : undefined;
}
