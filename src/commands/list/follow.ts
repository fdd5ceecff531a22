import { type FollowRowsMeans, followRows, type Round } from '../../follow-rows.ts';
import { outageLine } from '../../render/follow.ts';
import { limitsOf } from '../limits.ts';
import { type Listing, namespaceOf, scopeOf } from './listing.ts';

/** What is so at the start, and whenever it has changed, until the end of the run. */
export function followList(
  listing: Listing,
  how: Pick<FollowRowsMeans, 'patience' | 'isOutlived' | 'awaited'>,
): AsyncGenerator<Round, void, void> {
  const { options, overrule, cluster, deps, end } = listing;
  return followRows({
    ...{ ...how, cluster, overrule, deps, signal: end },
    scope: scopeOf(namespaceOf(listing), options),
    targets: options.targets,
    async inspect(facts, rows) {
      const { inspect } = await import('../../inspect.ts'); // the questions go out first
      const timeoutMs = limitsOf(options.timeoutMs, facts.machine);
      return inspect(facts, { rows, policy: options.probe, timeoutMs, overrule }, deps);
    },
    outage: (news) => deps.io.stderr.write(`${outageLine(news)}\n`),
  });
}
