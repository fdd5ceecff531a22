import { createServer } from 'node:http';
import type { Facts } from './facts.ts';
import { listen } from './listen.ts';
import { podsOf } from './pods.ts';
import { servePortForward } from './port-forward.ts';

export interface ApiServer {
  readonly port: number;
  /** The resources that the plugin has asked for since the last call, in alphabetical order. */
  takeQuestions(): readonly string[];
}

/**
 * Answers what was recorded, over plain HTTP: Node makes no certificates, and not every machine has openssl. `listenerOf`:
 * the port of this machine on which the pods of a Service listen.
 */
export async function startApiServer(
  facts: Facts,
  listenerOf: (service: string) => number | undefined,
  open: AsyncDisposableStack,
): Promise<ApiServer> {
  let questions: string[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    const answer = answersFor(headers.accept ?? '', facts).get(pathname);
    // kubectl itself may have questions too, before it starts a plugin.
    if (headers['user-agent'] === 'kubectl-nodeport') questions.push(pathname.split('/').at(-1) ?? '');
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? NOT_FOUND));
  });
  const pods = podsOf(facts);
  servePortForward(server, (name) => {
    const pod = pods.find(({ metadata }) => metadata?.name === name);
    return listenerOf(pod?.metadata?.labels?.app ?? '');
  });
  const port = await listen(server, open);
  return {
    port,
    takeQuestions() {
      const taken = questions;
      questions = [];
      return taken.sort();
    },
  };
}

/** kubectl asks for a table where it prints one, the plugin for the objects. */
function answersFor(accept: string, facts: Facts): ReadonlyMap<string, unknown> {
  const services = accept.includes('as=Table') ? facts.servicesTable : facts.services;
  return new Map([
    ...Object.entries(facts.discovery),
    ['/api/v1/nodes', facts.nodes],
    ['/api/v1/namespaces/default/services', services],
    ['/api/v1/services', facts.services],
    ...facts.services.items.map(
      (each) => [`/api/v1/namespaces/default/services/${each.metadata?.name}`, each] as const,
    ),
    ['/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', facts.endpointslices],
    ['/apis/discovery.k8s.io/v1/endpointslices', facts.endpointslices],
    ['/api/v1/namespaces/default/pods', { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: podsOf(facts) }],
    ['/apis/networking.k8s.io/v1/namespaces/default/networkpolicies', NO_POLICIES],
    ['/api/v1/namespaces/kube-system/configmaps', CONFIG_OF_KUBE_PROXY],
  ]);
}

const NO_POLICIES = { kind: 'NetworkPolicyList', apiVersion: 'networking.k8s.io/v1', metadata: {}, items: [] };

/** As kubeadm writes it for kind. */
const CONFIG_OF_KUBE_PROXY = {
  kind: 'ConfigMapList',
  apiVersion: 'v1',
  metadata: {},
  items: [
    {
      metadata: { name: 'kube-proxy', namespace: 'kube-system' },
      data: { 'config.conf': 'kind: KubeProxyConfiguration\nmode: iptables\n' },
    },
  ],
};

const NOT_FOUND = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'the server could not find the requested resource',
  reason: 'NotFound',
  code: 404,
};
