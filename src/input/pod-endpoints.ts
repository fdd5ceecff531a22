import type { V1EndpointSlice } from '@kubernetes/client-node';
import { authorityOf, parseHost } from '../domain/host.ts';
import {
  type EndpointConditions,
  mergeEndpoints,
  type OtherEndpoint,
  type PodEndpoint,
  type PodEndpoints,
} from '../domain/pod-endpoints.ts';
import { type Port, parsePort } from '../domain/port.ts';
import { listIn, recordIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';

export interface ServicePortName {
  readonly namespace: string;
  readonly service: string;
  /** Empty for the only port of a Service that gave it no name. */
  readonly port: string;
}

/** Where the slices of a Service are to be looked for. */
export function sliceScope({ namespace, service }: ServicePortName) {
  return { namespace, selector: `kubernetes.io/service-name=${service}` };
}

/** What the slices of a Service say of one of its ports; those of other Services may be among them. */
export function podEndpointsOf(
  slices: readonly V1EndpointSlice[],
  { namespace, service, port }: ServicePortName,
): PodEndpoints {
  const own = slices
    .map((slice) => ({ slice, metadata: recordIn(slice, 'metadata') }))
    .filter(({ metadata }) => {
      const isOfService = textsIn(metadata, 'labels')['kubernetes.io/service-name'] === service;
      return isOfService && textIn(metadata, 'namespace') === namespace;
    });
  const endpoints = own.flatMap(({ slice }) => endpointsIn(slice, namespace, port));
  return {
    pods: mergeEndpoints(endpoints.filter(isOfPod), ({ pod }) => pod),
    others: mergeEndpoints(endpoints.filter(isOther), ({ host, port }) => authorityOf(host, port)),
  };
}

type Endpoint = PodEndpoint | OtherEndpoint;

function isOfPod(endpoint: Endpoint): endpoint is PodEndpoint {
  return 'pod' in endpoint;
}

function isOther(endpoint: Endpoint): endpoint is OtherEndpoint {
  return 'host' in endpoint;
}

/** A slice's port is already the pod's: where a targetPort has a name, pods that mean another number by it have a slice of their own. */
function endpointsIn(slice: unknown, namespace: string, name: string): readonly Endpoint[] {
  const written = listIn(slice, 'ports').find((each) => (textIn(each, 'name') ?? '') === name);
  const port = parsePort(recordOf(written).port);
  return port ? listIn(slice, 'endpoints').flatMap((each) => parseEndpoint(each, namespace, port)) : [];
}

function parseEndpoint(each: unknown, namespace: string, port: Port): readonly Endpoint[] {
  const target = recordIn(each, 'targetRef');
  const pod = parsePodName(textIn(target, 'name'));
  // Whoever may write slices in this namespace has no say in others: their pods are not taken from here.
  const isHere = (textIn(target, 'namespace') ?? namespace) === namespace;
  const conditions = conditionsOf(recordIn(each, 'conditions'));
  if (textIn(target, 'kind') === 'Pod' && pod && isHere) {
    return [{ pod, namespace, port, node: textIn(each, 'nodeName'), ...conditions }];
  }
  const host = parseHost(textsOf(listIn(each, 'addresses'))[0]);
  return host ? [{ host, port, ...conditions }] : [];
}

/** nil means true, true and false. Source: kubernetes/api, discovery/v1/types.go, `EndpointConditions`. */
function conditionsOf({ ready, serving, terminating }: Readonly<Record<string, unknown>>): EndpointConditions {
  return { isReady: ready !== false, isServing: serving !== false, isTerminating: terminating === true };
}

/** A DNS subdomain, as the API server wants it: it becomes part of a path. */
function parsePodName(name: string | undefined): string | undefined {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
  return name !== undefined && name.length <= 253 && new RegExp(`^${label}(?:\\.${label})*$`).test(name)
    ? name
    : undefined;
}
