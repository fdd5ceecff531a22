import type { ServicePort } from './facts.ts';
import { isInSubnet, parseIp } from './ip.ts';
import { schemeOf } from './scheme.ts';
import type { Speech } from './speech.ts';

/** The variables that send HTTP through a proxy, as they are set here: by name, and without the proxy's URL. */
export interface ProxyVariables {
  /** Names of variables that are set: `http_proxy`, `ALL_PROXY`. */
  readonly set: readonly string[];
  /** `NO_PROXY` taken apart: hosts, domains, networks, `*`. */
  readonly except: readonly string[];
}

/** Variables that matter for a scheme, in the order in which curl looks. Source: curl(1), ENVIRONMENT. */
const VARIABLES_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['http', ['http_proxy', 'all_proxy', 'ALL_PROXY']],
  ['https', ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']],
]);

/** The variable that sends such a URL to a proxy; `undefined`: none does. */
export function swallowedBy(scheme: string, host: string, { set, except }: ProxyVariables): string | undefined {
  const variable = VARIABLES_OF.get(scheme)?.find((name) => set.includes(name));
  return except.some((each) => isExcepted(host, each)) ? undefined : variable;
}

/** The scheme by which a program would ask it: what it spoke, else the guess. */
export function schemeAsked(port: ServicePort, heard: Speech | undefined): string {
  return heard?.scheme ?? schemeOf(port);
}

/** As curl compares since 7.86: a name with all its subdomains, a network, or everything. Source: curl, lib/noproxy.c. */
function isExcepted(host: string, except: string): boolean {
  if (except === '*') return true;
  const ip = parseIp(host);
  if (ip !== undefined) return except.includes('/') ? isInSubnet(host, except) : `${ip}` === `${parseIp(except)}`;
  const [name, domain] = [host, except].map((each) => each.toLowerCase().replace(/\.$/, '').replace(/^\./, ''));
  return name === domain || name?.endsWith(`.${domain}`) === true;
}
