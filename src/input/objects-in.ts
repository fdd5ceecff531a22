import { recordOf, textIn } from '../domain/untrusted.ts';

/** An object of Kubernetes, or of ours, as a document holds it. */
export interface FoundObject {
  readonly kind: 'Node' | 'Service' | 'EndpointSlice' | 'Config' | 'report';
  readonly value: unknown;
}

const LISTS: readonly string[] = ['List', 'NodeList', 'ServiceList', 'EndpointSliceList'];

/**
 * The objects of a document: itself, those of a List, those of an array. Others than those above are left out.
 * `undefined`: a List of which a part is missing. kubectl writes `apiVersion`, `items`, `kind`, in this order, so YAML
 * that is cut off lacks its kind, and what lacks its begin has a kind and no items.
 */
export function objectsIn(document: unknown, canBeCutOff: boolean): readonly FoundObject[] | undefined {
  if (Array.isArray(document)) return document.flatMap((value) => objectOf(value, ''));
  const object = recordOf(document);
  const kind = textIn(object, 'kind') ?? '';
  const { items } = object;
  if (isOurs(object)) return objectOf(object, '');
  const isCutOff = canBeCutOff && Array.isArray(items) && 'List'.startsWith(kind) && kind !== 'List';
  if (isCutOff || (LISTS.includes(kind) && items === undefined)) return undefined;
  if (!LISTS.includes(kind) && kind !== '') return objectOf(object, '');
  if (!Array.isArray(items)) return items === undefined ? objectOf(object, '') : [];
  // The items of a NodeList have no kind of their own, those of a List do.
  return items.flatMap((value) => objectOf(value, kind.slice(0, -'List'.length)));
}

function isOurs(object: unknown): boolean {
  return /^kubectl-nodeport\//.test(textIn(object, 'apiVersion') ?? '');
}

/** Other groups have Nodes and Services too (Knative, Longhorn). A kubeconfig may come without its kind. */
function objectOf(value: unknown, kindOfList: string): readonly FoundObject[] {
  const object = recordOf(value);
  if (isOurs(object)) return textIn(object, 'kind') === 'NodePortList' ? [] : [{ kind: 'report', value }];
  const kind = textIn(object, 'kind') ?? kindOfList;
  const [group = ''] = /^.*(?=\/)/.exec(textIn(object, 'apiVersion') ?? '') ?? [];
  if (kind === 'EndpointSlice') return group === '' || group === 'discovery.k8s.io' ? [{ kind, value }] : [];
  if (group !== '') return [];
  if (kind === 'Node' || kind === 'Service' || kind === 'Config') return [{ kind, value }];
  return kind === '' && 'clusters' in object && 'contexts' in object ? [{ kind: 'Config', value }] : [];
}
