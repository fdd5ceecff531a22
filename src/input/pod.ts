import type { V1Pod } from '@kubernetes/client-node';
import { parseIp } from '../domain/ip.ts';
import { listIn, recordIn, textIn } from '../domain/untrusted.ts';

/** What a pod tells of the node it runs on. */
export interface PodFacts {
  /** Absent until it is scheduled. */
  readonly node: string | undefined;
  /** The node's addresses, the primary family first. */
  readonly hostIps: readonly string[];
}

export function parsePod(object: V1Pod): PodFacts {
  const status = recordIn(object, 'status');
  const written = [textIn(status, 'hostIP'), ...listIn(status, 'hostIPs').map((each) => textIn(each, 'ip'))];
  const hostIps = written.filter((ip) => ip !== undefined).filter((ip) => parseIp(ip) !== undefined);
  return { node: textIn(recordIn(object, 'spec'), 'nodeName'), hostIps: [...new Set(hostIps)] };
}
