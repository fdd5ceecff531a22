import type { Cluster } from '../../deps.ts';
import type { ServiceFacts } from '../../domain/facts.ts';
import { type Candidate, type Given, type Purpose, plainCandidate, type Wanted } from '../../domain/gap.ts';
import { selects } from '../../domain/selects.ts';
import { recordIn, textIn } from '../../domain/untrusted.ts';
import { parseService } from '../../input/objects.ts';
import { candidateOfService, candidatesOfPort } from '../../render/candidates.ts';
import { isPlainName } from '../../render/plain-name.ts';
import { labelsOf } from '../labels-of.ts';

type OfCluster = Extract<Wanted, { readonly kind: 'namespaces' | 'services' | 'deployments' | 'pods' | 'ports' }>;

/** What there is in the namespace that the command line chooses. A name that the API server would not take is not offered. */
export async function askCluster(wanted: OfCluster, cluster: Cluster): Promise<readonly Candidate[]> {
  const types = wanted.kind === 'services' ? wanted.types : [];
  const candidates = await namesIn(wanted, cluster);
  return [...candidates.filter(({ word }) => word.split('.').every(isPlainName)), ...types];
}

async function namesIn(wanted: OfCluster, cluster: Cluster): Promise<readonly Candidate[]> {
  const { namespace } = cluster;
  switch (wanted.kind) {
    case 'namespaces':
      return (await cluster.list('namespaces', { namespace: undefined }, nameOf)).map(plainCandidate);
    case 'deployments':
    case 'pods': {
      const names = await cluster.list(wanted.kind, { namespace }, nameOf);
      return names.filter((name) => !wanted.given.some((given) => given.name === name)).map(plainCandidate);
    }
    case 'services': {
      const services = await cluster.list('services', { namespace }, parseService);
      return services
        .filter((service) => isFor(service, wanted.to) && !isGiven(service, wanted.given))
        .map(candidateOfService);
    }
    case 'ports': {
      const all = (await servicesMeant(wanted, cluster)).flatMap((service) => service.ports);
      const ports = all.filter(({ nodePort }) => wanted.to !== 'list' || nodePort !== undefined);
      return ports.flatMap(candidatesOfPort).filter(({ word }) => !wanted.given.some(({ port }) => port === word));
    }
  }
}

async function servicesMeant(
  { of: kind, name }: Extract<Wanted, { readonly kind: 'ports' }>,
  cluster: Cluster,
): Promise<readonly ServiceFacts[]> {
  const { namespace } = cluster;
  if (kind === 'service') return cluster.list('services', { namespace, name }, parseService);
  const [labels, services] = await Promise.all([
    labelsOf({ kind, name }, cluster),
    cluster.list('services', { namespace }, parseService),
  ]);
  return labels === undefined ? [] : services.filter(({ selector }) => selects(selector, labels));
}

/** Whether a command has something to say about a Service. */
function isFor({ type, ports }: ServiceFacts, to: Purpose): boolean {
  switch (to) {
    case 'list':
      return ports.some(({ nodePort }) => nodePort !== undefined);
    case 'open':
      return type !== 'ExternalName'; // it is a DNS name, and never has an endpoint
    case 'explain':
      return true;
  }
}

/** One port of several leaves the others to be named. */
function isGiven({ name, ports }: ServiceFacts, given: readonly Given[]): boolean {
  return given.some((each) => each.name === name && (each.port === undefined || ports.length < 2));
}

function nameOf(object: unknown): string {
  return textIn(recordIn(object, 'metadata'), 'name') ?? '';
}
