import type { PodTrouble } from './pod-trouble.ts';
import type { Port } from './port.ts';
import type { ProbeResult } from './probe.ts';
import type { NodePublication } from './runtime.ts';
import type { Speech } from './speech.ts';

/** The stations between a client on this machine and the pods, in the order in which a connection meets them. */
export const HOPS = ['machine', 'publisher', 'node', 'kube-proxy', 'service', 'pods'] as const;

export type Hop = (typeof HOPS)[number];

/** One cause, with the values that its sentence needs. The codes are public: JSON carries them. */
export type Problem = PodProblem | ServiceProblem | NodeProblem | WayProblem | MachineProblem;

/** Why no pod takes connections. `others`: how many more are not ready. */
type PodProblem =
  | (PodTrouble & { readonly others: number })
  /** Nobody listens on the port that the Service has for them. `declared`: what their containers say they listen on. */
  | {
      readonly code: 'port-closed';
      readonly pod: string;
      readonly port: Port;
      readonly declared: readonly Port[];
      readonly because: string;
    };

/** What the Service says is not so. */
type ServiceProblem =
  | {
      readonly code: 'selects-nothing';
      readonly selector: Readonly<Record<string, string>>;
      /** The pods that it misses by the fewest labels; `undefined`: none is near, or they may not be seen. */
      readonly nearest: NearMiss | undefined;
    }
  /** A targetPort that is a name, which no container of its pods has. */
  | {
      readonly code: 'no-such-port';
      readonly pod: string;
      readonly targetName: string;
      readonly declared: readonly { readonly name: string; readonly port: Port }[];
    }
  /** Without a selector somebody else lists its endpoints, and nobody does. */
  | { readonly code: 'nobody-lists' }
  | { readonly code: 'not-listed-yet'; readonly pod: string }
  /** Endpoints are listed, and none is ready; why, the pods would say, which may not be seen. */
  | { readonly code: 'none-ready'; readonly total: number }
  | { readonly code: 'external-name'; readonly host: string }
  | { readonly code: 'no-node-port'; readonly type: WithoutNodePort }
  /** kube-proxy of a node without such a pod drops what comes in. `homes`: nodes that have one. */
  | { readonly code: 'local-policy'; readonly homes: readonly string[] };

/**
 * `not-allocated`: a LoadBalancer whose nodePorts were switched off. `not-applied`: a NodePort of a manifest, which no API
 * server has seen yet.
 */
export type WithoutNodePort = 'headless' | 'cluster-ip' | 'not-allocated' | 'not-applied';

export interface NearMiss {
  readonly pod: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `is`: what the pod has instead; `undefined`: nothing by that key. */
  readonly differs: readonly { readonly key: string; readonly wanted: string; readonly is: string | undefined }[];
}

/** What the nodes do, or do not. */
type NodeProblem =
  | { readonly code: 'node-not-ready'; readonly node: string; readonly ready: 'no' | 'unknown' }
  /**
   * The pods answer, and the nodePort does not: whatever makes the one of the other. `suspect`: what the neighbours
   * leave over. `stopped`: kube-proxy does not tell that it lives, and would; `perhaps-stopped`: it is not known whether
   * it would; `behind`: it has stopped to follow, as older Services answer; `rule`: others answer, and this port is
   * dropped; `unknown`: nothing is known of others.
   */
  | {
      readonly code: 'node-does-not-forward';
      readonly node: string | undefined;
      readonly host: string;
      readonly port: Port;
      readonly outcome: ProbeResult['outcome'];
      readonly suspect: 'stopped' | 'perhaps-stopped' | 'behind' | 'rule' | 'unknown';
    }
  /** `because`: kube-proxy's mode, where that is why; else what was read of it. */
  | {
      readonly code: 'loopback-not-served';
      readonly because: 'nftables' | 'ipvs' | 'switched-off' | 'unknown';
      readonly host: string;
    }
  | { readonly code: 'address-not-served'; readonly host: string; readonly served: readonly string[] };

