import type { Deps } from '../deps.ts';
import { EXIT_CODES, TargetError } from '../errors.ts';
import type { OpenOptions } from '../invocation.ts';
import { askingOnce } from '../read-facts.ts';
import { enter } from './open/enter.ts';
import { findInTime } from './open/find-in-time.ts';
import { codeWithout, isForScript, type Opening } from './open/opening.ts';
import { printUrls } from './open/print-urls.ts';
import { reachInTime } from './open/reach-in-time.ts';
import { checkCommand } from './open/run-command.ts';
import type { Target } from './open/target.ts';
import { awaitEndpoint, type Waiting } from './open/wait.ts';
import { readOverrule } from './overrule.ts';

/** Gets somebody to a Service: by the address that answers, else through a tunnel. */
export async function runOpen(options: OpenOptions, deps: Deps): Promise<number> {
  const overrule = options.runtime === undefined ? undefined : readOverrule(options.runtime);
  const cluster = await deps.openCluster(options.connection);
  const asked = askingOnce(deps);
  const end = new AbortController();
  const isWaiting = options.waitMs !== undefined; // meanwhile the engine may come to say something else
  try {
    return await open({ options, overrule, cluster, deps: isWaiting ? deps : asked, end: end.signal });
  } catch (error) {
    const { withWhatStartsIt } = await import('./what-starts-it.ts');
    throw await withWhatStartsIt(error, cluster.kubeconfig, asked);
  } finally {
    end.abort();
    cluster.close();
  }
}

async function open(opening: Opening): Promise<number> {
  const { options, cluster, deps } = opening;
  const time = timeFor(opening);
  const found = await findInTime(opening, time);
  if (found.kind === 'left') return EXIT_CODES.interrupted;
  if (found.kind === 'missing') throw new TargetError(found.sentence);
  const { targets } = found;
  if (options.argv) checkCommand(options.argv, targets);
  if (options.localPort !== undefined && targets.length > 1) throw new TargetError(onePort(targets.length));
  if (options.waitMs !== undefined && !(await awaitAll(targets, { cluster, deps, signal: time }))) {
    deps.io.stderr.write(time.aborted ? `gave up after ${options.waitMs / 1_000} s\n` : '');
    return codeWithout(options);
  }
  const reached = await reachInTime(found, opening, time);
  return isForScript(opening) ? printUrls(reached, opening) : enter(reached, opening);
}

/** Whether each has a ready endpoint. The first that will have none ends the waiting for the others. */
async function awaitAll(targets: readonly Target[], { cluster, deps, signal }: Waiting): Promise<boolean> {
  const inVain = new AbortController();
  const all = { cluster, deps, signal: AbortSignal.any([signal, inVain.signal]) };
  const areReady = targets.map(async (target) => {
    const isReady = await awaitEndpoint(target, all);
    if (!isReady) inVain.abort();
    return isReady;
  });
  return !(await Promise.all(areReady)).includes(false);
}

function onePort(count: number): string {
  return `error: --port cannot be used with ${count} Services: each tunnel has a port of its own`;
}

/** The end of `--wait`; without it there is no time to wait for anything. */
function timeFor({ options: { waitMs }, deps, end }: Opening): AbortSignal {
  const time = new AbortController();
  if (waitMs === undefined) time.abort();
  else void deps.sleep(waitMs, end).then(() => time.abort());
  return time.signal;
}
