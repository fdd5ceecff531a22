import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces, release } from 'node:os';
import { join } from 'node:path';
import type { MachineFacts } from '../domain/facts.ts';

export interface MachineEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: MachineFacts['platform'];
}

/** What this machine is. No program is asked. */
export function readMachine(environment: MachineEnvironment, root = '/'): MachineFacts {
  return {
    platform: environment.platform,
    within: withinOf(environment, (path) => join(root, path)),
    kernel: release(),
    interfaces: Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).flatMap(cidrOf)),
  };
}

/**
 * - WSL makes /run/WSL in a distribution, and in none of its containers; a distribution that was imported from a
 *   container's file system has a /.dockerenv all the same. The kernel's name is that of its containers too. Source:
 *   https://github.com/sindresorhus/is-wsl and https://github.com/microsoft/WSL/issues/423, read 2026-11. Status: documented.
 * - A toolbox is a container, and on the network of its machine. Source: containers/toolbox, `podman create --network
 *   host` and /run/.toolboxenv. Status: documented.
 */
function withinOf({ platform, variables }: MachineEnvironment, at: (path: string) => string): MachineFacts['within'] {
  if (platform !== 'linux' || existsSync(at('run/.toolboxenv'))) return 'nothing';
  if (existsSync(at('run/WSL'))) return 'wsl';
  const isContainer =
    existsSync(at('.dockerenv')) || // Docker
    existsSync(at('run/.containerenv')) || // Podman
    Boolean(variables.container) || // systemd-nspawn and others: https://systemd.io/CONTAINER_INTERFACE
    Boolean(variables.KUBERNETES_SERVICE_HOST); // the kubelet
  if (isContainer) return 'container';
  const kernel = at('proc/sys/kernel/osrelease');
  return existsSync(kernel) && /microsoft/i.test(readFileSync(kernel, 'utf8')) ? 'wsl' : 'nothing';
}

function cidrOf({ cidr }: { readonly cidr: string | null }): string[] {
  return cidr === null ? [] : [cidr];
}
