import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { insideSandbox, type Sandbox } from './sandbox.ts';

/** A computer of the lab: a network, a host name and a /run, /var/lib and /var/log of its own. */
export interface Machine {
  readonly name: string;
  readonly sandbox: Sandbox;
  /** The process that holds its namespaces, as numbered inside the sandbox. */
  readonly pid: number;
  /** What every command in it finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Noted in the sandbox, where every process finds it. */
export function saveMachine(machine: Machine): Machine {
  writeFileSync(insideSandbox(machine.sandbox, `${MACHINES}/${machine.name}`), JSON.stringify(machine));
  return machine;
}

export function withKubeconfig(machine: Machine, kubeconfig: string): Machine {
  return saveMachine({ ...machine, env: { ...machine.env, KUBECONFIG: kubeconfig } });
}

export function readMachines(sandbox: Sandbox): readonly Machine[] {
  const folder = insideSandbox(sandbox, MACHINES);
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Machine);
}

const MACHINES = '/var/lab/machines';

/** The sandbox as a machine: where machines are made. */
export function sandboxItself(sandbox: Sandbox): Machine {
  return { name: 'sandbox', sandbox, pid: 1, env: {} };
}

export function homeOf({ name }: Pick<Machine, 'name'>): string {
  return `/var/lab/home/${name}`;
}

/** A path of the machine, as a process outside of the lab can open it. */
export function pathOf({ sandbox, pid }: Machine, path: string): string {
  return insideSandbox(sandbox, `/proc/${pid}/root${path}`);
}
