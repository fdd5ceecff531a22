import type { ContainerFacts, EngineFacts } from '../../domain/facts.ts';
import type { ContainerFilter } from '../../domain/runtime.ts';
import type { DialableEndpoint } from './endpoint.ts';
import { EngineFailure, NotServed } from './engine-failure.ts';
import { getJson } from './engine-request.ts';
import type { Limits } from './limits.ts';
import { parseContainers, parseInfo } from './parse-engine.ts';
import { libpodPath, parseLibpodPorts } from './parse-libpod.ts';

type Containers = ReadonlyMap<string, ContainerFacts>;

/** What the engine says of itself and of its containers that fit one of the filters. Throws EngineFailure. */
export async function askEngine(
  endpoint: DialableEndpoint,
  filters: readonly ContainerFilter[],
  limits: Limits,
): Promise<EngineFacts> {
  const list = (below: string, also: readonly ContainerFilter[]) =>
    Promise.all(filters.map((filter) => getJson(endpoint, `${below}${containersPath([filter, ...also])}`, limits)));
  const [info, listed] = await Promise.all([getJson(endpoint, '/info', limits), list('', [])]);
  const engine = parseInfo(info);
  if (engine === undefined) throw new EngineFailure('not a container engine');
  const containers = merge(listed);
  const libpod = libpodPath(info);
  if (containers.size > 0 && libpod !== undefined) {
    const ports = await list(libpod, []).then(parseLibpodPorts, noneIfNotServed);
    const complete = [...containers].map(([id, facts]) => ({ ...facts, published: ports.get(id) ?? facts.published }));
    return { endpoint: endpoint.url, ...engine, containers: complete };
  }
  const isHiding = containers.size === 0 && engine.operatingSystem === 'Docker Desktop';
  const all = isHiding ? merge(await list('', [SYSTEM_CONTAINERS])) : containers;
  return { endpoint: endpoint.url, ...engine, containers: [...all.values()] };
}

/**
 * Docker Desktop leaves out its own cluster's containers unless somebody asks for what carries this label.
 * Source: docker/desktop-cloud-provider, pkg/container/container.go, `ListByLabel`, read 2026-11. Status: documented.
 */
const SYSTEM_CONTAINERS = 'label=io.kubernetes.pod.namespace=kube-system';

/** An engine takes several labels in one filter as «all of them»; unfiltered, it would inspect every container. */
function containersPath(filters: readonly ContainerFilter[]): string {
  const of = (kind: string) =>
    filters.filter((each) => each.startsWith(`${kind}=`)).map((each) => each.slice(kind.length + 1));
  const given = { label: of('label'), name: of('name') };
  const kinds = Object.fromEntries(Object.entries(given).filter(([, values]) => values.length > 0));
  return `/containers/json?all=true&filters=${encodeURIComponent(JSON.stringify(kinds))}`;
}

/** A container that fits several of the filters is in several lists. */
function merge(lists: readonly unknown[]): Containers {
  return new Map(
    lists.flatMap((list) => {
      const containers = parseContainers(list);
      if (containers === undefined) throw new EngineFailure('not a container engine');
      return [...containers];
    }),
  );
}

function noneIfNotServed(error: unknown): ReturnType<typeof parseLibpodPorts> {
  if (!(error instanceof NotServed)) throw error;
  return new Map();
}
