import type { V1Ingress } from '@kubernetes/client-node';
import { parseHost } from '../domain/host.ts';
import type { ServedName } from '../domain/study.ts';
import { listIn, recordIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';

/** Names that can be asked for: `*.example.org` is none. */
export function namesOfIngress(object: V1Ingress): readonly ServedName[] {
  const metadata = recordIn(object, 'metadata');
  const spec = recordIn(object, 'spec');
  const certified = listIn(spec, 'tls').map((each) => textsOf(listIn(each, 'hosts')));
  const through = textIn(spec, 'ingressClassName') ?? textsIn(metadata, 'annotations')['kubernetes.io/ingress.class'];
  return hostsOf(spec, certified.flat()).map((host) => ({
    host,
    by: `ingress ${nameOf(metadata)}`,
    through: through ?? '',
    isTls: certified.some((hosts) => isCertified(host, hosts)),
  }));
}

/** Whether it is served with TLS is said by the gateway's listeners, which are not read: as far as is known it is not. */
export function namesOfRoute(object: object): readonly ServedName[] {
  const spec = recordIn(object, 'spec');
  const by = `httproute ${nameOf(recordIn(object, 'metadata'))}`;
  const gateways = [...new Set(listIn(spec, 'parentRefs').filter(isGateway).flatMap(nameIn))];
  return parseHosts(listIn(spec, 'hostnames')).flatMap((host) =>
    gateways.map((through) => ({ host, by, through, isTls: false })),
  );
}

/** A rule without a host, and the default backend, serve whatever is asked for: names of certificates, for example. */
function hostsOf(spec: unknown, certified: readonly string[]): readonly string[] {
  const named = listIn(spec, 'rules').map((rule) => textIn(rule, 'host') ?? '');
  const servesAny = named.includes('') || Boolean(recordOf(spec).defaultBackend);
  return parseHosts([...named, ...(servesAny ? certified : [])]);
}

function parseHosts(written: readonly unknown[]): readonly string[] {
  return [...new Set(written.map(parseHost).filter((host) => host !== undefined))];
}

/** A certificate for no host in particular is the controller's wildcard. Source: kubernetes/api, networking/v1/types.go. */
function isCertified(host: string, hosts: readonly string[]): boolean {
  const wildcard = host.replace(/^[^.]*/, '*');
  return hosts.length === 0 || hosts.includes(host) || hosts.includes(wildcard);
}

/** A route in a mesh is for a Service. A kind that is not told is a Gateway. */
function isGateway(parent: unknown): boolean {
  return (textIn(parent, 'kind') ?? 'Gateway') === 'Gateway';
}

function nameIn(parent: unknown): readonly string[] {
  const name = textIn(parent, 'name');
  return name === undefined ? [] : [name];
}

function nameOf(metadata: unknown): string {
  return `${textIn(metadata, 'namespace') ?? ''}/${textIn(metadata, 'name') ?? ''}`;
}
