import { withoutLogin } from '../../domain/connection.ts';
import type { ServerFacts } from '../../domain/facts.ts';
import { parsePort } from '../../domain/port.ts';
import { AccessError } from '../../errors.ts';

/** Where the API server is, taken apart once. */
export interface ServerUrl extends ServerFacts {
  readonly isTls: boolean;
  /** As it is written in the kubeconfig, and so in kubectl's sentences: `HOST[:PORT]`, an IPv6 host in brackets. */
  readonly authority: string;
  /** Goes before every path; '' or `/a/b`. Rancher and other proxies put many clusters behind one host. */
  readonly prefix: string;
}

/** Source: client-go rest/url_utils.go, `DefaultServerURL`: without a scheme it is http. */
export function parseServerUrl(server: string): ServerUrl {
  const {
    scheme = '',
    authority = '',
    path = '',
  } = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<authority>[^/?#]+)(?<path>[^?#]*)/i.exec(server)?.groups ?? {};
  if (authority === '') {
    if (!/^[^/?#]+\/?$/.test(server)) throw misfit(server);
    return serverUrlOf({ server, scheme: 'http', authority: server.replace('/', ''), path: '' });
  }
  if (!/^https?$/i.test(scheme)) {
    throw new AccessError(
      'kubeconfig',
      `Unable to connect to the server: unsupported protocol scheme ${JSON.stringify(scheme)}`,
    );
  }
  return serverUrlOf({ server, scheme: scheme.toLowerCase(), authority, path });
}

function serverUrlOf(written: { server: string; scheme: string; authority: string; path: string }): ServerUrl {
  const isTls = written.scheme === 'https';
  const authority = written.authority.slice(written.authority.lastIndexOf('@') + 1);
  const {
    v6,
    name,
    digits = isTls ? '443' : '80',
  } = /^(?:\[(?<v6>[0-9a-f:.%]+)\]|(?<name>[^:[\]\s]+))(?::(?<digits>\d*))?$/i.exec(authority)?.groups ?? {};
  const port = parsePort(digits === '' ? (isTls ? '443' : '80') : digits);
  const host = v6 ?? name;
  if (host === undefined || port === undefined) throw misfit(written.server);
  return { isTls, host, port, authority, prefix: written.path.replace(/\/+$/, '') };
}

function misfit(server: string): AccessError {
  return new AccessError(
    'kubeconfig',
    `error: host must be a URL or a host:port pair: ${JSON.stringify(withoutLogin(server))}`,
  );
}
