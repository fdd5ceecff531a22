import type { Unknown } from '../domain/answer.ts';
import type { Case } from '../domain/case.ts';

/** What could not be asked, each once. */
export function unknownIn({ facts, port, study, world, observed }: Case): readonly Unknown[] {
  const published = world.publishing.kind === 'some-ports' ? [world.publishing.ports] : [];
  const asked = [
    facts.nodes,
    ...published,
    port.endpoints,
    study.pods,
    study.proxy,
    study.policies,
    study.nodePorts,
    study.names,
  ];
  const found = asked.flatMap((answer) => (answer.kind === 'unknown' ? [answer.because] : []));
  const forward: readonly Unknown[] =
    observed.pods.kind === 'cannot-ask'
      ? [{ code: 'pods/portforward', value: observed.pods.because, source: 'API server' }]
      : [];
  return [...new Map([...found, ...forward].map((unknown) => [unknown.code, unknown])).values()];
}
