import type { V1ConfigMap } from '@kubernetes/client-node';
// js-yaml, which reads the kubeconfig too: see the adapter.
import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import type { ProxyConfig } from '../domain/study.ts';
import { listIn, recordIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';

/**
 * What kubeadm's ConfigMap `kube-system/kube-proxy` tells kube-proxy; what it does not tell is as kube-proxy has it.
 * Source: kubernetes/kubernetes, pkg/proxy/apis/config/v1alpha1/defaults.go. Status: documented.
 */
export function parseProxyConfig(configMap: V1ConfigMap): ProxyConfig {
  const config = parseYaml(textsIn(configMap, 'data')['config.conf'] ?? '');
  return {
    mode: textIn(config, 'mode') ?? '',
    nodePortAddresses: textsOf(listIn(config, 'nodePortAddresses')),
    servesLoopback: recordIn(config, 'iptables').localhostNodePorts !== false,
    health: textIn(config, 'healthzBindAddress') ?? '',
  };
}

function parseYaml(yaml: string): unknown {
  try {
    // json: a key twice, the last counts. kubeadm writes no aliases.
    return recordOf(loadAll(yaml, { schema: CORE_SCHEMA, json: true, maxAliases: 0 })[0]);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return {}; // kube-proxy does not start with it either: whatever runs there was told something else
  }
}
