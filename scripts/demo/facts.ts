import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1EndpointSliceList, V1NodeList, V1ServiceList } from '@kubernetes/client-node';
import { isLoopback } from '../../src/domain/ip.ts';
import { DemoFailure } from './demo-failure.ts';

/** What a cluster and its container engine answered once (facts/README.md). */
export interface Facts {
  readonly nodes: V1NodeList;
  readonly services: V1ServiceList;
  readonly servicesTable: unknown;
  readonly endpointslices: V1EndpointSliceList;
  /** By path of the API. */
  readonly discovery: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly info: unknown;
}

/** Of `GET /containers/json`: what the demo itself reads and replaces. */
export interface Container {
  readonly Names: readonly string[];
  readonly Ports: readonly { IP: string; PrivatePort: number; PublicPort: number; Type: string }[];
}

export function readFacts(folder: string): Facts {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  return {
    nodes: read('nodes'),
    services: read('services'),
    servicesTable: read('services-table'),
    endpointslices: read('endpointslices'),
    discovery: read('discovery'),
    containers: read('containers'),
    info: read('info'),
  };
}

/** Every address that a route could be made of, so that nothing has to be started to find out where it leads. */
export function refuseForeignAddresses(facts: Facts): void {
  for (const { of, host } of [
    ...addressesOfNodes(facts),
    ...addressesOfServices(facts),
    ...publishedAddresses(facts),
  ]) {
    if (isLoopback(host)) continue;
    throw new DemoFailure(`the facts of ${of} hold ${host}, which is no loopback address: nothing was started`);
  }
}

interface Address {
  readonly of: string;
  readonly host: string;
}

function addressesOfNodes({ nodes }: Facts): readonly Address[] {
  return nodes.items.flatMap(({ metadata, status }) =>
    (status?.addresses ?? [])
      .filter(({ type }) => type !== 'Hostname')
      .map(({ address }) => ({ of: `node ${metadata?.name}`, host: address })),
  );
}

function addressesOfServices({ services }: Facts): readonly Address[] {
  return services.items.flatMap(({ metadata, spec, status }) => {
    const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
    return [...(spec?.externalIPs ?? []), ...ingress].map((host) => ({ of: `service ${metadata?.name}`, host }));
  });
}

function publishedAddresses({ containers }: Facts): readonly Address[] {
  return containers.flatMap(({ Names, Ports }) => Ports.map(({ IP }) => ({ of: `container ${Names[0]}`, host: IP })));
}
