import type { EndpointFacts, NodeAddress, NodeFacts, ServiceFacts, ServicePort } from '../domain/facts.ts';
import { parseHost } from '../domain/host.ts';
import { parseIp } from '../domain/ip.ts';
import { listIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';
import { parseServicePort } from './objects.ts';
import { answerIn } from './report-answer.ts';

export function nodeOf(value: unknown): NodeFacts {
  const { ready } = recordOf(value);
  return {
    name: textIn(value, 'name') ?? '',
    providerId: textIn(value, 'providerId'),
    labels: textsIn(value, 'labels'),
    annotations: textsOf(listIn(value, 'annotations')),
    roles: textsOf(listIn(value, 'roles')),
    addresses: listIn(value, 'addresses').flatMap(addressOf),
    kernel: textIn(value, 'kernel') ?? '',
    osImage: textIn(value, 'osImage') ?? '',
    kubelet: textIn(value, 'kubelet') ?? '',
    containerRuntime: textIn(value, 'containerRuntime') ?? '',
    ready: ready === 'yes' || ready === 'no' ? ready : 'unknown',
  };
}

export function serviceOf(value: unknown): ServiceFacts {
  return {
    namespace: textIn(value, 'namespace') ?? '',
    name: textIn(value, 'name') ?? '',
    type: textIn(value, 'type') ?? 'ClusterIP',
    externalTrafficPolicy: textIn(value, 'externalTrafficPolicy') === 'Local' ? 'Local' : 'Cluster',
    ipFamilies: textsOf(listIn(value, 'ipFamilies')),
    loadBalancer: listIn(value, 'loadBalancer').flatMap((ingress) => {
      const host = parseHost(textIn(ingress, 'host'));
      return host === undefined ? [] : [{ host }];
    }),
    ports: listIn(value, 'ports').flatMap(portOf),
    selector: textsIn(value, 'selector'),
    externalName: textIn(value, 'externalName'),
    path: textIn(value, 'path'),
  };
}

function addressOf(value: unknown): readonly NodeAddress[] {
  const [type, ip] = [textIn(value, 'type'), textIn(value, 'ip') ?? ''];
  const isAddress = (type === 'InternalIP' || type === 'ExternalIP') && parseIp(ip) !== undefined;
  return isAddress ? [{ type, ip }] : [];
}

function portOf(value: unknown): readonly ServicePort[] {
  const endpoints = answerIn(value, 'endpoints', (list) => listIn({ list }, 'list').map(endpointOf));
  return parseServicePort(value, endpoints).map((port) => ({ ...port, targetName: textIn(value, 'targetName') }));
}

function endpointOf(value: unknown): EndpointFacts {
  return { isReady: recordOf(value).isReady === true, node: textIn(value, 'node') };
}
