/** Objects of a cluster that exists on paper, as a test writes them. */

export interface PaperNode {
  readonly name: string;
  readonly internalIp?: string;
  readonly externalIp?: string;
  readonly providerId?: string;
  readonly osImage?: string;
  readonly kernel?: string;
  readonly kubelet?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export function paperNode(node: PaperNode): object {
  const addresses = [
    ...(node.internalIp ? [{ type: 'InternalIP', address: node.internalIp }] : []),
    ...(node.externalIp ? [{ type: 'ExternalIP', address: node.externalIp }] : []),
  ];
  const nodeInfo = {
    machineID: '',
    systemUUID: '',
    bootID: '',
    kernelVersion: node.kernel ?? '5.15.0-paper',
    osImage: node.osImage ?? 'Paper Linux',
    containerRuntimeVersion: 'containerd://1.7.0',
    kubeletVersion: node.kubelet ?? 'v1.35.4',
    kubeProxyVersion: '',
    operatingSystem: 'linux',
    architecture: 'amd64',
  };
  const conditions = [{ type: 'Ready', status: 'True' }];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: node.name, labels: node.labels ?? {}, annotations: node.annotations ?? {} },
    spec: node.providerId ? { providerID: node.providerId } : {},
    status: { addresses, nodeInfo, conditions },
  };
}

export interface PaperService {
  readonly name: string;
  readonly nodePort: number;
  readonly port?: number;
  readonly portName?: string;
  readonly protocol?: 'TCP' | 'UDP';
  readonly namespace?: string;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** The nodes of its ready endpoints; none: no endpoint at all. */
  readonly endpointsOn: readonly string[];
  /** What is behind it; without it, an address that nobody has. */
  readonly target?: { readonly ip: string; readonly port: number };
}

/** A Service without a selector, and the slice behind it. */
export function paperService(service: PaperService): readonly object[] {
  const { name, nodePort, port = 80, portName = 'http', protocol = 'TCP', namespace = 'default' } = service;
  const spec = {
    type: 'NodePort',
    externalTrafficPolicy: service.externalTrafficPolicy ?? 'Cluster',
    ports: [{ name: portName, port, nodePort, protocol }],
  };
  const endpoints = service.endpointsOn.map((nodeName, index) => ({
    addresses: [service.target?.ip ?? `10.244.9.${index + 1}`],
    conditions: { ready: true },
    nodeName,
  }));
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints,
      ports: [{ name: portName, port: service.target?.port ?? port, protocol }],
    },
  ];
}
