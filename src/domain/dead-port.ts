import type { Facts } from './facts.ts';
import type { RoutedRow } from './plan-row.ts';
import { type Port, parsePort } from './port.ts';

/** Just below the default NodePort range: Services that this user may not see have their nodePorts in it. */
const HIGHEST = 29_999;

/** A port that must be dead on every host of this cluster, as far as it can be seen. */
export function chooseDeadPort({ services, engine }: Facts, rows: readonly RoutedRow[]): Port {
  const containers = engine.kind === 'known' ? engine.value.containers : [];
  const taken = new Set<number | undefined>([
    ...rows.flatMap(({ routes }) => routes.map(({ port }) => port)),
    ...services.flatMap(({ ports }) => ports.map(({ nodePort }) => nodePort)),
    ...containers.flatMap(({ published }) => published.map(({ hostPort }) => hostPort)),
  ]);
  let candidate = HIGHEST;
  while (taken.has(candidate)) candidate -= 1;
  const port = parsePort(candidate);
  if (!port) throw new Error('no port is left that this cluster does not have');
  return port;
}
