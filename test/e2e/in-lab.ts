import { join } from 'node:path';
import { describe, inject } from 'vitest';
import type { BareCluster } from '../lab/bare-cluster.ts';
import { writeKubeconfig } from '../lab/kubeconfig.ts';
import type { Machine } from '../lab/machine.ts';
import { type Finished, mustRun, type RunOptions, run } from '../lab/run.ts';
import { attachLab, type Lab } from '../lab/start-lab.ts';

const found = inject('lab');
/** kubectl finds the compiled executable as its users' kubectl does: on the PATH. */
export const PATH = [join(import.meta.dirname, '../../dist')];

/** A suite on the real cluster; skipped, with the reason, where the lab cannot run or what it alone needs is missing. */
export function describeInLab(name: string, body: (lab: Lab) => void, missing?: string): void {
  const isHere = 'description' in found;
  const skipReason = isHere ? missing : found.missing;
  const meta = skipReason === undefined ? {} : { skipReason };
  describe.skipIf(skipReason !== undefined)(name, { meta }, () => body(isHere ? attachLab(found.description) : NO_LAB));
}

// Tests are collected, so that they are counted, and not run.
const NO_LAB = new Proxy({} as Lab, { get: () => NO_LAB });

/** `kubectl nodeport ARGS` in a machine of the lab. */
export function nodeport(machine: Machine, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(machine, ['kubectl', 'nodeport', ...args], { path: PATH, ...options });
}

/** The same where stdout and stderr are one terminal; what it showed, with newlines as a file has them. */
export async function nodeportOnTerminal(machine: Machine, args: readonly string[]): Promise<string> {
  const line = ['kubectl', 'nodeport', ...args].join(' ');
  const { stdout } = await run(machine, ['script', '-qec', line, '/dev/null'], { path: PATH, env: { TERM: 'dumb' } });
  return stdout.replaceAll('\r\n', '\n');
}

/** `list -o json`, read. */
export async function listJson(
  machine: Machine,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<NodePortList> {
  const { stdout, stderr, code } = await nodeport(machine, ['list', '-o', 'json', ...args], options);
  if (code !== 0) throw new Error(`list ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as NodePortList;
}

/** The rows of one Service. */
export function itemsOf({ items }: NodePortList, service: string): readonly NodePortItem[] {
  return items.filter((item) => item.service === service);
}

/** What happened to a row's routes, best first: `published-port 127.0.0.1:8000 answered`. */
export function routeLines({ routes }: NodePortItem): readonly string[] {
  return routes.map(({ via, host, port, status, reason }) => {
    const because = status === 'not-tried' ? `: ${reason}` : '';
    return `${via} ${host}:${port} ${status}${because}`;
  });
}

/** `explain -o json`, read. */
export async function explainJson(
  machine: Machine,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<ClusterReport> {
  const { stdout, stderr, code } = await nodeport(machine, ['explain', '-o', 'json', ...args], options);
  if (code !== 0) throw new Error(`explain ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as ClusterReport;
}

/** The public shape of `list -o json`, as its readers have it. */
export interface NodePortList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly cluster: ClusterFinding;
  readonly items: readonly NodePortItem[];
}

/** And that of `explain -o json`. */
interface ClusterReport {
  readonly apiVersion: string;
  readonly kind: string;
  readonly recorded: string;
  readonly cluster: ClusterFinding;
  readonly facts: object;
}

interface ClusterFinding {
  readonly context: string | null;
  readonly distribution: string;
  readonly substrate: string;
  readonly evidence: readonly Finding[];
  readonly unknown: readonly Finding[];
}

interface Finding {
  readonly code: string;
  readonly value: string;
  readonly source: string;
}

export interface NodePortItem {
  readonly namespace: string;
  readonly service: string;
  readonly url: string | null;
  readonly status: string;
  readonly via: string | null;
  readonly reason: string | null;
  readonly endpoints: { readonly ready: number; readonly total: number } | null;
  readonly routes: readonly {
    readonly via: string;
    readonly host: string;
    readonly port: number;
    readonly status: string;
    readonly reason: string | null;
  }[];
}

/** The lab's own kubectl in one of its machines. */
export function kubectl(machine: Machine, args: readonly string[]): Promise<string> {
  return mustRun(machine, ['kubectl', ...args]);
}

/** Admin's kubeconfig of a cluster on paper, for machines that reach its API server by another URL. */
export function kubeconfigAt({ controlPlane, context }: BareCluster, server: string): Promise<string> {
  const name = `admin-at-${new URL(server).host.replaceAll(/[^0-9]+/g, '-')}`;
  const identity = { name, commonName: 'kubernetes-admin', organizations: ['system:masters'] };
  return writeKubeconfig(controlPlane.authority, { server, context }, identity);
}

/** Writes objects to a cluster with the kubectl of one of its machines. */
export async function apply(machine: Machine, objects: readonly object[]): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await mustRun(machine, ['kubectl', 'apply', '--server-side', '-f', '-'], { input });
}
