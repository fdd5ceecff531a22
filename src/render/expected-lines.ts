import { authorityOf } from '../domain/host.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import { describeRuntime } from './names.ts';

/** More are told by `--all`. */
const MOST_TOLD = 3;

/** Of a Service that nobody has dialled: what its cluster is, and which addresses are to be expected, why, and if what. */
export function expectedLines({ case: { verdict, attempts, runtime, world } }: ServiceReport): readonly string[] {
  if (verdict?.status !== 'Unverified') return [];
  const routes = attempts.slice(0, MOST_TOLD).map(({ route: { host, port, because, onlyIf } }) => {
    const condition = onlyIf === undefined ? '' : `, only if ${onlyIf}`;
    return `${authorityOf(host, port)}: ${because}${condition}`;
  });
  return [describeRuntime(runtime), ...(routes.length === 0 ? [world.reach.because] : routes)];
}
