import type { ContainerFacts, EngineFacts, PublishedPort } from '../domain/facts.ts';
import { parseIp } from '../domain/ip.ts';
import { parsePort, parseProtocol } from '../domain/port.ts';
import { listIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';

export function engineOf(value: unknown): EngineFacts {
  return {
    endpoint: textIn(value, 'endpoint') ?? '',
    operatingSystem: textIn(value, 'operatingSystem') ?? '',
    name: textIn(value, 'name') ?? '',
    isRootless: recordOf(value).isRootless === true,
    containers: listIn(value, 'containers').map(containerOf),
  };
}

function containerOf(value: unknown): ContainerFacts {
  return {
    name: textIn(value, 'name') ?? '',
    labels: textsIn(value, 'labels'),
    isRunning: recordOf(value).isRunning === true,
    addresses: textsOf(listIn(value, 'addresses')).filter((ip) => parseIp(ip) !== undefined),
    published: listIn(value, 'published').flatMap(publishedPort),
  };
}

function publishedPort(value: unknown): readonly PublishedPort[] {
  const published = recordOf(value);
  const hostIp = textIn(published, 'hostIp') ?? '';
  const [hostPort, containerPort] = [parsePort(published.hostPort), parsePort(published.containerPort)];
  const isAddress = hostIp === '' || parseIp(hostIp) !== undefined;
  if (hostPort === undefined || containerPort === undefined || !isAddress) return [];
  return [{ hostIp, hostPort, containerPort, protocol: parseProtocol(published.protocol) }];
}
