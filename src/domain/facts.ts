import type { Answer } from './answer.ts';
import type { Port, Protocol } from './port.ts';

/** Everything the decisions may depend on, as values. */
export interface Facts extends ClusterFacts {
  readonly services: readonly ServiceFacts[];
}

export interface ClusterFacts {
  readonly kubeconfig: KubeconfigFacts;
  readonly machine: MachineFacts;
  readonly nodes: Answer<readonly NodeFacts[]>;
  readonly engine: Answer<EngineFacts>;
}

/** The chosen context, without credentials. */
export interface KubeconfigFacts {
  readonly context: string | undefined;
  readonly cluster: string | undefined;
  readonly user: string | undefined;
  /** The context's namespace, `default` where it names none. */
  readonly namespace: string;
  readonly server: ServerFacts;
  /** `cluster_info.provider` of the cluster's extensions; minikube ≥ 1.17 writes `minikube.sigs.k8s.io`. */
  readonly provider: string | undefined;
}

/** The API server's URL, taken apart. `host` without brackets. */
export interface ServerFacts {
  readonly host: string;
  readonly port: Port;
}

export interface MachineFacts {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** `uname -r`. */
  readonly kernel: string;
  /** Addresses of this machine's interfaces, in CIDR notation; loopback among them. */
  readonly interfaces: readonly string[];
}

export interface NodeFacts {
  readonly name: string;
  readonly providerId: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly addresses: readonly NodeAddress[];
  readonly kernel: string;
  readonly osImage: string;
  readonly kubelet: string;
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
}

export interface ServicePort {
  /** Empty for the only port of a Service that gave it no name. */
  readonly name: string;
  readonly port: Port;
  readonly nodePort: Port | undefined;
  readonly protocol: Protocol;
  readonly appProtocol: string | undefined;
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
