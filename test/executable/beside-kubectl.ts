import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kubeconfig } from '../adapters/kubernetes/in-folder.ts';
import { KUBERNETES_VERSION, programsFolder } from '../lab/programs.ts';

export const EXECUTABLE = resolve('dist/kubectl-nodeport');

/** The lab's own: what it says is a matter of its version. */
const KUBECTL = join(programsFolder(), 'kubectl');

/** Why nothing can be compared here; in CI, where the lab is built, that is a failure. */
export function missingKubectl(): string | undefined {
  if (existsSync(KUBECTL)) return undefined;
  const missing = `it needs kubectl ${KUBERNETES_VERSION}: npm run lab:build (9 minutes)`;
  if (process.env.CI !== undefined) throw new Error(missing);
  return missing;
}

export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface Asking {
  readonly cluster: object;
  readonly user: object;
  /** Of both. */
  readonly args?: readonly string[];
  /** What kubectl is asked instead. */
  readonly kubectlArgs?: readonly string[];
}

/** `kubectl get services` and `kubectl-nodeport list`, one after the other, in a new home directory. */
export async function askBoth(folder: string, asking: Asking): Promise<readonly [kubectl: Said, ours: Said]> {
  const { cluster, user, args = [], kubectlArgs = ['get', 'services'] } = asking;
  const home = mkdtempSync(join(folder, 'home-'));
  mkdirSync(join(home, '.kube'));
  writeFileSync(join(home, '.kube', 'config'), JSON.stringify(kubeconfig(cluster, user)));
  const theirs = await say(KUBECTL, [...kubectlArgs, ...args], home);
  return [theirs, await say(EXECUTABLE, ['list', ...args], home)];
}

function say(program: string, args: readonly string[], home: string): Promise<Said> {
  return new Promise((said) => {
    const child = execFile(program, args, { env: { HOME: home, PATH: '' } }, (_, stdout, stderr) =>
      said({ stdout, stderr, code: child.exitCode }),
    );
  });
}
