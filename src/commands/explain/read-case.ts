import type { Cluster, Deps } from '../../deps.ts';
import { choosePort } from '../../domain/choose-port.ts';
import { whereWords } from '../../domain/connection.ts';
import type { Facts, ServiceFacts, ServicePort } from '../../domain/facts.ts';
import { AccessError, TargetError } from '../../errors.ts';
import type { ServiceTarget } from '../../invocation.ts';
import { readFacts } from '../../read-facts.ts';
import { readStudy } from '../../read-study.ts';
import type { Overrule } from '../../recognise.ts';
import { choicesOfPorts, choicesSentence } from '../../render/choices.ts';
import { type Around, missingServiceSentence, noSuchPort } from '../../render/missing.ts';
import { safeText } from '../../render/safe-text.ts';
import type { Findings } from '../../report-on-service.ts';
import { hasNamespace } from '../look-around.ts';
import type { ExplainedService } from './explained-service.ts';

export interface Reading {
  readonly cluster: Cluster;
  readonly overrule: Overrule | undefined;
  readonly deps: Deps;
}

/** What was read of the cluster before anything was dialled. */
export type Read = Pick<Findings, 'facts' | 'service' | 'port' | 'study' | 'namespaceFlags'>;

/** Finds the Service port that was named, and reads what there is to be read of it. Throws TargetError, AccessError. */
export async function readCase({ target, connection }: ExplainedService, reading: Reading): Promise<Read> {
  const { cluster, deps } = reading;
  const namespaceFlags = whereWords(connection);
  const facts = await readWidely(reading);
  const here = facts.services.filter(({ namespace }) => namespace === cluster.namespace);
  const service = here.find(({ name }) => name === target.name);
  if (!service) {
    const { namespace: _, ...chosen } = connection;
    const around = { everywhere: facts.services, isNamespaceThere: await hasNamespace(cluster) };
    throw new TargetError(missing(target, around, cluster, whereWords(chosen)));
  }
  const port = portOf(service, target, namespaceFlags);
  return { facts, service, port, study: await readStudy(cluster, { service, port }, deps.readUser()), namespaceFlags };
}

/** Of all namespaces where that is allowed: other Services tell a dead port from a dead node. */
async function readWidely({ cluster, overrule, deps }: Reading): Promise<Facts> {
  const asked = { overrule, canUseSsh: true };
  try {
    return await readFacts(cluster, { scope: { namespace: undefined }, ...asked }, deps);
  } catch (error) {
    if (!(error instanceof AccessError) || error.reason !== 'forbidden') throw error;
    return readFacts(cluster, { scope: { namespace: cluster.namespace }, ...asked }, deps);
  }
}

export function portOf(service: ServiceFacts, { port }: ServiceTarget, where: readonly string[]): ServicePort {
  const choice = choosePort(service.ports, port);
  switch (choice.kind) {
    case 'chosen':
      return choice.port;
    case 'none':
      throw new TargetError(noSuchPort(service, port));
    case 'several': {
      const question = `which port of ${safeText(service.name)}?`;
      throw new TargetError(choicesSentence('explain', question, choicesOfPorts(service, choice.ports), where));
    }
  }
}

function missing(
  { name }: ServiceTarget,
  around: Around,
  { namespace, kubeconfig }: Cluster,
  where: readonly string[],
): string {
  return missingServiceSentence(name, around, { command: 'explain', namespace, home: kubeconfig.namespace, where });
}
