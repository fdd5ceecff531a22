import type { PodState } from './pod-state.ts';
import { selects } from './selects.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Labels of what serves Ingresses and routes of gateways, as charts and controllers write them; `any` value where the
 * key is enough. Source: the charts and manifests of the projects, read 2026-11. Status: documented; assumed for Emissary,
 * APISIX, the `app` labels of Traefik and of F5's controller, and Istio's before 1.21.
 */
const LABELS: Readonly<Record<string, readonly string[] | 'any'>> = {
  'app.kubernetes.io/name': [
    'ingress-nginx',
    'nginx-ingress', // F5's
    'nginx-gateway',
    'nginx-gateway-fabric',
    'traefik', // k3s brings it
    'haproxy-ingress',
    'kubernetes-ingress', // HAProxy Technologies'
    'contour',
    'envoy', // Envoy Gateway's
    'kong',
    'emissary-ingress',
    'apisix',
    'istio-ingressgateway',
  ],
  app: [
    'ingress-nginx',
    'nginx-ingress',
    'traefik',
    'haproxy-ingress',
    'ingress-kong',
    'proxy-kong',
    'istio-ingressgateway',
  ],
  run: ['haproxy-ingress'],
  istio: ['ingressgateway', 'ingress'],
  'cilium.io/ingress': ['true'], // its Services select no pods
  'io.cilium.gateway/owning-gateway': 'any',
  'gateway.networking.k8s.io/gateway-name': 'any', // what the Gateway API wants on all that is made for a Gateway
  'istio.io/gateway-name': 'any', // before 1.21
  'gateway.envoyproxy.io/owning-gateway-name': 'any',
  'projectcontour.io/owning-gateway-name': 'any',
};

/** Whether behind this Service is who serves others by their host names. */
export function isFrontDoor(
  service: { readonly labels: Labels; readonly selector: Labels },
  pods: readonly Pick<PodState, 'labels'>[],
): boolean {
  const ofPods = pods.map(({ labels }) => labels).filter((labels) => selects(service.selector, labels));
  return [service.labels, service.selector, ...ofPods].some(isOfFrontDoor);
}

function isOfFrontDoor(labels: Labels): boolean {
  return Object.entries(labels).some(([key, value]) => {
    const values = Object.hasOwn(LABELS, key) ? LABELS[key] : undefined;
    return values === 'any' || values?.includes(value) === true;
  });
}
