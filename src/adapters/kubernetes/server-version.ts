import type { ServerVersion } from '../../domain/program.ts';
import { AccessError } from '../../errors.ts';
import { isObject } from './go-decode.ts';
import type { Requests } from './requests.ts';
import { errorOf } from './status.ts';

/** What the API server says of itself. Source: client-go discovery/discovery_client.go, `ServerVersion`. */
export async function readServerVersion({ get }: Pick<Requests, 'get'>): Promise<ServerVersion> {
  const answer = await get('/version');
  if (answer.status < 200 || answer.status > 206) throw errorOf(answer, '/version');
  const version = parsed(answer.body);
  return Object.fromEntries(Object.entries(version).filter((field): field is [string, string] => isText(field[1])));
}

function parsed(body: string): object {
  try {
    const version: unknown = JSON.parse(body);
    if (isObject(version)) return version;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new AccessError('refused-by-server', 'error: unable to parse the server version: it is no JSON object');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
