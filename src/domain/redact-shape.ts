import { parseIp } from './ip.ts';
import type { NameKind, Placeholders } from './placeholders.ts';

/**
 * Words of which the names of contexts, nodes and containers are made, and what providers put into them: they tell what
 * built the cluster, and nobody's name. What begins one of them and ends in a number (`worker2`) is meant too.
 */
const WORDS = new Set(
  `admin agent agents agentpool api arn aws azure balancer cluster clusteradmin clusteruser compute context control
  controller controlplane core cp cri default desktop docker ec external for gateway ha i infra instance internal io ip
  lb load loadbalancer local localdomain localhost machine main master mc mode node nodepool nodes plane podman pool
  primary server serverlb servers system user vm vms vmss worker workers
  gce do lke oci ocid iaas openstack vsphere hcloud eksctl dns nip sslip
  amd64 arm64 linux windows k8s kube kubeadmin kubernetes vcluster
  true false on off demand spot small medium large xlarge rhde rhel rhcos cos centos ubuntu debian
  africa ap asia australia ca central cn east eu europe me north northamerica northeast northwest sa south southamerica
  southeast southwest uk us west westeurope northeurope
  ams blr fra lon nyc sfo sgp syd tor
  providers microsoft subscriptions resourcegroups virtualmachinescalesets virtualmachines
  http https tcp testing ssh unix npipe sock run var users home share containers pipe dockerdesktoplinuxengine folders rd`.split(
    /\s+/,
  ),
);

/**
 * The same text of words that stay and others that are replaced, part by part, so that it still looks like what made it.
 * `known`: more words that stay.
 */
export function shaped(text: string, kind: NameKind, known: ReadonlySet<string>, placeholders: Placeholders): string {
  if (parseIp(text)) return placeholders.ip(text);
  const stays = (word: string) =>
    /^(.?|\d[a-z])$/.test(word) || WORDS.has(word.toLowerCase()) || known.has(word.toLowerCase());
  const parts = text.replace(IP_IN_NAME, (ip) => ipInName(ip, placeholders)).split(SIGNS);
  let isAfterId = false;
  return parts
    .map((part, index) => {
      if (index % 2 === 1 || part === '') return part;
      const [, letters = '', digits = ''] = /^([A-Za-z]*)(\d*)$/.exec(part) ?? [];
      const isKnown = stays(part) || (letters + digits !== '' && stays(letters));
      const isId = !isKnown && (isAfterId || isMade(part));
      isAfterId = isId || (isKnown && digits.length > 4);
      if (isKnown) return digits.length > 4 && !stays(part) ? `${letters}${placeholders.id(digits)}` : part;
      return isId ? placeholders.id(part) : placeholders.name(kind, part);
    })
    .join('');
}

const SIGNS = /([^A-Za-z0-9]+)/;

/** How clouds, and servers of names for addresses, write a machine's address into its name. */
const IP_IN_NAME = /(?<![A-Za-z0-9])\d{1,3}([.-])\d{1,3}\1\d{1,3}\1\d{1,3}(?![A-Za-z0-9])/g;

function ipInName(text: string, placeholders: Placeholders): string {
  const redacted = placeholders.ip(text.replaceAll('-', '.'));
  return text.includes('-') ? redacted.replaceAll('.', '-') : redacted;
}

/** Made by a machine: digits among letters, or many of them at the end. */
function isMade(part: string): boolean {
  return part.length > 2 && /\d/.test(part) && !/^[A-Za-z]+\d{1,2}$/.test(part);
}
