import { NOT_ASKED } from '../domain/answer.ts';
import type { EndpointFacts, NodeAddress, NodeFacts, ServiceFacts, ServicePort } from '../domain/facts.ts';
import { parsePort, parseProtocol } from '../domain/port.ts';
import { listIn, recordIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';

/** What is kept of an EndpointSlice. */
export interface SliceFacts {
  readonly namespace: string;
  readonly service: string;
  readonly family: string;
  /** Names of the ports it serves; a slice serves all of its endpoints on each of them. */
  readonly ports: readonly string[];
  readonly endpoints: readonly (EndpointFacts & { readonly address: string })[];
}

export function parseNode(object: unknown): NodeFacts {
  const status = recordIn(object, 'status');
  const nodeInfo = recordIn(status, 'nodeInfo');
  const metadata = recordIn(object, 'metadata');
  const labels = textsIn(metadata, 'labels');
  const ready = listIn(status, 'conditions').find((condition) => textIn(condition, 'type') === 'Ready');
  return {
    name: textIn(metadata, 'name') ?? '',
    providerId: textIn(recordIn(object, 'spec'), 'providerID'),
    labels,
    annotations: Object.keys(recordIn(metadata, 'annotations')),
    roles: rolesOf(labels),
    addresses: listIn(status, 'addresses').flatMap(parseAddress),
    kernel: textIn(nodeInfo, 'kernelVersion') ?? '',
    osImage: textIn(nodeInfo, 'osImage') ?? '',
    kubelet: textIn(nodeInfo, 'kubeletVersion') ?? '',
    containerRuntime: textIn(nodeInfo, 'containerRuntimeVersion') ?? '',
    ready: readinessOf(textIn(ready, 'status')),
  };
}

/** The Service without its endpoints, which are in other objects. */
export function parseService(object: unknown): ServiceFacts {
  const metadata = recordIn(object, 'metadata');
  const spec = recordIn(object, 'spec');
  const loadBalancer = recordIn(recordIn(object, 'status'), 'loadBalancer');
  return {
    namespace: textIn(metadata, 'namespace') ?? '',
    name: textIn(metadata, 'name') ?? '',
    type: textIn(spec, 'type') ?? 'ClusterIP',
    externalTrafficPolicy: textIn(spec, 'externalTrafficPolicy') === 'Local' ? 'Local' : 'Cluster',
    ipFamilies: textsOf(listIn(spec, 'ipFamilies')),
    loadBalancer: listIn(loadBalancer, 'ingress').map((ingress) => ({
      host: textIn(ingress, 'ip') ?? textIn(ingress, 'hostname') ?? '',
    })),
    ports: listIn(spec, 'ports').flatMap((port) => parseServicePort(port, NOT_ASKED)),
    selector: textsIn(spec, 'selector'),
    externalName: textIn(spec, 'externalName'),
    path: textIn(recordIn(metadata, 'annotations'), 'kubectl-nodeport/path'),
  };
}

export function parseSlice(object: unknown): SliceFacts {
  const metadata = recordIn(object, 'metadata');
  return {
    namespace: textIn(metadata, 'namespace') ?? '',
    service: textIn(recordIn(metadata, 'labels'), 'kubernetes.io/service-name') ?? '',
    family: textIn(object, 'addressType') ?? '',
    ports: listIn(object, 'ports').map((port) => textIn(port, 'name') ?? ''),
    endpoints: listIn(object, 'endpoints').map((endpoint) => ({
      address: textsOf(listIn(endpoint, 'addresses'))[0] ?? '',
      // nil means true: kubernetes/api, discovery/v1/types.go
      isReady: recordIn(endpoint, 'conditions').ready !== false,
      node: textIn(endpoint, 'nodeName'),
    })),
  };
}

/** A port of a Service, as the API and our own reports both write it; who stands behind it is written elsewhere. */
export function parseServicePort(each: unknown, endpoints: ServicePort['endpoints']): readonly ServicePort[] {
  const { port: number, nodePort, protocol } = recordOf(each);
  const port = parsePort(number);
  if (!port) return [];
  return [
    {
      name: textIn(each, 'name') ?? '',
      port,
      nodePort: parsePort(nodePort),
      protocol: parseProtocol(protocol),
      appProtocol: textIn(each, 'appProtocol'),
      targetName: textIn(each, 'targetPort'),
      endpoints,
    },
  ];
}

/** As kubectl prints them. Source: kubernetes/kubernetes, pkg/printers/internalversion/printers.go, `findNodeRoles`. */
function rolesOf(labels: Readonly<Record<string, string>>): readonly string[] {
  const roles = Object.entries(labels).map(([key, value]) =>
    key === 'kubernetes.io/role' ? value : (/^node-role\.kubernetes\.io\/(.+)$/.exec(key)?.[1] ?? ''),
  );
  return [...new Set(roles.filter((role) => role !== ''))].toSorted();
}

function readinessOf(status: string | undefined): NodeFacts['ready'] {
  if (status === 'True') return 'yes';
  return status === 'False' ? 'no' : 'unknown';
}

function parseAddress(each: unknown): NodeAddress[] {
  const type = textIn(each, 'type');
  const ip = textIn(each, 'address') ?? '';
  return type === 'InternalIP' || type === 'ExternalIP' ? [{ type, ip }] : [];
}
