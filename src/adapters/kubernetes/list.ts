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
  deployments: { api: '/apis/apps/v1', title: 'deployments.apps', isNamespaced: true },
  configmaps: { api: '/api/v1', title: 'configmaps', isNamespaced: true },
  networkpolicies: {
    api: '/apis/networking.k8s.io/v1',
    title: 'networkpolicies.networking.k8s.io',
    isNamespaced: true,
  },
  ingresses: { api: '/apis/networking.k8s.io/v1', title: 'ingresses.networking.k8s.io', isNamespaced: true },
  httproutes: {
    api: '/apis/gateway.networking.k8s.io/v1',
    title: 'httproutes.gateway.networking.k8s.io',
    isNamespaced: true,
  },
};

/** What a list was, and as of which moment: a watch goes on from there. */
export interface Listed<T> {
  readonly objects: T[];
  readonly version: string;
}

export function pathOf(
  resource: keyof Resources,
  scope: Scope,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const { api, isNamespaced } = PATHS[resource];
  const namespace = isNamespaced && scope.namespace ? `/namespaces/${encodeURIComponent(scope.namespace)}` : '';
  const fieldSelector = scope.name === undefined ? undefined : `metadata.name=${scope.name}`;
  return `${api}${namespace}/${resource}${queryOf({ labelSelector: scope.selector, fieldSelector, ...parameters })}`;
}

/** Lists in pages, each parsed as it comes. Source: client-go tools/pager/pager.go. */
export async function list<R extends keyof Resources, T>(
  { get }: Pick<Requests, 'get'>,
  resource: R,
  scope: Scope,
  parse: (object: Resources[R]) => T,
): Promise<Listed<T>> {
  const objects: T[] = [];
  let limit = PAGE_SIZE;
  let position = '';
  for (;;) {
    const answer = await get(pathOf(resource, scope, { limit: limit > 0 ? `${limit}` : '', continue: position }));
    if (answer.status === 410 && position !== '') {
      // The list has grown older than the server remembers. Once more, in one piece: that cannot expire on the way.
      [limit, position] = [0, ''];
      objects.length = 0;
      continue;
    }
    const page = pageOf(answer, PATHS[resource].title);
    // `as`: what a list of this path holds is the API's contract; `parse` reads it as it reads anything from outside.
    for (const item of page.items) objects.push(parse(item as Resources[R]));
    if (page.continue === '') return { objects, version: page.version };
    position = page.continue;
  }
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value);
  const query = given.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? '' : `?${query}`;
}

interface Page {
  readonly items: readonly unknown[];
  readonly continue: string;
  readonly version: string;
}

function pageOf(answer: HttpAnswer, title: string): Page {
  if (answer.status < 200 || answer.status > 206) throw errorOf(answer, title);
  const page = parsePage(answer);
  const { items, metadata } = page;
  if (!Array.isArray(items ?? [])) throw foreign(answer);
  const word = (name: string) => (isObject(metadata) && typeof metadata[name] === 'string' ? metadata[name] : '');
  return { items: Array.isArray(items) ? items : [], continue: word('continue'), version: word('resourceVersion') };
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
