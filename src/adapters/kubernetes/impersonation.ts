import type { UserEntry } from './kubeconfig.ts';

/** Headers by which one user acts as another; a name may have several values. Source: client-go transport/round_trippers.go. */
export function impersonationHeaders(user: UserEntry): Readonly<Record<string, string | string[]>> {
  if (!user.impersonate) return {};
  const groups = [...(user.impersonateGroups ?? [])];
  return {
    'impersonate-user': user.impersonate,
    ...(user.impersonateUid && { 'impersonate-uid': user.impersonateUid }),
    ...(groups.length > 0 && { 'impersonate-group': groups }),
    ...Object.fromEntries(
      [...(user.impersonateUserExtra ?? [])].map(([key, values]) => [
        `impersonate-extra-${escapeKey(key)}`,
        [...values],
      ]),
    ),
  };
}

/** A key may hold what a header's name may not: that is percent-encoded. */
function escapeKey(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9!#$&'*+.^_`|~-]/g, (character) => encodeURIComponent(character));
}
