import { isInSubnet, parseIp } from './ip.ts';

/** The variables that send HTTP through a proxy, as they are set here: by name, and without the proxy's URL. */
export interface ProxyVariables {
  /** Names of variables that are set: `http_proxy`, `ALL_PROXY`. */
  readonly set: readonly string[];
  /** `NO_PROXY` taken apart: hosts, domains, networks, `*`. */
  readonly except: readonly string[];
}

/** Variables that matter for a scheme, in the order in which curl looks. Source: curl(1), ENVIRONMENT. */
const VARIABLES_OF: Readonly<Record<string, readonly string[]>> = {
  http: ['http_proxy', 'all_proxy', 'ALL_PROXY'],
  https: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
};

/** The variable that sends such a URL to a proxy; `undefined`: none does. */
export function swallowedBy(scheme: string, host: string, { set, except }: ProxyVariables): string | undefined {
  const variable = VARIABLES_OF[scheme]?.find((name) => set.includes(name));
  return except.some((each) => isExcepted(host, each)) ? undefined : variable;
}

/** As curl compares since 7.86: a name with all its subdomains, a network, or everything. */
function isExcepted(host: string, except: string): boolean {
  if (except === '*' || except === host) return true;
  if (parseIp(host) !== undefined) return except.includes('/') && isInSubnet(host, except);
  return host.endsWith(`.${except.replace(/^\./, '')}`);
}
