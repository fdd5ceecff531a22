import type { ContainerFacts, EngineFacts, PublishedPort } from '../../domain/facts.ts';
import { parsePort, parseProtocol } from '../../domain/port.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What `GET /info` says of the engine itself; undefined where it is no engine's. */
export function parseInfo(value: unknown): Pick<EngineFacts, 'name' | 'operatingSystem'> | undefined {
  const info = fieldsOf(value);
  if (typeof info.OperatingSystem !== 'string') return undefined;
  return { operatingSystem: info.OperatingSystem, name: textOf(info.Name) };
}

/** The elements of `GET /containers/json`, by id; undefined where it is no engine's. */
export function parseContainers(value: unknown): ReadonlyMap<string, ContainerFacts> | undefined {
  if (!Array.isArray(value)) return undefined;
  return new Map(value.map(fieldsOf).map((container) => [textOf(container.Id), containerOf(container)]));
}

function containerOf(container: Fields): ContainerFacts {
  const [name = ''] = listOf(container.Names).map(textOf);
  return {
    name: name.replace(/^\//, ''),
    labels: Object.fromEntries(Object.entries(fieldsOf(container.Labels)).map(([key, value]) => [key, textOf(value)])),
    isRunning: container.State === 'running',
    addresses: Object.values(fieldsOf(fieldsOf(container.NetworkSettings).Networks)).flatMap(addressesOf),
    published: listOf(container.Ports).map(fieldsOf).flatMap(publishedPort),
  };
}

/** A container that is stopped, or on the host's network, has empty ones. */
function addressesOf(network: unknown): readonly string[] {
  const { IPAddress, GlobalIPv6Address } = fieldsOf(network);
  return [textOf(IPAddress), textOf(GlobalIPv6Address)].filter((ip) => ip !== '');
}

/** A port that is exposed and not published has no PublicPort. Podman leaves the IP out where it means every interface. */
function publishedPort(port: Fields): readonly PublishedPort[] {
  const [hostPort, containerPort] = [parsePort(port.PublicPort), parsePort(port.PrivatePort)];
  if (hostPort === undefined || containerPort === undefined) return [];
  const protocol = parseProtocol(textOf(port.Type).toUpperCase());
  return [{ hostIp: textOf(port.IP), hostPort, containerPort, protocol }];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
