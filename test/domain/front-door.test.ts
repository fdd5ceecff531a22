import { expect, test } from 'vitest';
import { isFrontDoor } from '../../src/domain/front-door.ts';

type Labels = Readonly<Record<string, string>>;

const NAME = 'app.kubernetes.io/name';

test.each<{ how: string; labels?: Labels; selector?: Labels; pods?: readonly Labels[]; is: boolean }>([
  { how: 'a shop', labels: { app: 'web' }, selector: { app: 'web' }, pods: [{ app: 'web' }], is: false },
  { how: 'ingress-nginx, by its selector', selector: { [NAME]: 'ingress-nginx' }, is: true },
  {
    how: "k3s' Traefik",
    selector: { [NAME]: 'traefik', 'app.kubernetes.io/instance': 'traefik-kube-system' },
    is: true,
  },
  { how: "Istio's gateway", selector: { app: 'istio-ingressgateway', istio: 'ingressgateway' }, is: true },
  { how: "Istio's control plane", selector: { app: 'istiod', istio: 'pilot' }, is: false },
  { how: "Cilium's Ingress, which selects nothing", labels: { 'cilium.io/ingress': 'true' }, is: true },
  {
    how: 'a gateway of any name, by its pods',
    selector: { app: 'edge' },
    pods: [{ app: 'edge', 'gateway.networking.k8s.io/gateway-name': 'public' }],
    is: true,
  },
  {
    how: 'a shop beside a controller, in one namespace',
    selector: { app: 'web' },
    pods: [{ app: 'web' }, { app: 'ingress-nginx' }],
    is: false,
  },
  { how: 'who lists its endpoints elsewhere, beside a controller', pods: [{ app: 'ingress-nginx' }], is: false },
  { how: 'a label that every object has', labels: { constructor: 'any' }, is: false },
])('$how: $is', ({ labels = {}, selector = {}, pods = [], is }) => {
  const found = isFrontDoor(
    { labels, selector },
    pods.map((each) => ({ labels: each })),
  );
  expect(found).toBe(is);
});
