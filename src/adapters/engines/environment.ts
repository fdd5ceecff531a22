/** What the program was started with, as far as docker's rules depend on it. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

/** Where `.docker` and the desktops' sockets are. Source: moby pkg/homedir. */
export function homeOf({ variables, platform }: Environment): string {
  return (platform === 'win32' ? variables.USERPROFILE : variables.HOME) ?? '';
}
