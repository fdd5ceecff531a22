import type { V1Ingress } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { ServedName } from '../../src/domain/study.ts';
import { namesOfIngress, namesOfRoute } from '../../src/input/served-names.ts';

const METADATA = { name: 'web', namespace: 'shop' };
const SHOP: ServedName = { host: 'shop.example.org', by: 'ingress shop/web', through: 'nginx', isTls: false };
const RULE = { host: 'shop.example.org', http: { paths: [] } };

test.each<{ how: string; metadata?: object; spec: unknown; names: readonly ServedName[] }>([
  { how: 'one rule', spec: { ingressClassName: 'nginx', rules: [RULE] }, names: [SHOP] },
  {
    how: 'rules of which two have one host',
    spec: { ingressClassName: 'nginx', rules: [RULE, RULE, { host: 'api.example.org' }] },
    names: [SHOP, { ...SHOP, host: 'api.example.org' }],
  },
  {
    how: 'a class in the annotation of old',
    metadata: { annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    spec: { rules: [RULE] },
    names: [SHOP],
  },
  {
    how: 'a class in both places: the field counts',
    metadata: { annotations: { 'kubernetes.io/ingress.class': 'old' } },
    spec: { ingressClassName: 'nginx', rules: [RULE] },
    names: [SHOP],
  },
  { how: 'no class', spec: { rules: [RULE] }, names: [{ ...SHOP, through: '' }] },
  {
    how: 'a certificate for one of two',
    spec: { ingressClassName: 'nginx', rules: [RULE, { host: 'api.example.org' }], tls: [{ hosts: [RULE.host] }] },
    names: [
      { ...SHOP, isTls: true },
      { ...SHOP, host: 'api.example.org' },
    ],
  },
  {
    how: 'a certificate for one level of a domain',
    spec: {
      ingressClassName: 'nginx',
      rules: [RULE, { host: 'a.b.example.org' }],
      tls: [{ hosts: ['*.example.org'] }],
    },
    names: [
      { ...SHOP, isTls: true },
      { ...SHOP, host: 'a.b.example.org' },
    ],
  },
  {
    how: 'the certificate of the controller',
    spec: { ingressClassName: 'nginx', rules: [RULE], tls: [{ secretName: 'x' }] },
    names: [{ ...SHOP, isTls: true }],
  },
  {
    how: 'a certificate for a host that no rule serves',
    spec: { ingressClassName: 'nginx', rules: [RULE], tls: [{ hosts: ['old.example.org'] }] },
    names: [SHOP],
  },
  {
    how: 'a rule for every host, with a certificate for one',
    spec: { ingressClassName: 'nginx', rules: [{ http: {} }], tls: [{ hosts: [RULE.host] }] },
    names: [{ ...SHOP, isTls: true }],
  },
  {
    how: 'a default backend, with a certificate for one host',
    spec: { ingressClassName: 'nginx', defaultBackend: { service: {} }, tls: [{ hosts: [RULE.host] }] },
    names: [{ ...SHOP, isTls: true }],
  },
  {
    how: 'hosts that nobody can ask for, or that are none',
    spec: { rules: [{ host: '*.example.org' }, { host: 'a b' }, { host: 7 }, { host: '$(id)' }, null] },
    names: [],
  },
  { how: 'anything', spec: { rules: 'x', tls: 7 }, names: [] },
  { how: 'nothing', spec: undefined, names: [] },
])('an Ingress with $how', ({ metadata, spec, names }) => {
  // A server may send anything.
  expect(namesOfIngress({ metadata: { ...METADATA, ...metadata }, spec } as V1Ingress)).toEqual(names);
});

const ROUTED: ServedName = { host: 'shop.example.org', by: 'httproute shop/web', through: 'public', isTls: false };

test.each<{ how: string; spec: unknown; names: readonly ServedName[] }>([
  { how: 'a host', spec: { hostnames: [ROUTED.host], parentRefs: [{ name: 'public' }] }, names: [ROUTED] },
  {
    how: 'two hosts and two gateways, one of them by two listeners',
    spec: {
      hostnames: [ROUTED.host, 'api.example.org'],
      parentRefs: [
        { name: 'public', sectionName: 'http' },
        { name: 'public', sectionName: 'https' },
        { name: 'office', kind: 'Gateway' },
      ],
    },
    names: [
      ROUTED,
      { ...ROUTED, through: 'office' },
      { ...ROUTED, host: 'api.example.org' },
      { ...ROUTED, host: 'api.example.org', through: 'office' },
    ],
  },
  {
    how: 'a host, in a mesh',
    spec: { hostnames: [ROUTED.host], parentRefs: [{ kind: 'Service', name: 'web' }] },
    names: [],
  },
  { how: 'a host, for nobody', spec: { hostnames: [ROUTED.host] }, names: [] },
  { how: 'any host', spec: { parentRefs: [{ name: 'public' }] }, names: [] },
  { how: 'a wildcard', spec: { hostnames: ['*.example.org'], parentRefs: [{ name: 'public' }] }, names: [] },
  { how: 'anything', spec: { hostnames: [7, null, ROUTED.host], parentRefs: [7, { name: 7 }] }, names: [] },
])('a route for $how', ({ spec, names }) => {
  expect(namesOfRoute({ metadata: METADATA, spec })).toEqual(names);
});
