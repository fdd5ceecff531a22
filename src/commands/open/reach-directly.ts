import type { Deps } from '../../deps.ts';
import type { Facts } from '../../domain/facts.ts';
import type { ReportRow } from '../../domain/report.ts';
import { isTo } from '../../domain/tunnel-routes.ts';
import type { OpenOptions } from '../../invocation.ts';
import type { Overrule } from '../../recognise.ts';
import { limitsOf } from '../limits.ts';
import { rowOf, type Target } from './target.ts';
import { type Address, OF_TUNNEL } from './way.ts';

/** What came of dialling. `row`: what was dialled, and met; `undefined`: there is no nodePort. */
export interface Dialled {
  readonly address: Address | undefined;
  readonly row: ReportRow | undefined;
}

/** Dials what `list` would dial for these targets, and nothing for the others. */
export async function reachDirectly(
  targets: readonly Target[],
  facts: Facts,
  { options, overrule, deps }: { options: OpenOptions; overrule: Overrule | undefined; deps: Deps },
): Promise<readonly Dialled[]> {
  const { inspect } = await import('../../inspect.ts');
  const rows = targets.map(rowOf);
  // Somebody else's tunnel may end before the COMMAND does, and is none that was wanted with `--tunnel never`.
  const seen = options.argv || options.tunnel === 'never' ? { ...facts, tunnels: [] } : facts;
  const report = await inspect(
    seen,
    {
      rows: rows.filter((row) => row !== undefined),
      policy: 'auto',
      timeoutMs: limitsOf(options.timeoutMs, facts.machine),
      overrule,
    },
    deps,
  );
  const reported = [...report.rows];
  return targets.map((target, index) => {
    const row = rows[index] && reported.shift();
    return { address: row ? addressOf(row) : tunnelTo(target, seen), row };
  });
}

function addressOf({ verdict }: ReportRow): Address | undefined {
  if (verdict.status !== 'Reachable') return undefined;
  const { route, result } = verdict.best;
  const { via, host, port, answeredBy, stays } = route;
  const greeting = result.outcome === 'answered' ? result.greeting : undefined;
  const heard = greeting && 'afterMs' in result ? { greeting, afterMs: result.afterMs } : undefined;
  const taker = via === 'tunnel' ? 'tunnel-of-another' : 'cluster';
  return { host, port, answeredBy, stays, taker, heard };
}

/** A Service without a nodePort has no row to dial; its process has just said that the tunnel is open. */
function tunnelTo({ service, port }: Target, { tunnels }: Facts): Address | undefined {
  const open = tunnels.find((tunnel) => isTo(tunnel, service, port));
  return open && { ...OF_TUNNEL, host: open.host, port: open.localPort, taker: 'tunnel-of-another' };
}
