import type { BareCluster } from '../../test/lab/bare-cluster.ts';
import { type StoredObject, writeIntoEtcd } from '../../test/lab/etcd.ts';
import { mustRun } from '../../test/lab/run.ts';
import { MODEL, type Names, nodeOf, serviceOf, sliceOf } from './large-objects.ts';

/** Of the Services: the API server needs a `--service-node-port-range` that begins below and holds them all. */
export const FIRST_NODE_PORT = 10_001;

export const NODES = 1_000;

/** Which Services: the first, and the first that is not one of them. */
export interface Numbers {
  readonly from: number;
  readonly to: number;
}

/**
 * Objects of a large cluster, straight into etcd. The API server makes one of each kind, with its defaults and managed
 * fields; the others are copies of that. Nobody is behind the nodes' addresses: they are loopback, and refuse.
 */
export async function writeNodes(cluster: BareCluster): Promise<void> {
  await make(cluster, 'create', nodeOf(MODEL));
  const node = await copierOf(cluster, ['node', MODEL.node], `minions/${MODEL.node}`);
  await write(cluster, { from: 0, to: NODES }, [node]);
}

/** Each with the object of its clusterIP, which the API server would miss. */
export async function writeServices(cluster: BareCluster, numbers: Numbers): Promise<void> {
  const namespace = `--namespace=${MODEL.namespace}`;
  await make(cluster, 'apply', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: MODEL.namespace } });
  await make(cluster, 'apply', serviceOf(MODEL));
  const ip = await copierOf(cluster, ['ipaddress', MODEL.clusterIp], `ipaddresses/${MODEL.clusterIp}`);
  const key = `services/specs/${MODEL.namespace}/${MODEL.service}`;
  const service = await copierOf(cluster, ['service', MODEL.service, namespace], key);
  await write(cluster, numbers, [ip, service]);
}

/** The first part of their keys. */
export const SLICES = 'endpointslices/';

/** Behind the Services of the same numbers. */
export async function writeSlices(cluster: BareCluster, numbers: Numbers): Promise<void> {
  const namespace = `--namespace=${MODEL.namespace}`;
  await make(cluster, 'create', sliceOf(MODEL));
  const key = `${SLICES}${MODEL.namespace}/${MODEL.service}`;
  const slice = await copierOf(cluster, ['endpointslice', MODEL.service, namespace], key);
  await write(cluster, numbers, [slice]);
}

const NAMESPACES = 100;

function namesOf(number: number): Names {
  const low = `${number >> 8}.${number & 255}`;
  return {
    namespace: `team-${number % NAMESPACES}`,
    service: `service-${number}`,
    clusterIp: `10.96.${low}`,
    nodePort: String(FIRST_NODE_PORT + number),
    node: `node-${number % NODES}`,
    nodeIp: `127.1.${low}`,
    otherNode: `node-${(number + 1) % NODES}`,
    podIp: `10.244.${low}`,
    otherPodIp: `10.245.${low}`,
  };
}

type Copier = (names: Names) => StoredObject;

/** `object`: what `kubectl get` is told. */
async function copierOf({ machine }: BareCluster, object: readonly string[], key: string): Promise<Copier> {
  const get = ['kubectl', 'get', ...object, '--output=json', '--show-managed-fields'];
  const { metadata, ...model } = JSON.parse(await mustRun(machine, get)) as { readonly metadata: object };
  const json = JSON.stringify({ ...model, metadata: { ...metadata, resourceVersion: undefined } }); // etcd counts itself
  await mustRun(machine, ['kubectl', 'delete', ...object, '--wait=false']);
  return (names) => ({ key: fill(key, names), json: fill(json, names) });
}

function fill(text: string, names: Names): string {
  return KEYS.reduce((filled, key) => filled.replaceAll(MODEL[key], names[key]), text);
}

const KEYS = Object.keys(MODEL) as readonly (keyof Names)[]; // `as`: Object.keys forgets them

async function write(cluster: BareCluster, { from, to }: Numbers, copiers: readonly Copier[]): Promise<void> {
  const names = Array.from({ length: to - from }, (_, index) => namesOf(from + index));
  for (const copier of copiers) await writeIntoEtcd(cluster.controlPlane, names.map(copier));
}

/** `apply` leaves the whole object in an annotation as well, as people's Services have it, and no kubelet's Node. */
async function make({ machine }: BareCluster, verb: 'create' | 'apply', object: object): Promise<void> {
  await mustRun(machine, ['kubectl', verb, '-f', '-'], { input: JSON.stringify(object) });
}
