import type { V1ConfigMap } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import type { ProxyConfig } from '../../src/domain/study.ts';
import { parseProxyConfig } from '../../src/input/kube-proxy-config.ts';

const DEFAULT: ProxyConfig = { mode: '', nodePortAddresses: [], servesLoopback: true, health: '' };

/** As kubeadm 1.34 writes it, shortened. */
const KUBEADM = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
iptables:
  localhostNodePorts: null
  masqueradeAll: false
kind: KubeProxyConfiguration
mode: iptables
nodePortAddresses: null
nftables:
  masqueradeAll: false
`;

test.each<{ how: string; yaml: unknown; config: ProxyConfig }>([
  { how: 'what kubeadm writes', yaml: KUBEADM, config: { ...DEFAULT, mode: 'iptables' } },
  {
    how: 'everything said',
    yaml: 'mode: nftables\nnodePortAddresses: [primary, 10.0.0.0/8]\niptables: {localhostNodePorts: false}\n',
    config: { mode: 'nftables', nodePortAddresses: ['primary', '10.0.0.0/8'], servesLoopback: false, health: '' },
  },
  {
    how: 'other types than these',
    yaml: 'mode: 7\nnodePortAddresses: 10.0.0.0/8\niptables: {localhostNodePorts: "no"}\n',
    config: DEFAULT,
  },
  {
    how: 'a list with something in it that is no text',
    yaml: 'nodePortAddresses: [7, null, 10.0.0.0/8]\n',
    config: { ...DEFAULT, nodePortAddresses: ['10.0.0.0/8'] },
  },
  { how: 'JSON', yaml: '{"mode":"ipvs"}', config: { ...DEFAULT, mode: 'ipvs' } },
  { how: 'a key twice', yaml: 'mode: ipvs\nmode: iptables\n', config: { ...DEFAULT, mode: 'iptables' } },
  { how: 'broken YAML', yaml: 'mode: ipvs\niptables: [', config: DEFAULT },
  { how: 'aliases', yaml: 'a: &a [x]\nb: *a\nmode: ipvs\n', config: DEFAULT },
  { how: 'brackets without end', yaml: '['.repeat(100_000), config: DEFAULT },
  { how: 'a list', yaml: '- mode: ipvs\n', config: DEFAULT },
  { how: 'nothing', yaml: '', config: DEFAULT },
  { how: 'no text', yaml: 7, config: DEFAULT },
])('$how', ({ yaml, config }) => {
  // A server may send anything.
  expect(parseProxyConfig({ data: { 'config.conf': yaml } } as V1ConfigMap)).toEqual(config);
});

test.each([{ data: null }, { data: { kubeconfig: 'mode: ipvs' } }, {}, null])(
  'a ConfigMap without it: %j',
  (object) => {
    expect(parseProxyConfig(object as V1ConfigMap)).toEqual(DEFAULT);
  },
);
