import { isEveryInterface } from '../domain/every-interface.ts';
import type { PublishedPort } from '../domain/facts.ts';
import { authorityOf } from '../domain/host.ts';
import type { NodePublication } from '../domain/runtime.ts';

/**
 * What is published, in the order of the nodes' ports: `30080/TCP of dev-worker at *:8000`; a range of ports that keep
 * their distance as one. Every interface of IPv4 and of IPv6 are two publications of one port, and one line. `of`: whose
 * interfaces they are, where they are not this machine's.
 */
export function publicationLines(publications: readonly NodePublication[], of: string): readonly string[] {
  const ranges: Range[] = [];
  for (const each of inOrder(publications)) {
    const last = ranges.at(-1);
    if (last && continues(last, each)) last.count += 1;
    else ranges.push({ first: each, count: 1 });
  }
  return ranges.map((range) => lineOf(range, of));
}

interface Range {
  readonly first: Publication;
  count: number;
}

interface Publication extends PublishedPort {
  readonly container: string;
}

function inOrder(publications: readonly NodePublication[]): readonly Publication[] {
  const all = publications.map(({ container, port }) => ({ ...port, container, hostIp: anyAsStar(port.hostIp) }));
  const unique = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  const key = ({ container, protocol, hostIp }: Publication) => `${container} ${protocol} ${hostIp}`;
  return unique.toSorted((a, b) => key(a).localeCompare(key(b)) || a.containerPort - b.containerPort);
}

function anyAsStar(hostIp: string): string {
  return isEveryInterface(hostIp) ? '*' : hostIp;
}

function continues({ first, count }: Range, next: Publication): boolean {
  const isAlike =
    first.container === next.container && first.protocol === next.protocol && first.hostIp === next.hostIp;
  return isAlike && next.containerPort === first.containerPort + count && next.hostPort === first.hostPort + count;
}

function lineOf({ first, count }: Range, of: string): string {
  const { container, protocol, hostIp, hostPort, containerPort } = first;
  const until = (port: number) => (count > 1 ? `-${port + count - 1}` : '');
  const ports = `${containerPort}${until(containerPort)}/${protocol}`;
  return `${ports} of ${container} at ${authorityOf(hostIp, hostPort)}${until(hostPort)}${of}`;
}
