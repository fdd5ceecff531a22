import type { Answer } from './answer.ts';
import type { PodEndpoints } from './pod-endpoints.ts';
import type { PodState } from './pod-state.ts';
import type { Port } from './port.ts';
import type { ProbeResult } from './probe.ts';
import type { ProxyVariables } from './proxy-variables.ts';
import type { Route } from './route.ts';
import type { Shell } from './shell.ts';
import type { Speech } from './speech.ts';

/** What is read of the one Service port that was named, besides the facts that every command reads. */
export interface Study {
  /** It has no address of the cluster, and so no nodePort either. */
  readonly isHeadless: boolean;
  readonly endpoints: Answer<PodEndpoints>;
  /** All of its namespace: those that its selector just misses, too. */
  readonly pods: Answer<readonly PodState[]>;
  readonly proxy: Answer<ProxyConfig | undefined>;
  /** Of its namespace, those that speak of what comes in. */
  readonly policies: Answer<readonly PolicyFacts[]>;
  /** The nodePorts of all Services that may be seen, its own among them. */
  readonly nodePorts: Answer<readonly Port[]>;
  /** What the cluster serves by names: of Ingresses and of routes of gateways. */
  readonly names: Answer<readonly ServedName[]>;
  readonly user: UserFacts;
}

/** What kube-proxy was told, where the cluster shows it: kubeadm's ConfigMap. Empty: the default. */
export interface ProxyConfig {
  readonly mode: string;
  /** Networks, in CIDR notation, whose addresses serve NodePorts; `primary`: the nodes' own ones. Empty: all. */
  readonly nodePortAddresses: readonly string[];
  /** `iptables.localhostNodePorts`, which is on where nobody said it. */
  readonly servesLoopback: boolean;
  /** `healthzBindAddress`: where it tells that it lives; all addresses at 10256 where nobody said it. */
  readonly health: string;
}

/** A NetworkPolicy that may keep connections from pods. */
export interface PolicyFacts {
  readonly name: string;
  /** Labels of the pods that it is for; `undefined`: by expressions, which are not read. Empty: all. */
  readonly selector: Readonly<Record<string, string>> | undefined;
}

/** A host name that an Ingress or a route of a gateway serves. */
export interface ServedName {
  readonly host: string;
  /** What says so: `ingress shop/web`. */
  readonly by: string;
  /** The class of the Ingress, or the gateway's name; empty where none is said. */
  readonly through: string;
  readonly isTls: boolean;
}

/** Of the person at this machine. */
export interface UserFacts {
  readonly shell: Shell;
  readonly proxies: ProxyVariables;
}

/** What was found out by asking, after the addresses were dialled. */
export interface Observed {
  /** What the best address said, and which it is; `undefined`: none answered, or it was not spoken with. */
  readonly direct: Spoken | undefined;
  /** Addresses that answered, and not as the pods do. */
  readonly strangers: readonly Spoken[];
  readonly pods: PodAnswers;
  /** What the same addresses gave for a port that has to answer there. */
  readonly neighbours: readonly Neighbour[];
}

export interface Spoken {
  readonly route: Route;
  readonly speech: Speech;
}

/** The pods themselves, asked through the API server. */
export type PodAnswers =
  /** `refused`: the node could not connect to the port, for it says why. */
  | { readonly kind: 'asked'; readonly answers: readonly PodAnswer[] }
  | { readonly kind: 'not-asked'; readonly because: 'no-pod' | 'not-tcp' | 'from-file' }
  /** `because`: `forbidden`, `unreachable`. */
  | { readonly kind: 'cannot-ask'; readonly because: string };

export type PodAnswer = { readonly pod: string; readonly port: Port } & (
  | { readonly kind: 'spoke'; readonly speech: Speech }
  | { readonly kind: 'refused'; readonly because: string }
);

/** A dial that tells a dead port from a dead host. */
export interface Neighbour {
  readonly host: string;
  readonly port: Port;
  /** The node behind the address, where that is known. */
  readonly node: string | undefined;
  /** `service`: another Service's nodePort; `health`: where kube-proxy itself tells that it lives. */
  readonly of:
    | { readonly kind: 'service'; readonly namespace: string; readonly name: string }
    | { readonly kind: 'health' };
  readonly result: ProbeResult;
}