/** What lies between this machine and the nodes. */
type WayProblem =
  | {
      readonly code: 'not-published';
      readonly nodePort: Port;
      readonly published: readonly NodePublication[];
    }
  /** The host's port of that number leads to another port of the node: the mapping was made the wrong way round. */
  | {
      readonly code: 'published-to-another-port';
      readonly nodePort: Port;
      readonly publication: NodePublication;
      readonly published: readonly NodePublication[];
    }
  /** It is published on an address that is none of this machine. */
  | { readonly code: 'published-elsewhere'; readonly publication: NodePublication }
  /** A node's address does not lead anywhere from here, and nothing else does. */
  | { readonly code: 'nodes-out-of-reach'; readonly host: string; readonly because: string }
  /** This machine should have a way to the node's network, and has none, or another one: a VPN. */
  | { readonly code: 'no-route'; readonly host: string }
  | { readonly code: 'host-silent'; readonly host: string; readonly port: Port; readonly isPublic: boolean }
  | { readonly code: 'accepts-everything'; readonly host: string }
  /** Nobody said an address that could be dialled. */
  | { readonly code: 'no-address' }
  /** An address fails, and what the pods would say could not be asked. */
  | {
      readonly code: 'unexplained';
      readonly host: string;
      readonly port: Port;
      readonly outcome: ProbeResult['outcome'];
    }
  | { readonly code: 'protocol-not-carried'; readonly protocol: string }
  /** Policies that select its pods: whether they are in the way, only their engine knows. */
  | { readonly code: 'network-policy'; readonly policies: readonly string[] };

/** What is so on this machine. */
type MachineProblem =
  | {
      readonly code: 'another-program';
      readonly host: string;
      readonly port: Port;
      readonly says: Speech;
      readonly pod: Speech;
    }
  /** An address that answers, but not a program that obeys the variable. */
  | { readonly code: 'proxy-variable'; readonly variable: string; readonly host: string }
  /** It works, under another number than the nodePort. */
  | {
      readonly code: 'other-number';
      readonly nodePort: Port;
      readonly host: string;
      readonly port: Port;
      readonly container: string;
    }
  /** Since macOS 15 a terminal program needs leave for the local network. */
  | { readonly code: 'local-network-forbidden'; readonly host: string };

/** Whether its nodePort is still to be chosen: nothing is known of an address then. */
export function isNotApplied(problem: Problem): boolean {
  return problem.code === 'no-node-port' && problem.type === 'not-applied';
}

/** Where a cause stops the connection; `undefined`: it does not, it is only to be known. */
export function hopOf(problem: Problem): Hop | undefined {
  switch (problem.code) {
    case 'another-program':
    case 'no-route':
    case 'local-network-forbidden':
    case 'accepts-everything':
      return 'machine';
    case 'not-published':
    case 'published-to-another-port':
    case 'published-elsewhere':
    case 'protocol-not-carried':
      return 'publisher';
    case 'node-not-ready':
    case 'nodes-out-of-reach':
    case 'host-silent':
    case 'no-address':
    case 'unexplained':
      return 'node';
    case 'node-does-not-forward':
    case 'address-not-served':
    case 'local-policy':
      return 'kube-proxy';
    case 'selects-nothing':
    case 'no-such-port':
    case 'nobody-lists':
    case 'not-listed-yet':
    case 'none-ready':
    case 'external-name':
    case 'no-node-port':
      return 'service';
    case 'proxy-variable':
    case 'other-number':
    case 'loopback-not-served':
    case 'network-policy':
      return undefined;
    case 'image-not-pulled':
    case 'image-not-there':
    case 'not-configured':
    case 'not-started':
    case 'crash-loop':
    case 'not-scheduled':
    case 'initialising':
    case 'probe-fails':
    case 'gated':
    case 'node-silent':
    case 'starting':
    case 'ending':
    case 'failed':
    case 'completed':
    case 'port-closed':
      return 'pods';
  }
}
