import { withoutAnyLogin } from '../../domain/connection.ts';
import { familyOf, isInSubnet, isLoopback as isLoopbackIp } from '../../domain/ip.ts';
import { type Port, parsePort } from '../../domain/port.ts';
import { AccessError } from '../../errors.ts';
import { basicAuthorization, type Login } from './basic-authorization.ts';
import type { Environment } from './environment.ts';
import { percentDecoded } from './percent-decoded.ts';
import type { ServerUrl } from './server-url.ts';

export interface ProxyUrl {
  readonly kind: 'http' | 'https' | 'socks5';
  readonly host: string;
  readonly port: Port;
  readonly login: Login | undefined;
}

const PORTS = { http: 80, https: 443, socks5: 1080 };

/** Or why it is none, in client-go's words. Source: tools/clientcmd/helpers.go, `parseProxyURL`. */
export function parseProxyUrl(text: string): ProxyUrl | { readonly fault: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  // What Go takes for no URL at all: a first segment with a colon would be a scheme.
  const isUnreadable = scheme === '' && /^[^/?#]*:/.test(text);
  if (isUnreadable) return { fault: `could not parse: ${withoutAnyLogin(text)}` };
  if (scheme !== 'http' && scheme !== 'https' && scheme !== 'socks5') {
    return { fault: `unsupported scheme ${JSON.stringify(scheme)}, must be http, https, or socks5` };
  }
  const url = URL.parse(text);
  const port = parsePort(url?.port || PORTS[scheme]);
  if (!url?.hostname || port === undefined) return { fault: `could not parse: ${withoutAnyLogin(text)}` };
  const [user, password] = [percentDecoded(url.username), percentDecoded(url.password)];
  return {
    kind: scheme,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    login: user || password ? { user, password } : undefined,
  };
}

export function proxyAuthorization({ login }: ProxyUrl): string | undefined {
  return login && basicAuthorization(login);
}

/** The proxy that Go would take for this server: the cluster's own, else the environment's. */
export function proxyFor(
  server: ServerUrl,
  proxyUrl: string | undefined,
  { variables }: Pick<Environment, 'variables'>,
): ProxyUrl | undefined {
  if (proxyUrl) return usable(proxyUrl);
  const either = (name: string) => variables[name] || variables[name.toLowerCase()] || '';
  const text = either(server.isTls ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (!text || isLoopback(server.host) || isExcepted(server, either('NO_PROXY'))) return undefined;
  // Go accepts a bare `proxy.corp:3128`. Source: golang.org/x/net/http/httpproxy, `parseProxy`.
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\/./i.test(text);
  return usable(isUrl ? text.replace(/^socks5h/i, 'socks5') : `http://${text}`);
}

function usable(text: string): ProxyUrl {
  const proxy = parseProxyUrl(text);
  if ('fault' in proxy) throw new AccessError('kubeconfig', `error: invalid proxy URL: ${proxy.fault}`);
  return proxy;
}

/** Go never sends loopback through a proxy of the environment; a cluster's `proxy-url` does not ask this. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || isLoopbackIp(host);
}

/** `*`, a domain with or without a dot, an address, a CIDR, each with an optional port. */
function isExcepted({ host, port }: ServerUrl, noProxy: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return noProxy
    .split(',')
    .map((rule) => rule.trim().toLowerCase())
    .some((rule) => {
      if (rule === '*') return true;
      if (rule.includes('/')) return isInSubnet(name, rule);
      const { target = '', only = `${port}` } = /^\[?(?<target>.*?)\]?(?::(?<only>\d+))?$/.exec(rule)?.groups ?? {};
      const whole = familyOf(rule) ? rule : target;
      if (whole === '' || (!familyOf(rule) && only !== `${port}`)) return false;
      if (familyOf(whole) || familyOf(name)) return whole === name;
      // `.corp` is only what lies below it, `corp` is itself too.
      const domain = whole.replace(/^\*?\./, '');
      return name.endsWith(`.${domain}`) || (whole === domain && name === domain);
    });
}
