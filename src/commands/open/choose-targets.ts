import type { Deps } from '../../deps.ts';
import { choosePort } from '../../domain/choose-port.ts';
import { whereWords } from '../../domain/connection.ts';
import type { ServiceFacts, ServicePort } from '../../domain/facts.ts';
import { isNonEmpty, type NonEmpty } from '../../domain/non-empty.ts';
import { TargetError } from '../../errors.ts';
import type { OpenOptions } from '../../invocation.ts';
import { type Choice, choicesOfPorts, choicesOfServices, choicesSentence } from '../../render/choices.ts';
import { noSuchPort } from '../../render/missing.ts';
import { safeText } from '../../render/safe-text.ts';
import type { Candidates } from './find-candidates.ts';
import { isForScript } from './opening.ts';
import { isSame, type Target } from './target.ts';

export interface Choosing {
  readonly options: OpenOptions;
  readonly deps: Pick<Deps, 'canPick' | 'io' | 'pick'>;
}

/** The Service ports that are meant, each once; somebody is asked where it is not clear. `undefined`: they left. */
export async function chooseTargets(
  candidates: NonEmpty<Candidates>,
  choosing: Choosing,
): Promise<NonEmpty<Target> | undefined> {
  const targets: Target[] = [];
  for (const each of candidates) {
    const services = await chooseServices(each, choosing);
    for (const service of services) {
      const port = await portOf(service, each.port, choosing);
      if (!port) return undefined;
      const target = { service, port };
      if (!targets.some((other) => isSame(other, target))) targets.push(target);
    }
  }
  return isNonEmpty(targets) ? targets : undefined;
}

async function chooseServices(
  { services, question }: Candidates,
  choosing: Choosing,
): Promise<readonly ServiceFacts[]> {
  if (question === undefined) return services;
  const index = await ask(question, choicesOfServices(services), choosing);
  const chosen = index === undefined ? undefined : services[index];
  return chosen ? [chosen] : [];
}

async function portOf(
  service: ServiceFacts,
  wanted: string | undefined,
  choosing: Choosing,
): Promise<ServicePort | undefined> {
  const choice = choosePort(service.ports, wanted);
  switch (choice.kind) {
    case 'chosen':
      return choice.port;
    case 'none':
      throw new TargetError(noSuchPort(service, wanted));
    case 'several': {
      const question = `which port of ${safeText(service.name)}?`;
      const index = await ask(question, choicesOfPorts(service, choice.ports), choosing);
      return index === undefined ? undefined : choice.ports[index];
    }
  }
}

/** On a terminal, where the answer is not for a program. Elsewhere the choices are what is wrong. */
async function ask(
  message: string,
  choices: readonly Choice[],
  { options, deps }: Choosing,
): Promise<number | undefined> {
  const isAsked = !isForScript({ options, deps }) && options.argv === undefined;
  const canAsk = isAsked && deps.canPick();
  if (!canAsk) throw new TargetError(choicesSentence('open', message, choices, whereWords(options.connection)));
  return deps.pick({ message, choices });
}
