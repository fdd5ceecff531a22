import type { Case } from './domain/case.ts';
import { diagnose } from './domain/diagnose.ts';
import type { Facts, ServiceFacts, ServicePort } from './domain/facts.ts';
import { fixesFor } from './domain/fixes.ts';
import type { Attempt } from './domain/route.ts';
import type { ServiceReport } from './domain/service-report.ts';
import type { Observed, Study } from './domain/study.ts';
import { targetWord } from './domain/target-word.ts';
import { decide } from './domain/verdict.ts';
import { worldOf } from './domain/world.ts';
import { type Overrule, recognise } from './recognise.ts';

/** What was read and seen of a Service port, at this moment or an earlier one. */
export interface Findings {
  readonly facts: Facts;
  readonly service: ServiceFacts;
  readonly port: ServicePort;
  readonly study: Study;
  readonly attempts: readonly Attempt[];
  readonly observed: Observed;
  /** The flags that chose cluster and namespace. */
  readonly namespaceFlags: readonly string[];
  /** Nothing was dialled: it is a prediction. */
  readonly isFromFile: boolean;
}

/** What is concluded from it: the same from the same. */
export function reportOnService(
  findings: Findings,
  overrule: Overrule | undefined,
  { recorded, isReplayed }: Pick<ServiceReport, 'recorded' | 'isReplayed'>,
): ServiceReport {
  const { facts, service, port, attempts } = findings;
  const runtime = recognise(facts, overrule);
  const world = worldOf(runtime, facts);
  const { nodePort } = port;
  const row = nodePort && { service, port: { ...port, nodePort }, isNamed: true };
  const surroundings = { publishing: world.publishing, nodes: facts.nodes, isFromFile: findings.isFromFile };
  const each: Case = {
    ...findings,
    runtime,
    world,
    word: targetWord({ service, port }),
    verdict: row && decide(row, attempts, surroundings),
  };
  const problems = diagnose(each);
  return { case: each, problems, fixes: fixesFor(problems, each), recorded, isReplayed };
}
