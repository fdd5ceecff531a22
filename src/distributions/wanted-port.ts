import { isEveryInterface } from '../domain/every-interface.ts';
import type { ClusterFacts, PublishedPort } from '../domain/facts.ts';
import { type Port, parsePort } from '../domain/port.ts';
import type { PublishWish } from '../domain/runtime.ts';

/** The nodePort under its own number, for this machine alone. */
export function wantedPort({ port: { nodePort, protocol } }: PublishWish): PublishedPort {
  return { hostIp: '127.0.0.1', hostPort: nodePort, containerPort: nodePort, protocol };
}

/** Whether an engine could not publish both. */
export function isInItsWay(other: PublishedPort, wanted: PublishedPort): boolean {
  const isThere = isEveryInterface(other.hostIp) || other.hostIp === wanted.hostIp;
  return isThere && other.hostPort === wanted.hostPort && other.protocol === wanted.protocol;
}

/** Its own number, else the first after it under which no container that is known publishes anything. */
export function freeHostPort({ port: { nodePort, protocol } }: PublishWish, { engine }: ClusterFacts): Port {
  const containers = engine.kind === 'known' ? engine.value.containers : [];
  const taken = containers.flatMap(({ published }) => published.filter((each) => each.protocol === protocol));
  for (let next: number = nodePort; next <= 65_535; next += 1) {
    const port = parsePort(next);
    if (port && !taken.some(({ hostPort }) => hostPort === port)) return port;
  }
  return nodePort;
}

/** A name of a Service or a namespace, as the API server allows it: no flag, no path. RFC 1123. */
export function isName(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
}
