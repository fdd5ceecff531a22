import type { Resources, Scope } from '../../deps.ts';
import { AccessError } from '../../errors.ts';
import { isObject } from './go-decode.ts';
import type { HttpAnswer } from './http.ts';
import type { Requests } from './requests.ts';
import { errorOf } from './status.ts';

/** kubectl's --chunk-size. */
const PAGE_SIZE = 500;

interface ResourcePath {
  readonly api: string;
  /** As the API server's own sentences call it. */
  readonly title: string;
  readonly isNamespaced: boolean;
}

const PATHS: Readonly<Record<keyof Resources, ResourcePath>> = {
  nodes: { api: '/api/v1', title: 'nodes', isNamespaced: false },
  pods: { api: '/api/v1', title: 'pods', isNamespaced: true },
  services: { api: '/api/v1', title: 'services', isNamespaced: true },
  endpointslices: { api: '/apis/discovery.k8s.io/v1', title: 'endpointslices.discovery.k8s.io', isNamespaced: true },
};

/** Lists in pages, each parsed as it comes. Source: client-go tools/pager/pager.go. */
export async function list<R extends keyof Resources, T>(
  { get }: Pick<Requests, 'get'>,
  resource: R,
  scope: Scope,
  parse: (object: Resources[R]) => T,
): Promise<T[]> {
  const { api, title, isNamespaced } = PATHS[resource];
  const namespace = isNamespaced && scope.namespace ? `/namespaces/${encodeURIComponent(scope.namespace)}` : '';
  const found: T[] = [];
  let limit = PAGE_SIZE;
  let position = '';
  for (;;) {
    const query = queryOf({ labelSelector: scope.selector, limit: limit > 0 ? `${limit}` : '', continue: position });
    const answer = await get(`${api}${namespace}/${resource}${query}`);
    if (answer.status === 410 && position !== '') {
      // The list has grown older than the server remembers. Once more, in one piece: that cannot expire on the way.
      [limit, position] = [0, ''];
      found.length = 0;
      continue;
    }
    const page = pageOf(answer, title);
    // `as`: what a list of this path holds is the API's contract; `parse` reads it as it reads anything from outside.
    for (const item of page.items) found.push(parse(item as Resources[R]));
    if (page.continue === '') return found;
    position = page.continue;
  }
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value);
  const query = given.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? '' : `?${query}`;
}

function pageOf(answer: HttpAnswer, title: string): { readonly items: readonly unknown[]; readonly continue: string } {
  if (answer.status < 200 || answer.status > 206) throw errorOf(answer, title);
  const page = parsePage(answer);
  const { items, metadata } = page;
  if (!Array.isArray(items ?? [])) throw foreign(answer);
  const token = isObject(metadata) ? metadata.continue : '';
  return { items: Array.isArray(items) ? items : [], continue: typeof token === 'string' ? token : '' };
}

function parsePage(answer: HttpAnswer): Readonly<Record<string, unknown>> {
  try {
    const page: unknown = JSON.parse(answer.body);
    // Go writes a list without objects as `"items": null`; something without the word is no list.
    if (isObject(page) && 'items' in page) return page;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw foreign(answer, error);
  }
  throw foreign(answer);
}

function foreign({ contentType, body }: HttpAnswer, cause?: Error): AccessError {
  const what =
    cause && /json/.test(contentType)
      ? 'incomplete JSON'
      : `${body.length} characters of ${contentType || 'unknown type'}`;
  return new AccessError('refused-by-server', `error: the server did not answer with a list but with ${what}`, {
    cause,
  });
}
