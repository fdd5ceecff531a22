import { posix } from 'node:path';
import { withoutAnyLogin } from '../../domain/connection.ts';
import type { ServerFacts } from '../../domain/facts.ts';
import { parsePort } from '../../domain/port.ts';
import { AccessError } from '../../errors.ts';
import type { Login } from './basic-authorization.ts';
import { percentDecoded } from './percent-decoded.ts';

/** Where the API server is, taken apart once. */
export interface ServerUrl extends ServerFacts {
  readonly isTls: boolean;
  /** As it is written in the kubeconfig, and so in kubectl's sentences: `HOST[:PORT]`, an IPv6 host in brackets. */
  readonly authority: string;
  /** `https://USER:PASSWORD@…`: Go's HTTP client sends it before whatever else is known of the user, and to http:// too. */
  readonly login: Login | undefined;
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
  const misspelt = /%(?![0-9a-f]{2}).{0,2}/i.exec(path)?.[0];
  if (misspelt !== undefined) throw unusable(`invalid URL escape ${JSON.stringify(misspelt)}`);
  if (authority === '') {
    if (server.startsWith(' ')) throw unusable('invalid character " " in host name');
    if (!/^[^/?#]+\/?$/.test(server)) throw misfit(server);
    return serverUrlOf({ server, scheme: 'http', authority: server.replace('/', ''), path: '' });
  }
  if (!/^https?$/i.test(scheme)) {
    throw unusable(`unsupported protocol scheme ${JSON.stringify(scheme)}`);
  }
  return serverUrlOf({ server, scheme: scheme.toLowerCase(), authority, path });
}

function serverUrlOf(written: { server: string; scheme: string; authority: string; path: string }): ServerUrl {
  const isTls = written.scheme === 'https';
  const at = written.authority.lastIndexOf('@');
  const authority = written.authority.slice(at + 1);
  const {
    v6,
    name,
    digits = isTls ? '443' : '80',
  } = /^(?:\[(?<v6>[0-9a-f:.%]+)\]|(?<name>[^:[\]\s]+))(?::(?<digits>\d*))?$/i.exec(authority)?.groups ?? {};
  const port = parsePort(digits === '' ? (isTls ? '443' : '80') : digits);
  const host = v6 ?? name;
  if (host === undefined) throw misfit(written.server);
  if (port === undefined) throw unusable(`dial tcp: address ${digits}: invalid port`);
  const login = at < 0 ? undefined : loginOf(written.authority.slice(0, at));
  // `//` and `..` are taken out, as Go's path.Join does.
  const prefix = posix.normalize(written.path).replace(/\/+$|^\.$/, '');
  return { isTls, host, port, authority, login, prefix };
}

function loginOf(text: string): Login {
  const [user = '', ...password] = text.split(':');
  return { user: percentDecoded(user), password: percentDecoded(password.join(':')) };
}

function unusable(words: string): AccessError {
  return new AccessError('kubeconfig', `Unable to connect to the server: ${words}`);
}

function misfit(server: string): AccessError {
  return new AccessError(
    'kubeconfig',
    `error: host must be a URL or a host:port pair: ${JSON.stringify(withoutAnyLogin(server))}`,
  );
}
