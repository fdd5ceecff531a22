import { familyOf, isInSubnet, isLoopback as isLoopbackIp } from '../../domain/ip.ts';
import type { Environment } from './environment.ts';
import type { ServerUrl } from './server-url.ts';

export type ProxyUrl =
  | { readonly kind: 'http' | 'https' | 'socks5'; readonly url: URL }
  | { readonly kind: 'unusable'; readonly because: string };

/** Source: client-go tools/clientcmd/helpers.go, `parseProxyURL`. */
export function parseProxyUrl(text: string): ProxyUrl {
  const url = URL.parse(text);
  const scheme = url?.protocol.slice(0, -1) ?? '';
  if (url && (scheme === 'http' || scheme === 'https' || scheme === 'socks5')) return { kind: scheme, url };
  return { kind: 'unusable', because: `unsupported scheme ${JSON.stringify(scheme)}, must be http, https, or socks5` };
}

/** The proxy that Go would take for this server: the cluster's own, else the environment's. */
export function proxyFor(
  server: ServerUrl,
  proxyUrl: string | undefined,
  { variables }: Pick<Environment, 'variables'>,
): ProxyUrl | undefined {
  if (proxyUrl) return parseProxyUrl(proxyUrl);
  const either = (name: string) => variables[name] || variables[name.toLowerCase()] || '';
  const text = either(server.isTls ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (!text || isLoopback(server.host) || isExcepted(server, either('NO_PROXY'))) return undefined;
  // Go accepts a bare `proxy.corp:3128`. Source: golang.org/x/net/http/httpproxy, `parseProxy`.
  return /^(https?|socks5h?):\/\//.test(text)
    ? parseProxyUrl(text.replace(/^socks5h/, 'socks5'))
    : parseProxyUrl(`http://${text}`);
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
