import type { Signal, Tunnel } from '../../deps.ts';
import { whereWords } from '../../domain/connection.ts';
import { isLoopback } from '../../domain/ip.ts';
import { isNonEmpty } from '../../domain/non-empty.ts';
import { EXIT_CODES } from '../../errors.ts';
import { safeLines } from '../../render/failure.ts';
import { noAddressLine, noAddressSentence, subjectOf, tunnelLine } from '../../render/open.ts';
import { announce } from './announce.ts';
import { holdTunnel } from './hold-tunnel.ts';
import { codeWithout, type Opening, type Reached, type ReachedTarget } from './opening.ts';
import { runCommand } from './run-command.ts';
import { type Address, OF_TUNNEL, speakAt, type Way } from './way.ts';
import { throughWindows } from './windows.ts';

/** Shows the way to each target, or runs the COMMAND; tunnels are up for as long as that takes. */
export async function enter(reached: Reached, opening: Opening): Promise<number> {
  const { options, deps, end } = opening;
  const tunnels: Tunnel[] = [];
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined); // nothing may be up yet that waits for it
  try {
    const entering = { reached, opening, tunnels, broken: broken.reject };
    const found: Place[] = [];
    for (const each of reached.targets) {
      const address = each.address ?? (await throughTunnel(each, entering));
      if (address) found.push({ each, address });
    }
    const ways = await waysTo(found, entering);
    const isWhole = ways.length === reached.targets.length;
    const code = isWhole ? EXIT_CODES.answered : codeWithout(options, ...reached.targets.map(rowWithout));
    if (!isNonEmpty(ways) || (options.argv && !isWhole)) return code;
    if (options.argv) return await Promise.race([runCommand(options.argv, ways, deps), broken.promise]);
    const signalled = untilSignal(opening);
    const canOpen = reached.targets.length === 1 && deps.io.stdout.isTerminal;
    for (const way of ways) await announce(way, { facts: reached.facts, canOpen, deps });
    if (tunnels.length === 0) return code;
    return await Promise.race([signalled, broken.promise, deps.io.stdout.untilGone(end).then(() => code)]);
  } finally {
    for (const tunnel of tunnels) tunnel.close();
  }
}

/** Of a target that nothing answers at directly. */
function rowWithout({ row, address }: ReachedTarget): ReachedTarget['row'] {
  return address ? undefined : row;
}

interface Entering {
  readonly reached: Reached;
  readonly opening: Opening;
  /** Those that are open, to which one may be added. */
  readonly tunnels: Tunnel[];
  readonly broken: (error: unknown) => void;
}

interface Place {
  readonly each: ReachedTarget;
  readonly address: Address;
}

/** All are spoken with at the same time: a database that is silent takes seconds. */
async function waysTo(places: readonly Place[], entering: Entering): Promise<readonly Way[]> {
  const { options, deps } = entering.opening;
  const speak = ({ each, address }: Place) => speakAt(each.target, address, options.path, deps);
  const spoken = await Promise.all(places.map(async (place) => ({ place, way: await speak(place) })));
  if (options.argv) return spoken.map(({ way }) => way);
  const ways: Way[] = [];
  for (const { place, way } of spoken) {
    const seen = await throughWindows(way, entering.reached.facts, deps, async () => {
      const address = await throughTunnel(place.each, entering);
      return address && speak({ ...place, address });
    });
    if (seen) ways.push(seen);
  }
  return ways;
}

/** `undefined`: there is none, and why has been said. */
async function throughTunnel({ target, row }: ReachedTarget, entering: Entering): Promise<Address | undefined> {
  const { options, cluster, deps, end } = entering.opening;
  const { io } = deps;
  if (options.tunnel === 'never') {
    io.stderr.write(safeLines(noAddressSentence(target, row, whereWords(options.connection))));
    return undefined;
  }
  const held = await holdTunnel(target, { options, cluster, deps, signal: end, broken: entering.broken });
  if (held.kind === 'impossible') {
    // Without a ready pod there is no address either: that is said once.
    if (row && row.verdict.status !== 'NoEndpoints') io.stderr.write(safeLines(noAddressLine(target, row)));
    io.stderr.write(safeLines(held.sentence));
    return undefined;
  }
  const { tunnel, pod } = held;
  entering.tunnels.push(tunnel);
  const { nodePort } = target.port;
  const isMoved = nodePort !== undefined && options.localPort === undefined && tunnel.port !== nodePort;
  const line = tunnelLine(subjectOf(cluster.kubeconfig.context, target), {
    pod,
    row,
    asked: options.tunnel === 'always',
    moved: isMoved ? { from: nodePort, to: tunnel.port } : undefined,
    until: options.argv ? 'end-of-command' : 'ctrl-c',
    open: options.addresses.filter((address) => address !== 'localhost' && !isLoopback(address)),
  });
  io.stderr.write(`${line}\n`);
  held.keepGoing();
  const { host, port } = tunnel;
  return { ...OF_TUNNEL, host, port, taker: 'tunnel' };
}

/** Ctrl-C is how a tunnel is meant to end. */
const CODE_OF_SIGNAL: Readonly<Record<Signal, number>> = {
  SIGINT: EXIT_CODES.answered,
  SIGTERM: EXIT_CODES.terminated,
  SIGHUP: EXIT_CODES.hangup,
};

function untilSignal({ deps }: Opening): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  deps.takeSignals((signal) => resolve(CODE_OF_SIGNAL[signal]));
  return promise;
}
