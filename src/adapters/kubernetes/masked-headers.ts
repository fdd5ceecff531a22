import { withoutLogin } from '../../domain/connection.ts';
import type { AnswerHeaders, Headers } from './http.ts';

const MASK = '<masked>';

/** What may hold a secret by its name, of ours or of a proxy. */
const SECRET =
  /authorization|cookie|session|token|jwt|assertion|secret|credential|password|api-?key|impersonate-extra|websocket-key/i;

/** Source: client-go transport/round_trippers.go, `knownAuthTypes`. */
const KNOWN_SCHEME = /^(bearer|basic|negotiate) /i;

/**
 * Headers as anybody may see them, by name; `sent`: those of the request, of which a server may say something back.
 * Where somebody is to be sent may have secrets in it too.
 */
export function maskedHeaders(headers: AnswerHeaders, sent: Headers): readonly (readonly [string, string])[] {
  const login = [sent.authorization ?? []].flat().map((value) => value.replace(KNOWN_SCHEME, ''));
  return Object.entries(headers)
    .flatMap(([name, values = []]) =>
      [values].flat().map((value) => [titled(name), masked(name, value, login)] as const),
    )
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function masked(name: string, value: string, login: readonly string[]): string {
  if (SECRET.test(name)) return `${KNOWN_SCHEME.exec(value)?.[0] ?? ''}${MASK}`;
  const shown = name.toLowerCase() === 'location' ? withoutLogin(value.replace(/[?#].*$/s, `?${MASK}`)) : value;
  return login.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, MASK)), shown);
}

/** As Go writes a name: `User-Agent`. */
function titled(name: string): string {
  return name.toLowerCase().replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
