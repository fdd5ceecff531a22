import type { Deps } from '../../deps.ts';
import { choosePort } from '../../domain/choose-port.ts';
import type { ServiceFacts, ServicePort } from '../../domain/facts.ts';
import type { NonEmpty } from '../../domain/non-empty.ts';
import { TargetError } from '../../errors.ts';
import type { OpenOptions } from '../../invocation.ts';
import { type Choice, choicesOfPorts, choicesOfServices, choicesSentence } from '../../render/choices.ts';
import { noSuchPort } from '../../render/missing.ts';
import { safeText } from '../../render/safe-text.ts';
import { whereWords } from '../where.ts';
import type { Candidates } from './find-candidates.ts';
import { isForScript } from './opening.ts';
import { isSame, type Target } from './target.ts';

export interface Choosing {
  readonly options: OpenOptions;
  readonly deps: Pick<Deps, 'io' | 'isStdinTerminal' | 'pick'>;
}

/** The Service ports that are meant, each once; somebody is asked where it is not clear. `undefined`: they left. */
export async function chooseTargets(
  [first, ...others]: NonEmpty<Candidates>,
  choosing: Choosing,
): Promise<NonEmpty<Target> | undefined> {
  const chosen = await chooseTarget(first, choosing);
  if (!chosen) return undefined;
  const targets: [Target, ...Target[]] = [chosen];
  for (const candidates of others) {
    const target = await chooseTarget(candidates, choosing);
    if (!target) return undefined;
    if (!targets.some((other) => isSame(other, target))) targets.push(target);
  }
  return targets;
}

async function chooseTarget(candidates: Candidates, choosing: Choosing): Promise<Target | undefined> {
  const service = await chooseService(candidates, choosing);
  const port = service && (await portOf(service, candidates.port, choosing));
  return service && port && { service, port };
}

async function chooseService(
  { services, question }: Candidates,
  choosing: Choosing,
): Promise<ServiceFacts | undefined> {
  if (question === undefined) return services[0];
  const index = await ask(question, choicesOfServices(services), choosing);
  return index === undefined ? undefined : services[index];
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
  const canAsk = isAsked && deps.isStdinTerminal && deps.io.stderr.isTerminal;
  if (!canAsk) throw new TargetError(choicesSentence(message, choices, whereWords(options.connection)));
  return deps.pick({ message, choices });
}
