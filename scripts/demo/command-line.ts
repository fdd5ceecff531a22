import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

export interface CommandLine {
  /** Whether there is a kubectl on this machine, which then finds the plugin. */
  readonly hasKubectl: boolean;
  /** Runs a command as a person would, its line above it. */
  show(argv: readonly string[]): Promise<void>;
  /** What a command prints on stdout. */
  read(argv: readonly string[]): Promise<string>;
}

interface CommandLineOptions {
  /** For everything that the commands read and write. */
  readonly folder: string;
  /** The executable is in it. */
  readonly dist: string;
  readonly apiPort: number;
  readonly engineSocket: string;
  readonly signal: AbortSignal;
}

/** kubectl and the plugin, with the demo's cluster as theirs and nothing of the user's own configuration. */
export function openCommandLine(options: CommandLineOptions): CommandLine {
  const { folder, dist, apiPort, engineSocket, signal } = options;
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigFor(`http://127.0.0.1:${apiPort}`)));
  const env = {
    ...inherited(['TERM', 'COLORTERM', 'NO_COLOR', 'LANG', 'LC_ALL', 'TMPDIR']),
    PATH: [dist, process.env.PATH].join(delimiter),
    HOME: folder, // kubectl's cache and docker's contexts are there
    KUBECONFIG: kubeconfig,
    DOCKER_HOST: `unix://${engineSocket}`,
  };
  return {
    hasKubectl: env.PATH.split(delimiter).some((each) => existsSync(join(each, 'kubectl'))),
    async show(argv) {
      console.log(`$ ${argv.join(' ')}`);
      await run(argv, { env, signal, stdout: 'inherit' });
      console.log();
    },
    read: (argv) => run(argv, { env, signal, stdout: 'pipe' }),
  };
}

function inherited(names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

function kubeconfigFor(server: string): object {
  const name = 'kind-demo'; // of the cluster, the context and the user, as kind gives them
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    users: [{ name, user: {} }],
  };
}
