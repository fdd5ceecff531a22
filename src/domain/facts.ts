import type { Answer } from './answer.ts';
import type { OpenTunnel } from './open-tunnel.ts';
import type { Port, Protocol } from './port.ts';

/** Everything the decisions may depend on, as values. */
export interface Facts extends ClusterFacts {
  readonly services: readonly ServiceFacts[];
  /** Of our own, to any of these Services. */
  readonly tunnels: readonly OpenTunnel[];
}

export interface ClusterFacts extends SeenFacts {
  readonly engine: Answer<EngineFacts>;
  /** Where docker's chosen engine is on another machine: its name or address. `undefined`: it is not, or nobody asked. */
  readonly remoteEngine: string | undefined;
  /** What the tool that built the cluster wrote down on this machine (minikube's driver, say), by its own names. */
  readonly settings: Answer<Settings>;
}

/** What is known before anything else on this machine is asked: by these a distribution is recognised. */
export interface SeenFacts {
  readonly kubeconfig: KubeconfigFacts;
  readonly machine: MachineFacts;
  readonly nodes: Answer<readonly NodeFacts[]>;
  /** Nodes as pods and EndpointSlices name them, where nodes themselves may not be listed: a name and addresses. */
  readonly glimpsedNodes: readonly NodeFacts[];
}

export type Settings = Readonly<Record<string, string>>;

/** The chosen context, without credentials. All of it `undefined`: facts from a file that holds no kubeconfig. */
export interface KubeconfigFacts {
  readonly context: string | undefined;
  readonly cluster: string | undefined;
  readonly user: string | undefined;
  /** The context's namespace, `default` where it names none. */
  readonly namespace: string;
  readonly server: ServerFacts | undefined;
  /** `cluster_info.provider` of the cluster's extensions; minikube ≥ 1.17 writes `minikube.sigs.k8s.io`. */
  readonly provider: string | undefined;
}

/** The API server's URL, taken apart. `host` without brackets. */
export interface ServerFacts {
  readonly host: string;
  readonly port: Port;
  /** The API is below a path: the host is that of a proxy for many clusters. Which path is nobody's business. */
  readonly isProxy?: boolean;
}

export interface MachineFacts {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** On Linux: what it runs in, where that has a network of its own. */
  readonly within: 'nothing' | 'wsl' | 'container';
  /** `uname -r`; `undefined`: another machine than this one, of which no more is known. */
  readonly kernel: string | undefined;
  /** Addresses of this machine's interfaces, in CIDR notation; loopback among them. Empty for another machine. */
  readonly interfaces: readonly string[];
}

export interface NodeFacts {
  readonly name: string;
  readonly providerId: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Their keys; the values may be long, and say nothing of the runtime. */
  readonly annotations: readonly string[];
  /** As `kubectl get nodes` prints them: `control-plane`, `master`, `worker`. */
  readonly roles: readonly string[];
  readonly addresses: readonly NodeAddress[];
  /** This and the rest of `nodeInfo` is empty where nobody said it. */
  readonly kernel: string;
  readonly osImage: string;
  /** `v1.31.5+k3s1`. */
  readonly kubelet: string;
  /** `containerd://2.1.5`. */
  readonly containerRuntime: string;
  /** The condition `Ready`; `unknown` when the kubelet has stopped reporting. */
  readonly ready: 'yes' | 'no' | 'unknown';
}

/** Only the addresses one can dial: `Hostname` and the DNS types are names that mostly resolve nowhere. */
export interface NodeAddress {
  readonly type: 'InternalIP' | 'ExternalIP';
  /** An IP literal, v4 or v6, without brackets. */
  readonly ip: string;
}

/** What a container engine says of itself and of its containers. */
export interface EngineFacts {
  /** Where it was asked: a socket's path or URL. */
  readonly endpoint: string;
  /** `OperatingSystem` of `GET /info`: `Docker Desktop`, `OrbStack`, `Debian GNU/Linux 12 (bookworm)`. */
  readonly operatingSystem: string;
  readonly name: string;
  /** It runs without root: containers have a network of their own that nobody else routes. */
  readonly isRootless: boolean;
  readonly containers: readonly ContainerFacts[];
}

export interface ContainerFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isRunning: boolean;
  /** Its IP addresses in the engine's networks. */
  readonly addresses: readonly string[];
  readonly published: readonly PublishedPort[];
}

/** `-p hostIp:hostPort:containerPort/protocol`. An empty `hostIp` (Podman) means every interface. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: Port;
  readonly containerPort: Port;
  readonly protocol: Protocol;
}

export interface ServiceFacts {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly ports: readonly ServicePort[];
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  /** `spec.ipFamilies`, the first is the primary one; older servers leave it out. */
  readonly ipFamilies: readonly string[];
  readonly loadBalancer: readonly LoadBalancerIngress[];
  /** Labels of the pods behind it; empty where somebody else lists them. */
  readonly selector: Readonly<Record<string, string>>;
  /** Of type ExternalName: the DNS name that it stands for. */
  readonly externalName: string | undefined;
  /** What its annotation `kubectl-nodeport/path` says: which page of it to open. */
  readonly path: string | undefined;
}

export interface ServicePort {
  /** Empty for the only port of a Service that gave it no name. */
  readonly name: string;
  readonly port: Port;
  readonly nodePort: Port | undefined;
  readonly protocol: Protocol;
  readonly appProtocol: string | undefined;
  /** A targetPort that is a name, which each pod may mean another number by; `undefined`: it is a number. */
  readonly targetName: string | undefined;
  readonly endpoints: Answer<readonly EndpointFacts[]>;
}

/** One address behind a Service port, as its EndpointSlices list it. */
export interface EndpointFacts {
  /** `conditions.ready`, where nil means true. */
  readonly isReady: boolean;
  /** Absent for hand-made slices. */
  readonly node: string | undefined;
}

interface LoadBalancerIngress {
  /** An IP literal or a DNS name. */
  readonly host: string;
}
