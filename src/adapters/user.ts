import type { UserFacts } from '../domain/study.ts';

export interface UserEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

/** Those that curl obeys. HTTP_PROXY is not among them: whoever sends a header `Proxy:` to a CGI program sets it. */
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** Who sits at this machine, as the environment tells. What a proxy's URL is stays there: it may hold a password. */
export function readUser({ variables, platform }: UserEnvironment): UserFacts {
  // As curl looks: an empty variable is as none. Source: curl, lib/noproxy.c and lib/getenv.c.
  const except = variables.no_proxy || variables.NO_PROXY || '';
  return {
    shell: shellOf(variables.SHELL, platform),
    proxies: {
      set: PROXY_VARIABLES.filter((name) => Boolean(variables[name])),
      except: except.split(/[\s,]+/).filter((each) => each !== ''),
    },
  };
}

function shellOf(login: string | undefined, platform: UserEnvironment['platform']): UserFacts['shell'] {
  if (platform === 'win32') return 'powershell';
  return login?.endsWith('/fish') ? 'fish' : 'posix';
}
