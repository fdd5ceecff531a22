import { networkInterfaces } from 'node:os';
import { withoutAnyLogin, withoutLogin } from '../../domain/connection.ts';
import { parseHost } from '../../domain/host.ts';
import { isLoopback } from '../../domain/ip.ts';
import { type Port, parsePort } from '../../domain/port.ts';

/** What `DOCKER_HOST` or a docker context holds. */
export interface EngineAddress {
  readonly url: string;
  /** Only of meaning where the URL is one of tcp. */
  readonly tls: Tls | undefined;
}

export interface Tls {
  readonly isVerified: boolean;
  /** Where `ca.pem`, `cert.pem` and `key.pem` are, each of which may be missing. */
  readonly folder: string;
}

/** Where a container engine listens. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly url: string; readonly path: string }
  | TcpEndpoint
  | SshEndpoint
  | { readonly kind: 'unusable'; readonly url: string };

export type DialableEndpoint = Exclude<Endpoint, { readonly kind: 'unusable' }>;

export interface TcpEndpoint {
  readonly kind: 'tcp';
  readonly url: string;
  readonly host: string;
  readonly port: Port;
  readonly tls: Tls | undefined;
}

export interface SshEndpoint {
  readonly kind: 'ssh';
  readonly url: string;
  /** A name that ssh knows, or an address; without a dash in front, as everything here that becomes an argument. */
  readonly host: string;
  readonly user: string | undefined;
  readonly port: Port | undefined;
  /** The engine's socket over there, where it is not the usual one. */
  readonly socket: string | undefined;
}

/**
 * Source: docker/cli opts/hosts.go (without a scheme: a path, or tcp) and cli/connhelper/ssh/ssh.go; moby
 * client/client.go, `ParseHostURL`. Read 2026-11.
 */
export function parseEndpoint({ url, tls }: EngineAddress): Endpoint {
  const { scheme = url.startsWith('/') ? 'unix' : 'tcp', rest = '' } =
    /^(?:(?<scheme>[a-z]+):\/\/)?(?<rest>.*)$/.exec(url.trim())?.groups ?? {};
  switch (scheme) {
    case 'unix':
      return rest.startsWith('/') ? socket(rest) : { kind: 'unusable', url };
    case 'npipe':
      return { kind: 'socket', url, path: rest.replaceAll('/', '\\') };
    case 'ssh':
      return ofSsh(url, rest);
    case 'tcp':
    case 'http':
    case 'https':
      return ofTcp({ url, tls }, rest);
    default:
      return { kind: 'unusable', url: withoutAnyLogin(url) };
  }
}

export function socket(path: string): Endpoint {
  return path.startsWith('\\\\.\\')
    ? { kind: 'socket', url: `npipe://${path.replaceAll('\\', '/')}`, path }
    : { kind: 'socket', url: `unix://${path}`, path };
}

/** The host of an engine on another machine. ssh to loopback is a way into a VM: whose ports those are, nobody knows. */
export function farHostOf(endpoint: Endpoint): string | undefined {
  return isFar(endpoint) && 'host' in endpoint ? parseHost(endpoint.host) : undefined;
}

export function isFar(endpoint: Endpoint): boolean {
  if (endpoint.kind !== 'tcp' && endpoint.kind !== 'ssh') return false;
  const { host } = endpoint;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return host !== 'localhost' && !isLoopback(host) && !own.some(({ address }) => address === host);
}

const HOST = String.raw`(?:\[(?<v6>[\da-fA-F:.]+)\]|(?<name>\w[\w.-]*))`;
const TCP = new RegExp(`^${HOST}?(?::(?<port>\\d{1,5})?)?/?$`);
const SSH = new RegExp(`^(?:(?<user>\\w[\\w.-]*)@)?${HOST}(?::(?<port>\\d{1,5}))?(?<path>/[\\w./-]*)?$`);

function ofTcp({ url, tls }: EngineAddress, address: string): Endpoint {
  const groups = TCP.exec(address)?.groups;
  const port = parsePort(groups?.port ?? (tls ? 2376 : 2375));
  if (groups === undefined || port === undefined) return { kind: 'unusable', url: withoutAnyLogin(url) };
  return { kind: 'tcp', url, host: groups.v6 ?? groups.name ?? '127.0.0.1', port, tls };
}

function ofSsh(url: string, address: string): Endpoint {
  const { v6, name, user, port, path = '' } = SSH.exec(address)?.groups ?? {};
  const host = v6 ?? name;
  if (host === undefined) return { kind: 'unusable', url: withoutAnyLogin(url) };
  const remoteSocket = /[^/]/.test(path) ? path : undefined;
  return { kind: 'ssh', url: withoutLogin(url), host, user, port: parsePort(port), socket: remoteSocket };
}
