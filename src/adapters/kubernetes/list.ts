import type { Resources, Scope } from '../../deps.ts';
import { AccessError } from '../../errors.ts';
import type { HttpAnswer } from './http.ts';
import { pageOf, type Wanted } from './list-page.ts';
import type { Requests } from './requests.ts';
import { errorOf, isStatus } from './status.ts';

/** kubectl's --chunk-size. */
const PAGE_SIZE = 500;

interface ResourcePath {
  readonly api: string;
  /** Of one object. */
  readonly kind: string;
  /** As the API server's own sentences call it. */
  readonly title: string;
  readonly isNamespaced: boolean;
}

const PATHS: Readonly<Record<keyof Resources, ResourcePath>> = {
  namespaces: { api: '/api/v1', kind: 'Namespace', title: 'namespaces', isNamespaced: false },
  nodes: { api: '/api/v1', kind: 'Node', title: 'nodes', isNamespaced: false },
  pods: { api: '/api/v1', kind: 'Pod', title: 'pods', isNamespaced: true },
  services: { api: '/api/v1', kind: 'Service', title: 'services', isNamespaced: true },
  endpointslices: {
    api: '/apis/discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    title: 'endpointslices.discovery.k8s.io',
    isNamespaced: true,
  },
  deployments: { api: '/apis/apps/v1', kind: 'Deployment', title: 'deployments.apps', isNamespaced: true },
  configmaps: { api: '/api/v1', kind: 'ConfigMap', title: 'configmaps', isNamespaced: true },
  networkpolicies: {
    api: '/apis/networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    title: 'networkpolicies.networking.k8s.io',
    isNamespaced: true,
  },
  ingresses: {
    api: '/apis/networking.k8s.io/v1',
    kind: 'Ingress',
    title: 'ingresses.networking.k8s.io',
    isNamespaced: true,
  },
  httproutes: {
    api: '/apis/gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
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
  const selectors = { labelSelector: scope.selector, fieldSelector: fieldSelectorOf(scope) };
  return `${api}${namespace}/${resource}${queryOf({ ...selectors, ...parameters })}`;
}

function fieldSelectorOf({ name, fieldSelector }: Scope): string | undefined {
  return name === undefined ? fieldSelector : `metadata.name=${name}`;
}

/** Lists in pages, each parsed as it comes. Source: client-go tools/pager/pager.go. */
export async function list<R extends keyof Resources, T>(
  { get }: Pick<Requests, 'get'>,
  resource: R,
  scope: Scope,
  parse: (object: Resources[R]) => T,
): Promise<Listed<T>> {
  const { kind, title } = PATHS[resource];
  const wanted = { kind, title, about: aboutList(resource, scope) };
  const objects: T[] = [];
  let limit = PAGE_SIZE;
  let position = '';
  for (;;) {
    const answer = await get(pathOf(resource, scope, { limit: limit > 0 ? `${limit}` : '', continue: position }));
    if (answer.status === 410 && position !== '' && limit > 0) {
      // The list has grown older than the server remembers. Once more, in one piece: that cannot expire on the way.
      [limit, position] = [0, ''];
      objects.length = 0;
      continue;
    }
    if (answer.status === 400 && isChosen(scope) && isStatus(answer)) throw badSelector(answer, wanted);
    const page = pageOf(answer, wanted);
    // `as`: what a list of this path holds is the API's contract; `parse` reads it as it reads anything from outside.
    for (const item of page.items) objects.push(parse(item as Resources[R]));
    if (page.continue === '') return { objects, version: page.version };
    if (page.continue === position) throw samePage();
    position = page.continue;
  }
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value);
  const query = given.map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? '' : `?${query}`;
}

function isChosen({ selector, fieldSelector }: Scope): boolean {
  return Boolean(selector || fieldSelector);
}

/** A cache before the server that looks at no query would send the same page for ever. */
function samePage(): AccessError {
  return new AccessError('refused-by-server', 'error: the server did not answer with the next page but with the same');
}

/** The server does not understand what was to choose. */
function badSelector(answer: HttpAnswer, { title, about }: Wanted): AccessError {
  return new AccessError('bad-selector', errorOf(answer, title, about).message);
}

/** Source: cli-runtime pkg/resource/helper.go, `EnhanceListError`. */
function aboutList(resource: keyof Resources, scope: Scope): string {
  const group = PATHS[resource].api.replace(/^\/apis\/|^\/api(?=\/)/, '');
  const subject = JSON.stringify(`${group}, Resource=${resource}`);
  const { selector = '' } = scope;
  const fieldSelector = fieldSelectorOf(scope) ?? '';
  if (selector === '' && fieldSelector === '') return `Unable to list ${subject}: `;
  const selectors = `label selector ${JSON.stringify(selector)}, field selector ${JSON.stringify(fieldSelector)}`;
  return `Unable to find ${subject} that match ${selectors}: `;
}
