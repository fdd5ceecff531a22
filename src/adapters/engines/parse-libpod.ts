import type { PublishedPort } from '../../domain/facts.ts';
import { parsePort, parseProtocol } from '../../domain/port.ts';
import { listIn, recordOf, textIn } from '../../domain/untrusted.ts';
import { EngineFailure } from './engine-failure.ts';

/** `/v4.0.0` or later of Podman's own API; undefined for what is not Podman, or one of 3, which has no ranges. */
export function libpodPath(info: unknown): string | undefined {
  // Only Podman says which Buildah it has. Source: containers/podman pkg/api/handlers/types.go, `Info`, against moby
  // api/types/system/info.go, read 2026-11. Status: documented.
  const isPodman = textIn(info, 'BuildahVersion') !== undefined;
  const { major } = /^(?<major>\d{1,2})\./.exec(textIn(info, 'ServerVersion') ?? '')?.groups ?? {};
  return isPodman && Number(major) >= 4 ? `/v${major}.0.0/libpod` : undefined;
}

/** A whole range published in both protocols, on two nodes. */
const PORTS_LIMIT = 4 * 65_535;

/**
 * Published ports by container id, as Podman itself lists them. Of a range its docker-compatible list has the first port
 * only. Source: containers/common libnetwork/types/network.go, `PortMapping`. Status: recorded (Podman 4.3).
 */
export function parseLibpodPorts(lists: readonly unknown[]): ReadonlyMap<string, readonly PublishedPort[]> {
  const ports = new Map<string, readonly PublishedPort[]>();
  let left = PORTS_LIMIT;
  for (const container of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
    const id = textIn(container, 'Id') ?? '';
    if (ports.has(id)) continue;
    const mappings = listIn(container, 'Ports').map(mappingOf);
    left -= mappings.reduce((sum, { range, protocols }) => sum + range * protocols.length, 0);
    if (left < 0) throw new EngineFailure('answer too long');
    ports.set(id, mappings.flatMap(expand));
  }
  return ports;
}

interface Mapping {
  readonly hostIp: string;
  readonly hostPort: unknown;
  readonly containerPort: unknown;
  readonly range: number;
  readonly protocols: readonly string[];
}

function mappingOf(port: unknown): Mapping {
  const { host_port: hostPort, container_port: containerPort, range } = recordOf(port);
  return {
    hostIp: textIn(port, 'host_ip') ?? '',
    hostPort,
    containerPort,
    range: parsePort(range) ?? 1,
    protocols: (textIn(port, 'protocol') ?? 'tcp').split(',', 3),
  };
}

function expand({ hostIp, hostPort, containerPort, range, protocols }: Mapping): readonly PublishedPort[] {
  return protocols.flatMap((protocol) =>
    Array.from({ length: range }, (_, index) => index).flatMap((index) => {
      const [host, container] = [parsePort(Number(hostPort) + index), parsePort(Number(containerPort) + index)];
      if (host === undefined || container === undefined) return [];
      return [
        { hostIp, hostPort: host, containerPort: container, protocol: parseProtocol(protocol.trim().toUpperCase()) },
      ];
    }),
  );
}
