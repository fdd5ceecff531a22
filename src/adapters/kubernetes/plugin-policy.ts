import { basename, normalize } from 'node:path';
import type { Environment } from './environment.ts';
import { lookPath } from './look-path.ts';

/** Which credential plugins the user lets run. */
export type PluginPolicy =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  /** Names, or paths. */
  | { readonly kind: 'only'; readonly allowed: readonly string[] };

/** What a kuberc says about it; or what is wrong with that. Source: client-go plugin/pkg/client/auth/exec, `ValidatePluginPolicy`. */
export function pluginPolicyOf(
  policy: string | undefined,
  allowlist: readonly (string | undefined)[] | undefined,
): PluginPolicy | { readonly fault: string } {
  switch (policy) {
    case undefined:
    case 'AllowAll':
    case 'DenyAll':
      if (allowlist !== undefined) {
        const because = `plugin policy is ${JSON.stringify(policy ?? '')} but allowlist is non-nil`;
        return { fault: `misconfigured credential plugin allowlist: ${because}` };
      }
      return { kind: policy === 'DenyAll' ? 'none' : 'all' };
    case 'Allowlist':
      return onlyThose(allowlist);
    default:
      return { fault: `unknown plugin policy: ${JSON.stringify(policy)}` };
  }
}

function onlyThose(allowlist: readonly (string | undefined)[] | undefined): PluginPolicy | { readonly fault: string } {
  const set = 'credential plugin policy set to "Allowlist", but allowlist is';
  if (allowlist === undefined) return { fault: `${set} unspecified` };
  if (allowlist.length === 0) return { fault: `${set} empty; use "DenyAll" policy instead` };
  for (const [at, name] of allowlist.entries()) {
    if (!name) return { fault: `misconfigured credential plugin allowlist: empty allowlist entry #${at + 1}` };
    const clean = cleanPath(name);
    if (clean !== name)
      return { fault: `non-normalized file path: ${JSON.stringify(name)} vs ${JSON.stringify(clean)}` };
  }
  return { kind: 'only', allowed: allowlist.flatMap((name) => name ?? []) };
}

/** Why this plugin may not run; `undefined`: it may. Source: the same file, `checkAllowlistLocked`. */
export function whyNotAllowed(
  command: string,
  policy: PluginPolicy,
  environment: Pick<Environment, 'variables' | 'platform'>,
): string | undefined {
  if (policy.kind === 'all') return undefined;
  if (policy.kind === 'none') return `plugin ${JSON.stringify(command)} not allowed: policy set to "DenyAll"`;
  const { allowed } = policy;
  if (allowed.includes(command)) return undefined;
  const found = lookPath(command, environment);
  if ('fault' in found) {
    return `plugin path ${JSON.stringify(command)} cannot be resolved for credential plugin allowlist check: ${found.fault}`;
  }
  const isIt = (entry: string) => {
    if (entry === found.path) return true;
    if (basename(entry) !== basename(found.path)) return false;
    const other = lookPath(entry, environment);
    return 'path' in other && other.path === found.path;
  };
  if (allowed.some(isIt)) return undefined;
  return `plugin path ${JSON.stringify(found.path)} is not permitted by the credential plugin allowlist`;
}

/** As Go's filepath.Clean. */
export function cleanPath(path: string): string {
  return normalize(path).replace(/(?<=.)[/\\]$/, '');
}
