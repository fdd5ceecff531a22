import { parseIp } from '../domain/ip.ts';
import { parsePort } from '../domain/port.ts';
import type { OpenOptions, OpenTarget, TunnelPolicy } from '../invocation.ts';
import { parseOpenTarget } from './open-target.ts';
import {
  connectionOf,
  type Flags,
  invalid,
  isMisuse,
  type Misuse,
  misplacedTime,
  textOf,
  timeOf,
} from './plain-flags.ts';

/** What `open` was asked for. `argv`: what followed `--`. */
export function openOptionsOf(
  flags: Flags,
  words: readonly string[],
  argv: readonly string[] | undefined,
): OpenOptions | Misuse {
  const options = readOptions(flags, words, argv);
  if (isMisuse(options)) return options;
  return contradictionIn(flags, options) ?? options;
}

function readOptions(
  flags: Flags,
  words: readonly string[],
  argv: readonly string[] | undefined,
): OpenOptions | Misuse {
  const connection = connectionOf(flags);
  const targets = targetsOf(flags, words);
  const tunnel = textOf(flags, 'tunnel') ?? 'auto';
  const waitMs = timeOf(flags, 'wait', 0);
  const path = textOf(flags, 'path');
  const addresses = addressesOf(flags);
  const port = textOf(flags, 'port');
  const localPort = parsePort(port);
  const timeoutMs = timeOf(flags, 'timeout', 1);
  if (isMisuse(connection)) return connection;
  if (isMisuse(targets)) return targets;
  if (!isTunnelPolicy(tunnel)) return invalid('tunnel', tunnel, 'must be one of auto, always, never');
  if (isMisuse(waitMs)) return waitMs;
  if (path !== undefined && !IS_PATH.test(path))
    return invalid('path', path, 'must begin with a slash, and hold no spaces or control characters');
  if (isMisuse(addresses)) return addresses;
  if (port !== undefined && !localPort) return invalid('port', port, 'must be a number from 1 to 65535');
  if (isMisuse(timeoutMs)) return timeoutMs;
  return {
    connection,
    targets,
    selector: textOf(flags, 'selector'),
    isUrlOnly: flags.url === true,
    // Who says where a tunnel is to listen wants one.
    tunnel: tunnel === 'auto' && isAboutTunnel(flags) && flags.url !== true ? 'always' : tunnel,
    waitMs: waitMs === 0 ? undefined : waitMs, // as `kubectl wait --timeout=0`: look once, and do not wait
    path,
    addresses,
    localPort,
    argv,
    timeoutMs,
    runtime: textOf(flags, 'runtime'),
  };
}

/** A space would end the URL for whoever reads the line. */
const IS_PATH = /^\/[^\s\p{Cc}]*$/u;

/** Each once: `web svc/web` is one tunnel. */
function targetsOf(flags: Flags, words: readonly string[]): readonly OpenTarget[] | Misuse {
  const targets = words.map(parseOpenTarget);
  const stranger = targets.find(isMisuse);
  if (stranger) return stranger;
  const time = misplacedTime(flags, words);
  if (time) return time;
  const all = targets.flatMap((target) => (isMisuse(target) ? [] : [target]));
  return all.filter((target, at) => all.findIndex((other) => isSame(target, other)) === at);
}

function isSame(one: OpenTarget, other: OpenTarget): boolean {
  return one.kind === other.kind && one.name === other.name && one.port === other.port;
}

/** `--address` as `kubectl port-forward` takes it. */
function addressesOf(flags: Flags): readonly string[] | Misuse {
  const text = textOf(flags, 'address') ?? 'localhost';
  const addresses = text.split(',');
  const isAll = addresses.every((address) => address === 'localhost' || parseIp(address) !== undefined);
  if (!isAll) return invalid('address', text, 'must be localhost or IP addresses, separated by commas');
  return [...new Set(addresses)];
}

const OF_TUNNEL = ['address', 'port'] as const;

function isAboutTunnel(flags: Flags): boolean {
  return OF_TUNNEL.some((name) => textOf(flags, name) !== undefined);
}

/** What excludes each other. The first reason is said. */
function contradictionIn(flags: Flags, options: OpenOptions): Misuse | undefined {
  const { targets, selector, argv, isUrlOnly, tunnel, localPort } = options;
  const ofTunnel = OF_TUNNEL.find((name) => textOf(flags, name) !== undefined);
  if (targets.length > 0 && selector) return { misuse: 'name cannot be provided when a selector is specified' };
  if (argv && !argv[0]) return { misuse: 'there is no command after --' };
  if (isUrlOnly && argv) return { misuse: '--url cannot be used with a command: it prints the URL and ends' };
  if (isUrlOnly && tunnel === 'always') return { misuse: '--url cannot be used with --tunnel always: it never blocks' };
  if (ofTunnel && isUrlOnly) return { misuse: `--${ofTunnel} cannot be used with --url: no tunnel is opened` };
  if (ofTunnel && tunnel === 'never')
    return { misuse: `--${ofTunnel} cannot be used with --tunnel never: no tunnel is opened` };
  if (localPort && targets.length > 1)
    return { misuse: '--port cannot be used with several names: each tunnel has a port of its own' };
  return undefined;
}

function isTunnelPolicy(text: string): text is TunnelPolicy {
  return text === 'auto' || text === 'always' || text === 'never';
}
