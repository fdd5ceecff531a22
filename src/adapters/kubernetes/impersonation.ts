import { utf8Header } from './header-text.ts';
import type { UserEntry } from './kubeconfig.ts';

/** Headers by which one user acts as another; a name may have several values. Source: client-go transport/round_trippers.go. */
export function impersonationHeaders(user: UserEntry): Readonly<Record<string, string | string[]>> {
  if (!user.impersonate) return {};
  const groups = [...(user.impersonateGroups ?? [])];
  return {
    'impersonate-user': utf8Header('Impersonate-User', user.impersonate),
    ...(user.impersonateUid && { 'impersonate-uid': utf8Header('Impersonate-Uid', user.impersonateUid) }),
    ...(groups.length > 0 && { 'impersonate-group': groups.map((group) => utf8Header('Impersonate-Group', group)) }),
    ...Object.fromEntries(
      [...(user.impersonateUserExtra ?? [])].map(([key, values]) => [
        `impersonate-extra-${escapeKey(key)}`,
        values.map((value) => utf8Header(`Impersonate-Extra-${key}`, value)),
      ]),
    ),
  };
}

/** A key may hold what a header's name may not: that is percent-encoded. */
function escapeKey(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9!#$&'*+.^_`|~-]/g, (character) => encodeURIComponent(character));
}
