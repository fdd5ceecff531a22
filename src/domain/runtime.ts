import type { Answer } from './answer.ts';
import type { ClusterFacts, KubeconfigFacts, PublishedPort } from './facts.ts';
import type { NonEmpty } from './non-empty.ts';

/** A fact that speaks for a recognition, fit to be shown. */
export interface Evidence {
  /** Which fact, in one word: `provider-id`, `os-image`, `kernel`. */
  readonly code: string;
  readonly value: string;
  /** Where it stands: `node dev-worker`, `kubeconfig`, a container. */
  readonly source: string;
}

/** What built the cluster. */
export interface Distribution {
  /** Public: JSON and `--runtime` carry it. */
  readonly id: string;
  readonly title: string;
  /** A detection without evidence does not exist. */
  readonly detect: (facts: ClusterFacts) => NonEmpty<Evidence> | undefined;
  /** Labels of the containers that would tell more. None: no engine is asked. */
  readonly containerLabels: (facts: ClusterFacts) => readonly string[];
  /** The same as the kubeconfig alone suggests it, so that the engine can be asked while the API server is. */
  readonly likelyContainerLabels: (kubeconfig: KubeconfigFacts) => readonly string[];
  readonly nodesAre: (facts: ClusterFacts) => NodeKind;
  readonly publishes: (facts: ClusterFacts) => Publishing;
  /** What starts a cluster of this kind whose API server does not answer; names are all that is left to go by then. */
  readonly whenDown: (kubeconfig: KubeconfigFacts) => WhenDown | undefined;
}

export type WhenDown =
  | { readonly kind: 'command'; readonly argv: NonEmpty<string> }
  /** It is started from a menu. `program`: its name. */
  | { readonly kind: 'not-running'; readonly program: string };

export type NodeKind = 'containers' | 'virtual-machines' | 'unknown';

/** How NodePorts get to this machine without a node's address. */
export type Publishing =
  | { readonly kind: 'nothing' }
  /** Some ports, chosen one by one when the cluster was made. */
  | { readonly kind: 'some-ports'; readonly ports: Answer<readonly NodePublication[]> }
  /** A forwarder copies each NodePort to this machine's loopback, and accepts before it knows what is behind. */
  | { readonly kind: 'every-node-port'; readonly because: string };

/** A port of a node that a container engine publishes. */
export interface NodePublication {
  /** The node, or the container in front of the nodes. */
  readonly container: string;
  /** The node whose kube-proxy is behind it; `undefined` where it may be any. */
  readonly node: string | undefined;
  readonly port: PublishedPort;
}

/** Where the nodes live, seen from this machine. */
export interface Substrate {
  /** Public: JSON and `--runtime` carry it. */
  readonly id: string;
  /** A phrase that follows the distribution's title: `in Docker Desktop`. */
  readonly place: string;
  readonly detect: (facts: ClusterFacts, nodesAre: NodeKind) => NonEmpty<Evidence> | undefined;
  readonly reaches: Reach;
}

export interface Reach {
  /**
   * Whether a node's address can be dialled from here. `on-this-machine`: yes, and it never leaves the machine.
   * `unknown`: it may be anywhere, so it is dialled with restraint.
   */
  readonly nodes: 'on-this-machine' | 'unknown' | 'no';
  /** Whether 127.0.0.1 is an address of a node. */
  readonly loopback: 'is-a-node' | 'no';
}

/** Distribution and substrate as they were recognised, each with its evidence. */
export interface Runtime {
  readonly distribution: Distribution;
  readonly substrate: Substrate;
  /** Empty where nothing was recognised. */
  readonly evidence: readonly Evidence[];
}
