import type { KubeconfigFacts, ServerFacts } from '../domain/facts.ts';
import { listIn, recordIn, textIn } from '../domain/untrusted.ts';
import { serverOf } from './server-host.ts';

/** The chosen context of a kubeconfig. Users and what they prove themselves with are not looked at. */
export function parseConfig(config: unknown): KubeconfigFacts {
  const context = chosenContext(config);
  const chosen = recordIn(named(listIn(config, 'contexts'), context), 'context');
  const cluster = textIn(chosen, 'cluster') || undefined;
  const found = recordIn(named(listIn(config, 'clusters'), cluster), 'cluster');
  return {
    context,
    cluster,
    user: textIn(chosen, 'user') || undefined,
    namespace: textIn(chosen, 'namespace') || 'default',
    server: parseServer(textIn(found, 'server')),
    provider: providerOf(found),
  };
}

/** Where none is chosen, the only one is meant. */
function chosenContext(config: unknown): string | undefined {
  const current = textIn(config, 'current-context');
  const [only, ...more] = listIn(config, 'contexts');
  return current || (more.length === 0 ? textIn(only, 'name') : undefined) || undefined;
}

function named(entries: readonly unknown[], name: string | undefined): unknown {
  return name === undefined ? undefined : entries.find((entry) => textIn(entry, 'name') === name);
}

function providerOf(cluster: unknown): string | undefined {
  const extension = named(listIn(cluster, 'extensions'), 'cluster_info');
  return textIn(recordIn(extension, 'extension'), 'provider') || undefined;
}

/** Without a scheme it is http: client-go rest/url_utils.go, `DefaultServerURL`. */
function parseServer(server: string | undefined): ServerFacts | undefined {
  const url = /^(?:(https?):\/\/)?(?:[^/?#@]*@)?(?:\[([0-9a-f:.]+)\]|([^:/?#[\]\s]+))(?::(\d*))?(\/[^?#]*)?(?:[?#]|$)/i;
  const [, scheme = 'http', v6, name, digits, path = ''] = url.exec(server ?? '') ?? [];
  return serverOf(v6 ?? name, digits || (scheme.toLowerCase() === 'https' ? '443' : '80'), /[^/]/.test(path));
}
