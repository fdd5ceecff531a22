import { writeFileSync } from 'node:fs';
import { startDaemon } from './daemon.ts';
import { type DesktopCluster, forwardNodePort } from './desktop-cluster.ts';
import type { KindCluster } from './kind-cluster.ts';
import { type Machine, pathOf } from './machine.ts';
import { startHeldPod } from './pod.ts';
import { mustRun } from './run.ts';
import { waitFor, waitForListener } from './wait.ts';

export interface MariadbOptions {
  readonly nodePort: number;
  /** Of the Service. */
  readonly name?: string;
}

/**
 * A real MariaDB in the node, behind a Service without a selector, with the host cache and the limit of 100 broken
 * connections that it has by itself: whoever probes it carelessly shuts the user out.
 */
export async function startMariadb(
  cluster: DesktopCluster,
  { nodePort, name = 'mysql' }: MariadbOptions,
): Promise<void> {
  const { node, mac, address } = cluster;
  // Only a client that has a name is counted, and without a name the greeting waits 5 s for a resolver.
  writeFileSync(pathOf(node, '/run/hosts'), `127.0.0.1 localhost\n::1 localhost\n${address} docker-desktop\n`);
  await mustRun(node, ['mount', '--bind', '/run/hosts', '/etc/hosts']);
  await startServer(node, [`--bind-address=${address}`]);
  const objects = { apiVersion: 'v1', kind: 'List', items: serviceWithoutSelector(name, nodePort, address) };
  await mustRun(mac, ['kubectl', 'apply', '-f', '-'], { input: JSON.stringify(objects) });
  await forwardNodePort(cluster, nodePort);
  // Not by a dial of the NodePort: each that ends before the login is one of the hundred.
  await waitForListener(node, 3306);
  await waitFor(node.sandbox, `NodePort ${nodePort}`, async () => isProxied(cluster, nodePort));
}

/** The same in a pod of kind's, behind a Service that selects it; names are not looked up, nobody could tell them. */
export async function startMariadbPod(
  cluster: KindCluster,
  { nodePort, name = 'mysql' }: MariadbOptions,
): Promise<void> {
  const port = { name: 'mysql', port: 3306, nodePort };
  const pod = await startHeldPod(cluster, { namespace: 'default', name, ports: [port] });
  await startServer(pod, ['--skip-name-resolve']);
  await waitForListener(pod, port.port);
  // It greets those alone from whose host some user may come.
  await queryMariadb({ node: pod }, 'CREATE USER visitor');
}

async function startServer(machine: Machine, flags: readonly string[]): Promise<void> {
  await mustRun(machine, ['mkdir', '/run/mysqld']);
  const quick = ['--no-defaults', '--user=root', '--datadir=/var/lib/mysql'];
  const install = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  await mustRun(machine, ['mariadb-install-db', ...quick, ...install]);
  await startDaemon(machine, 'mariadbd', ['mariadbd', ...quick, SOCKET, ...flags]);
}

/** What the server itself says, as root, past all that is between; `FLUSH HOSTS` lets the shut out in again. */
export async function queryMariadb({ node }: Pick<DesktopCluster, 'node'>, sql: string): Promise<string> {
  const client = ['mariadb', '--no-defaults', SOCKET, '--user=root', '--skip-column-names', '--batch'];
  return mustRun(node, [...client, `--execute=${sql}`]);
}

const SOCKET = '--socket=/run/mysqld/mysqld.sock';

async function isProxied({ node }: DesktopCluster, nodePort: number): Promise<boolean> {
  const rules = await mustRun(node, ['iptables', '--table', 'nat', '--list-rules', 'KUBE-NODEPORTS']);
  return rules.includes(`--dport ${nodePort} `);
}

function serviceWithoutSelector(name: string, nodePort: number, address: string): readonly object[] {
  const metadata = { name, namespace: 'default' };
  const port = { name: 'mysql', port: 3306, protocol: 'TCP' };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'NodePort', ports: [{ ...port, nodePort }] } },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      // kube-proxy joins the two by this label and by the name of the port.
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
      ports: [port],
    },
  ];
}
