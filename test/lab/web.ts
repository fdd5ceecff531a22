import { POD_IMAGE } from './image.ts';
import type { Machine } from './machine.ts';
import { mustRun, run } from './run.ts';
import { waitFor } from './wait.ts';

export interface WebOptions {
  /** Of the Deployment and the Service; the pods are labelled app=NAME. */
  readonly name: string;
  readonly nodePort: number;
  readonly namespace?: string;
  readonly replicas?: number;
  /** Puts all pods on this node. */
  readonly nodeName?: string;
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** What is to be otherwise: fields of the container, of the pods' `spec`, of the Service's `spec` and of its port. */
  readonly container?: object;
  readonly pod?: object;
  readonly service?: object;
  readonly servicePort?: object;
}

/**
 * A real web server (agnhost netexec) behind a NodePort. Give the machine in which kubectl has a way to the cluster,
 * and a machine with an address of it where the NodePort has to answer: a rollout that is complete does not mean that
 * kube-proxy is done.
 */
export async function exposeWeb(
  machine: Machine,
  options: WebOptions,
  answers: { readonly at: string; readonly from: Machine },
): Promise<void> {
  const { name, namespace = 'default' } = options;
  await mustRun(machine, ['kubectl', 'apply', '-f', '-'], { input: JSON.stringify(list(webObjects(options))) });
  const rollout = ['rollout', 'status', `deployment/${name}`, `--namespace=${namespace}`, '--timeout=60s'];
  await mustRun(machine, ['kubectl', ...rollout], { timeoutMs: 70_000 });
  await waitForHttp(answers.from, answers.at);
}

/** Until a GET of `http://HOST:PORT/` is answered. */
export async function waitForHttp(machine: Machine, address: string): Promise<void> {
  const ask = ['sh', '-c', `printf 'GET / HTTP/1.0\\r\\n\\r\\n' | socat -t 2 - TCP:${address},connect-timeout=2`];
  await waitFor(machine.sandbox, `an answer of ${address} in ${machine.name}`, async () => {
    const { stdout } = await run(machine, ask);
    return stdout.startsWith('HTTP/');
  });
}

function list(items: readonly object[]): object {
  return { apiVersion: 'v1', kind: 'List', items };
}

/** A Deployment and its Service. */
export function webObjects(options: WebOptions): readonly object[] {
  const { name, nodePort, namespace = 'default', replicas = 1, nodeName, externalTrafficPolicy = 'Cluster' } = options;
  const metadata = { name, namespace };
  const labels = { app: name };
  const container = {
    name: 'web',
    image: POD_IMAGE,
    // Without its UDP server it never calls itself healthy.
    args: ['netexec', '--http-port=8080', '--udp-port=8081'],
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1 },
    ...options.container,
  };
  const spec = {
    containers: [container],
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    ...(nodeName === undefined ? {} : { nodeName }),
    ...options.pod,
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
  const port = { name: 'http', port: 80, targetPort: 'http', nodePort, ...options.servicePort };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type: 'NodePort', selector: labels, externalTrafficPolicy, ports: [port], ...options.service },
  };
  return [deployment, service];
}
