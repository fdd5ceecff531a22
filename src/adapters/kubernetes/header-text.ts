import { AccessError } from '../../errors.ts';

/**
 * A header's value as Go sends it: UTF-8, where node:http would write Latin-1 and name somebody else. What a header cannot
 * hold is refused in kubectl's words, before a runtime's own error can quote a secret. Source: golang.org/x/net/http/httpguts,
 * `ValidHeaderFieldValue`.
 */
export function utf8Header(name: string, value: string): string {
  if ([...Buffer.from(value, 'utf8')].some((byte) => (byte < 0x20 && byte !== 0x09) || byte === 0x7f)) {
    const words = `net/http: invalid header field value for ${JSON.stringify(name)}`;
    throw new AccessError('kubeconfig', `Unable to connect to the server: ${words}`);
  }
  return Buffer.from(value, 'utf8').toString('latin1');
}
