import type { Answer } from './answer.ts';
import type {
  ClusterFacts,
  EngineFacts,
  KubeconfigFacts,
  PublishedPort,
  SeenFacts,
  ServiceFacts,
  ServicePort,
  Settings,
} from './facts.ts';
import type { Fix } from './fix.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Port, Protocol } from './port.ts';

/** A fact that speaks for a recognition, fit to be shown. */
export interface Evidence {
  /** Which fact, in one word: `provider-id`, `os-image`, `kernel`. */
  readonly code: string;
  readonly value: string;
  /** Where it stands: `node dev-worker`, `kubeconfig`, a container. */
  readonly source: string;
  /** What it says, a clause: `kind writes it into every node`. */
  readonly says: string;
}

/** What built the cluster. What a member would say that is not there is: nothing. */
export interface Distribution {
  /** Public: JSON and `--runtime` carry it. */
  readonly id: string;
  readonly title: string;
  /**
   * What is enough by itself: what nodes carry, or a server that only this one has. Names are not, except of what has
   * copies of another's nodes, where there is nothing else.
   */
  readonly detect: (facts: SeenFacts) => NonEmpty<Evidence> | undefined;
  /**
   * What the names in the kubeconfig suggest, and how nodes are called. Asked only where nothing is enough by itself for
   * any distribution. People rename contexts: one name alone is seldom enough.
   */
  readonly suggest?: (facts: SeenFacts) => NonEmpty<Evidence> | undefined;
  readonly nodesAre: (facts: ClusterFacts) => NodeKind;
  /** The id of the substrate that clusters of this kind always live in. */
  readonly livesIn?: (facts: ClusterFacts) => string | undefined;
  /** Networks, in CIDR notation, that its nodes have to themselves wherever they live. */
  readonly hidden?: readonly string[];
  readonly publishes?: (facts: ClusterFacts) => Publishing;
  /** How load balancers of its cluster answer on this machine's loopback, on the port of their Service. */
  readonly balancesHere?: (facts: ClusterFacts) => BalancesHere | undefined;
  /** The containers that would tell more. None: no engine is asked. */
  readonly containersWanted?: (facts: ClusterFacts) => readonly ContainerFilter[];
  /** The same as the kubeconfig alone suggests it, so that the engine can be asked while the API server is. */
  readonly containersLikely?: (kubeconfig: KubeconfigFacts) => readonly ContainerFilter[];
  /** Labels of containers that are read besides the ones that were asked for. */
  readonly labelsRead?: readonly string[];
  /** Where the tool that built the cluster wrote down how, and what is kept of it. */
  readonly settings?: (facts: ClusterFacts) => SettingsFile | undefined;
  /** Whether the API server runs on a node, so that its host's ports are a node's; a managed one does not. */
  readonly serverIsOnANode: boolean;
  /** A name that the runtime itself gives to this machine for what its cluster serves. */
  readonly domain?: string;
  /** What starts a cluster of this kind whose API server does not answer, by its names and what the engine still has. */
  readonly whenDown?: (kubeconfig: KubeconfigFacts, engine: EngineFacts | undefined) => WhenDown | undefined;
  /** What its own tool offers to get a nodePort to this machine. */
  readonly publishFixes?: (wish: PublishWish, facts: ClusterFacts) => readonly Fix[];
}

/** The Service port that is to be reached from this machine. */
export interface PublishWish {
  readonly service: ServiceFacts;
  readonly port: ServicePort & { readonly nodePort: Port };
  /** The flags that chose cluster and namespace, for commands of kubectl. */
  readonly namespaceFlags: readonly string[];
}

/** As `docker ps --filter` takes it: a label, with or without its value, or a regular expression for the name. */
export type ContainerFilter = `label=${string}` | `name=${string}`;

/** A small JSON or YAML file that a tool keeps in a folder of its own. */
export interface SettingsFile {
  /** Where the folder may be; the first that has the file counts. `variable`: its environment variable; else below the home. */
  readonly folders: NonEmpty<{ readonly variable: string; readonly below?: string } | { readonly home: string }>;
  /** Below the folder, with slashes. Made of names that were checked. */
  readonly path: string;
  /** Picks what is worth keeping of the parsed file, which is not trusted. */
  readonly keep: (content: unknown) => Settings;
}

export type WhenDown =
  | { readonly kind: 'command'; readonly argv: NonEmpty<string> }
  /** Its nodes run, and its API server does not answer. */
  | { readonly kind: 'restart'; readonly argv: NonEmpty<string> }
  /** It is started from a menu. `program`: its name. */
  | { readonly kind: 'not-running'; readonly program: string };

/**
 * `virtual-machines`: on this machine, made by the tool that built the cluster. `machines`: physical or virtual, anywhere.
 * `fake`: nobody is there, objects alone.
 */
export type NodeKind = 'containers' | 'virtual-machines' | 'machines' | 'cloud-machines' | 'fake' | 'unknown';

/** How NodePorts get to this machine without a node's address. */
export type Publishing =
  | { readonly kind: 'nothing' }
  /** Some ports, chosen one by one when the cluster was made. */
  | {
      readonly kind: 'some-ports';
      readonly ports: Answer<readonly NodePublication[]>;
      /** Whether nodes serve a load balancer on the port of its Service too, as k3s does. */
      readonly hasServicePorts?: boolean;
    }
  /** A forwarder copies each NodePort to this machine's loopback, and accepts before it knows what is behind. */
  | { readonly kind: 'every-node-port'; readonly because: string; readonly carries: readonly Protocol[] };

interface BalancesHere {
  readonly because: string;
  /** What has to be so, where no fact says it. */
  readonly onlyIf?: string;
  /** Whether the Service's status has to name loopback. */
  readonly isInStatus: boolean;
}

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
  readonly reaches: (facts: ClusterFacts, nodesAre: NodeKind) => Reach;
  /** What the place itself offers to get a nodePort to this machine. */
  readonly publishFixes?: (wish: PublishWish, facts: ClusterFacts) => readonly Fix[];
}

export interface Reach {
  /**
   * Whether a node's address can be dialled from here. `on-this-machine`: yes, and it never leaves the machine.
   * `elsewhere`: yes, over a network that may be somebody else's, so it is dialled with restraint. `maybe`: nobody knows.
   */
  readonly nodes: 'on-this-machine' | 'elsewhere' | 'maybe' | 'no';
  /** Why, a sentence without a full stop: `Docker Desktop keeps the nodes' network inside its VM`. */
  readonly because: string;
  /** What has to be so for a node's address to answer, where no fact says it: for one of its own network, and beyond. */
  readonly onlyIf?: { readonly internal: string; readonly external: string };
  /** Networks, in CIDR notation, that are not reached though nodes are. */
  readonly hidden?: readonly string[];
  /** Whether 127.0.0.1 is an address of a node. */
  readonly loopback: 'is-a-node' | 'no';
  /** The machine on whose interfaces a container engine publishes ports; `nowhere`: not one that is reached from here. */
  readonly published: 'here' | 'nowhere' | { readonly via: 'engine-host' | 'container-host'; readonly host: string };
}

/** Distribution and substrate as they were recognised, each with its evidence. */
export interface Runtime {
  readonly distribution: Distribution;
  readonly substrate: Substrate;
  /** Each list is empty where nothing was recognised. */
  readonly evidence: { readonly distribution: readonly Evidence[]; readonly substrate: readonly Evidence[] };
}
