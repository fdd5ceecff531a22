import type { Signal, Tunnel } from '../../deps.ts';
import { isNonEmpty } from '../../domain/non-empty.ts';
import { EXIT_CODES } from '../../errors.ts';
import { safeLines } from '../../render/failure.ts';
import { noAddressLine, noAddressSentence, subjectOf, tunnelLine } from '../../render/open.ts';
import { whereWords } from '../where.ts';
import { announce } from './announce.ts';
import { holdTunnel } from './hold-tunnel.ts';
import { codeWithout, type Opening, type Reached, type ReachedTarget } from './opening.ts';
import { runCommand } from './run-command.ts';
import { OF_TUNNEL, speakAt, type Way } from './way.ts';
import { throughWindows } from './windows.ts';

/** Shows the way to each target, or runs the COMMAND; tunnels are up for as long as that takes. */
export async function enter(reached: Reached, opening: Opening): Promise<number> {
  const { options, deps, end } = opening;
  const tunnels: Tunnel[] = [];
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined); // it is looked at once something is up
  try {
    const ways: Way[] = [];
    for (const each of reached.targets) {
      const way = await wayTo(each, { reached, opening, tunnels, broken: broken.reject });
      if (!way) return codeWithout(options, each.row);
      ways.push(way);
    }
    if (!isNonEmpty(ways)) return codeWithout(options);
    if (options.argv) return await runCommand(options.argv, ways, deps);
    const canOpen = ways.length === 1 && deps.io.stdout.isTerminal;
    for (const way of ways) await announce(way, { facts: reached.facts, canOpen, deps });
    if (tunnels.length === 0) return EXIT_CODES.answered;
    return await Promise.race([untilSignal(opening), broken.promise, deps.io.stdout.untilGone(end).then(() => 0)]);
  } finally {
    for (const tunnel of tunnels) tunnel.close();
  }
}

interface Entering {
  readonly reached: Reached;
  readonly opening: Opening;
  /** Those that are open, to which one may be added. */
  readonly tunnels: Tunnel[];
  readonly broken: (error: unknown) => void;
}

/** `undefined`: there is none, and why has been said. */
async function wayTo(each: ReachedTarget, entering: Entering): Promise<Way | undefined> {
  const { target, address } = each;
  const { options, deps } = entering.opening;
  if (!address) return throughTunnel(each, entering);
  const way = await speakAt(target, address, options.path, deps);
  return options.argv ? way : throughWindows(way, entering.reached.facts, deps, () => throughTunnel(each, entering));
}

async function throughTunnel({ target, row }: ReachedTarget, entering: Entering): Promise<Way | undefined> {
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
  });
  io.stderr.write(`${line}\n`);
  held.keepGoing();
  const { host, port } = tunnel;
  return speakAt(target, { ...OF_TUNNEL, host, port, taker: 'tunnel' }, options.path, deps);
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
