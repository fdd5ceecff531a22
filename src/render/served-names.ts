import type { Case } from '../domain/case.ts';
import { familyOf } from '../domain/ip.ts';
import type { Shell } from '../domain/shell.ts';
import type { ServedName } from '../domain/study.ts';
import { safeText } from './safe-text.ts';
import { pasteable } from './shell.ts';

/** So many are listed. */
const MOST_NAMED = 5;

/** Of an ingress controller or a gateway: it serves hosts, by name, and knows nothing of an address. */
export function namesLines({ study, verdict, observed }: Case): readonly string[] {
  if (study.names.kind !== 'known') return [];
  const names = study.names.value;
  if (names.length === 0) return ['it serves hosts by their names, and no Ingress or route names one: a 404 is normal'];
  const hosts = [...new Set(names.map(({ host }) => safeText(host)))];
  const more = hosts.length > MOST_NAMED ? ` and ${hosts.length - MOST_NAMED} more` : '';
  const route = verdict?.status === 'Reachable' ? verdict.best.route : undefined;
  const isTls = observed.direct?.speech.scheme === 'https';
  const name = names.find((each) => each.isTls === isTls) ?? names[0];
  const command = route && name && curl(name, route, isTls, study.user.shell);
  return [
    'it serves hosts by their names: without one a 404 is normal',
    `  ${hosts.slice(0, MOST_NAMED).join(', ')}${more}`,
    ...(command === undefined ? [] : [`    ${command}`]),
  ];
}

/** `undefined`: the address is a name, and `--resolve` wants a literal. */
function curl(
  { host }: ServedName,
  route: { readonly host: string; readonly port: number },
  isTls: boolean,
  shell: Shell,
): string | undefined {
  const family = familyOf(route.host);
  if (family === undefined) return undefined;
  const address = family === 'IPv6' ? `[${route.host}]` : route.host;
  const url = `${isTls ? 'https' : 'http'}://${host}:${route.port}/`;
  return pasteable([['curl', ...(isTls ? ['-k'] : []), '--resolve', `${host}:${route.port}:${address}`, url]], shell);
}
