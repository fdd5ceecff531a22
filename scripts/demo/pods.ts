import type { V1Endpoint, V1Pod } from '@kubernetes/client-node';
import type { Facts } from './facts.ts';

/** The pods that the EndpointSlices name, as far as these and the Services' selectors tell of them. */
export function podsOf({ services, endpointslices }: Facts): readonly V1Pod[] {
  return endpointslices.items.flatMap(({ metadata, endpoints, ports }) => {
    const service = services.items.find(({ metadata: its }) => its?.name === metadata?.labels?.[SERVICE_NAME]);
    const containerPort = ports?.[0]?.port;
    if (service === undefined || containerPort === undefined) return [];
    return (endpoints ?? []).flatMap((endpoint) => podOf(endpoint, service.spec?.selector ?? {}, containerPort));
  });
}

const SERVICE_NAME = 'kubernetes.io/service-name';

function podOf(
  { targetRef, nodeName, addresses, conditions }: V1Endpoint,
  labels: Record<string, string>,
  containerPort: number,
): V1Pod[] {
  if (targetRef?.name === undefined) return [];
  const { name, namespace = 'default' } = targetRef;
  const isReady = conditions?.ready === true;
  const container = { name: 'server', image: 'server', ready: isReady, restartCount: 0 };
  return [
    {
      metadata: { name, namespace, labels },
      spec: { ...(nodeName && { nodeName }), containers: [{ name: 'server', ports: [{ containerPort }] }] },
      status: {
        phase: 'Running',
        ...(addresses[0] && { podIP: addresses[0] }),
        conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
        containerStatuses: [{ ...container, imageID: '', state: { running: {} } }],
      },
    },
  ];
}
