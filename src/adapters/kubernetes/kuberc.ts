import { join } from 'node:path';
import { AccessError } from '../../errors.ts';
import type { Environment } from './environment.ts';
import { FileError, readText } from './files-of-go.ts';
import { DecodeError, GoFields } from './go-decode.ts';
import { homeOf } from './home.ts';
import { type PluginPolicy, pluginPolicyOf } from './plugin-policy.ts';
import { parseTyped } from './typed-document.ts';

const GROUP = 'kubectl.config.k8s.io';
const ALL: PluginPolicy = { kind: 'all' };

/**
 * Which credential plugins may run, as kubectl 1.35 reads it: the flag's file, else $KUBERC's, else ~/.kube/kuberc, which
 * is passed over where it is missing or says nothing that can be read. Of that kubectl warns before it runs us; everything
 * else in the file is about its own commands. Source: kubectl pkg/kuberc/kuberc.go, `DefaultGetPreferences`.
 */
export function readPluginPolicy(flag: string | undefined, environment: Environment): PluginPolicy {
  const { KUBERC: variable, KUBECTL_KUBERC: gate } = environment.variables;
  if (gate?.toLowerCase() === 'false') return ALL;
  if (variable === 'off') {
    if (flag === undefined) return ALL;
    throw refusal('kuberc error disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive');
  }
  const path = flag ?? (variable || undefined);
  const policy = policyIn(path ?? join(homeOf(environment), '.kube', 'kuberc'));
  if (policy === undefined) return ALL;
  if (!('fault' in policy)) return policy;
  if (policy.kind === 'unusable') {
    if (path === undefined) return ALL;
    throw refusal(`kuberc error kuberc: ${policy.fault}`);
  }
  throw refusal(policy.fault);
}

type Fault = { readonly kind: 'unusable' | 'misconfigured'; readonly fault: string };

/** Of the first document that is a preference; `undefined`: there is no document. */
function policyIn(path: string): PluginPolicy | Fault | undefined {
  const text = textIn(path);
  if (typeof text !== 'string') return text;
  const documents = text.split(/^---.*/m).filter((document) => document.trim() !== '');
  for (const document of documents) {
    const policy = policyOf(document);
    if (policy !== undefined) return 'fault' in policy ? { kind: 'misconfigured', ...policy } : policy;
  }
  if (documents.length === 0) return undefined;
  return { kind: 'unusable', fault: `no valid preferences found in ${path}, use --v=5 to see details` };
}

function textIn(path: string): string | Fault {
  try {
    return readText(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { kind: 'unusable', fault: error.message };
  }
}

/** `undefined`: it is something else, or broken. */
function policyOf(text: string): PluginPolicy | { readonly fault: string } | undefined {
  try {
    const { version, kind, fields: document } = parseTyped(text);
    const fields = new GoFields(document, 'Preference');
    if (kind !== 'Preference') return undefined;
    switch (version) {
      case `${GROUP}/v1alpha1`:
        return ALL; // had no such fields
      case `${GROUP}/v1beta1`: {
        const list = 'credentialPluginAllowlist';
        const names = fields.list(list, 'AllowlistEntry').map((entry) => entry.string('name'));
        return pluginPolicyOf(fields.string('credentialPluginPolicy'), fields.has(list) ? names : undefined);
      }
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return undefined;
  }
}

function refusal(words: string): AccessError {
  return new AccessError('kubeconfig', `error occurred while applying preferences ${words}`);
}
