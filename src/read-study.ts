import type { Cluster, Resources, Scope } from './deps.ts';
import { type Answer, known, NOT_ASKED } from './domain/answer.ts';
import type { ServiceFacts, ServicePort } from './domain/facts.ts';
import { isFrontDoor } from './domain/front-door.ts';
import type { Study, UserFacts } from './domain/study.ts';
import { parseProxyConfig } from './input/kube-proxy-config.ts';
import { parsePolicy } from './input/network-policy.ts';
import { nodePortsOf } from './input/node-ports.ts';
import { podEndpointsOf, sliceScope } from './input/pod-endpoints.ts';
import { parsePodState } from './input/pod-state.ts';
import { namesOfIngress, namesOfRoute } from './input/served-names.ts';
import { parseDetails } from './input/service-details.ts';
import { isOfThisResource, listIfAllowed } from './list-if-allowed.ts';

const EVERYWHERE: Scope = { namespace: undefined };
const KUBE_PROXY: Scope = { namespace: 'kube-system', name: 'kube-proxy' };

/**
 * Asks the API server all at once, but for the names: those matter where an Ingress controller or a gateway is behind
 * the Service. What may not be seen is «unknown».
 */
export async function readStudy(
  cluster: Cluster,
  { service, port }: { readonly service: ServiceFacts; readonly port: ServicePort },
  user: UserFacts,
): Promise<Study> {
  const { namespace, name, selector } = service;
  const portName = { namespace, service: name, port: port.name };
  const details = ask(cluster, 'services', { namespace, name }, parseDetails).then((found) => ifKnown(found)?.[0]);
  const pods = ask(cluster, 'pods', { namespace }, parsePodState);
  const leadsOn = Promise.all([details, pods]).then(([its, all]) =>
    isFrontDoor({ labels: its?.labels ?? {}, selector }, ifKnown(all) ?? []),
  );
  const [slices, configMaps, policies, nodePorts, names] = await Promise.all([
    ask(cluster, 'endpointslices', sliceScope(portName), (slice) => slice),
    ask(cluster, 'configmaps', KUBE_PROXY, parseProxyConfig),
    ask(cluster, 'networkpolicies', { namespace }, parsePolicy),
    ask(cluster, 'services', EVERYWHERE, nodePortsOf),
    leadsOn.then((doesLeadOn) => (doesLeadOn ? readNames(cluster) : NOT_ASKED)),
  ]);
  return {
    isHeadless: (await details)?.isHeadless ?? false,
    endpoints: mapKnown(slices, (found) => podEndpointsOf(found, portName)),
    pods: await pods,
    proxy: mapKnown(configMaps, ([config]) => config),
    policies: mapKnown(policies, (found) => found.filter((policy) => policy !== undefined)),
    nodePorts: mapKnown(nodePorts, (found) => found.flat()),
    names,
    user,
  };
}

/**
 * What is known of either is worth more than what is not known of the other: with roles for Ingresses alone, routes are
 * forbidden even where there is no such resource.
 */
async function readNames(cluster: Cluster): Promise<Study['names']> {
  const answers = await Promise.all([
    ask(cluster, 'ingresses', EVERYWHERE, namesOfIngress),
    ask(cluster, 'httproutes', EVERYWHERE, namesOfRoute).then(noneIfNotServed),
  ]);
  const names = answers.flatMap((answer) => ifKnown(answer)?.flat() ?? []);
  const unknown = answers.find((answer) => answer.kind === 'unknown');
  return unknown && names.length === 0 ? unknown : known(names);
}

/** A cluster without the Gateway API has no routes. */
function noneIfNotServed<T>(answer: Answer<readonly T[]>): Answer<readonly T[]> {
  return answer.kind === 'unknown' && answer.because.value === 'not-found' ? known([]) : answer;
}

function ask<R extends keyof Resources, T>(
  cluster: Cluster,
  resource: R,
  scope: Scope,
  parse: (object: Resources[R]) => T,
): Promise<Answer<readonly T[]>> {
  return listIfAllowed(cluster, resource, scope, parse, isOfThisResource);
}

function mapKnown<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.kind === 'known' ? known(change(answer.value)) : answer;
}

function ifKnown<T>(answer: Answer<T>): T | undefined {
  return answer.kind === 'known' ? answer.value : undefined;
}
