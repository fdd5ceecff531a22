import type { PublishedPort } from '../domain/facts.ts';
import type { FixFile } from '../domain/fix.ts';
import type { NonEmpty } from '../domain/non-empty.ts';

/** A node as `kind create cluster` is to make it. */
export interface KindNode {
  readonly role: 'control-plane' | 'worker';
  readonly published: readonly PublishedPort[];
}

/**
 * The file that `kind create cluster --config` reads. Source:
 * https://kind.sigs.k8s.io/docs/user/configuration/#extra-port-mappings, kind 0.30, read 2026-08. Status: documented.
 *
 * `remarks`: lines for who reads it, made of names that were checked.
 */
export function kindConfig(nodes: NonEmpty<KindNode>, remarks: readonly string[]): FixFile {
  const lines = [
    ...remarks.map((remark) => `# ${remark}`),
    'kind: Cluster',
    'apiVersion: kind.x-k8s.io/v1alpha4',
    'nodes:',
    ...nodes.flatMap(linesOfNode),
  ];
  return { name: 'kind.yaml', content: `${lines.join('\n')}\n` };
}

function linesOfNode({ role, published }: KindNode): readonly string[] {
  return [
    `- role: ${role}`,
    ...(published.length > 0 ? ['  extraPortMappings:'] : []),
    ...published.flatMap(linesOfMapping),
  ];
}

/** Podman says nothing where it means every interface, which is kind's default. */
function linesOfMapping({ hostIp, hostPort, containerPort, protocol }: PublishedPort): readonly string[] {
  return [
    `  - containerPort: ${containerPort}`,
    `    hostPort: ${hostPort}`,
    ...(hostIp === '' ? [] : [`    listenAddress: ${JSON.stringify(hostIp)}`]),
    `    protocol: ${protocol}`,
  ];
}
