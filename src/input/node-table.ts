import type { NodeAddress, NodeFacts } from '../domain/facts.ts';
import { parseIp } from '../domain/ip.ts';
import type { Cells } from './table-cells.ts';

/** A row of `kubectl get nodes`; what it has no column for is as if nobody had said it. */
export function nodeOfRow(cells: Cells): NodeFacts {
  const cell = (column: string) => cells[column] ?? '';
  return {
    name: cell('NAME').replace(/^(?:nodes?|no)\//, ''),
    providerId: undefined,
    labels: labelsOf(cell('LABELS')),
    annotations: [],
    roles: cell('ROLES')
      .split(',')
      .filter((role) => role !== '')
      .toSorted(),
    addresses: [...addressesOf('InternalIP', cell('INTERNAL-IP')), ...addressesOf('ExternalIP', cell('EXTERNAL-IP'))],
    kernel: cell('KERNEL-VERSION'),
    osImage: cell('OS-IMAGE'),
    kubelet: cell('VERSION'),
    containerRuntime: cell('CONTAINER-RUNTIME'),
    ready: readinessOf(cell('STATUS')),
  };
}

/** `Ready,SchedulingDisabled`. */
function readinessOf(status: string): NodeFacts['ready'] {
  if (/^Ready\b/.test(status)) return 'yes';
  return /^NotReady\b/.test(status) ? 'no' : 'unknown';
}

function addressesOf(type: NodeAddress['type'], cell: string): readonly NodeAddress[] {
  const ips = cell.split(',').filter((ip) => parseIp(ip) !== undefined);
  return ips.map((ip) => ({ type, ip }));
}

function labelsOf(cell: string): Readonly<Record<string, string>> {
  const pairs = cell.split(',').flatMap((pair): [string, string][] => {
    const [, key, value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    return key === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(pairs);
}
