import type { ContainerFacts, EngineFacts, PublishedPort } from '../../domain/facts.ts';
import { parsePort, parseProtocol } from '../../domain/port.ts';
import { listIn, recordIn, recordOf, textIn, textsIn, textsOf } from '../../domain/untrusted.ts';

/** What `GET /info` says of the engine itself; undefined where it is no engine's. */
export function parseInfo(value: unknown): Omit<EngineFacts, 'endpoint' | 'containers'> | undefined {
  const operatingSystem = textIn(value, 'OperatingSystem');
  if (operatingSystem === undefined) return undefined;
  // Source: kubernetes-sigs/kind, providers/docker/provider.go; Podman writes the same. Read 2026-08. Status: documented.
  const isRootless = textsOf(listIn(value, 'SecurityOptions')).some((option) => /^name=rootless(,|$)/.test(option));
  return { operatingSystem, name: textIn(value, 'Name') ?? '', isRootless };
}

/** The elements of `GET /containers/json`, by id; undefined where it is no engine's. */
export function parseContainers(value: unknown): ReadonlyMap<string, ContainerFacts> | undefined {
  if (!Array.isArray(value)) return undefined;
  return new Map(value.map((container) => [textIn(container, 'Id') ?? '', containerOf(container)]));
}

function containerOf(container: unknown): ContainerFacts {
  const [name = ''] = textsOf(listIn(container, 'Names'));
  return {
    name: name.replace(/^\//, ''),
    labels: textsIn(container, 'Labels'),
    isRunning: textIn(container, 'State') === 'running',
    addresses: Object.values(recordIn(recordIn(container, 'NetworkSettings'), 'Networks')).flatMap(addressesOf),
    published: listIn(container, 'Ports').flatMap(publishedPort),
  };
}

/** A container that is stopped, or on the host's network, has empty ones. */
function addressesOf(network: unknown): readonly string[] {
  return ['IPAddress', 'GlobalIPv6Address'].flatMap((key) => textIn(network, key) || []);
}

/** A port that is exposed and not published has no PublicPort. Podman leaves the IP out where it means every interface. */
function publishedPort(port: unknown): readonly PublishedPort[] {
  const { PublicPort, PrivatePort } = recordOf(port);
  const [hostPort, containerPort] = [parsePort(PublicPort), parsePort(PrivatePort)];
  if (hostPort === undefined || containerPort === undefined) return [];
  const protocol = parseProtocol(textIn(port, 'Type')?.toUpperCase());
  return [{ hostIp: textIn(port, 'IP') ?? '', hostPort, containerPort, protocol }];
}
