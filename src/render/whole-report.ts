import { isEveryInterface } from '../domain/every-interface.ts';
import { authorityOf } from '../domain/host.ts';
import { isLoopback } from '../domain/ip.ts';
import { evidenceOf } from '../domain/report.ts';
import type { ServiceReport } from '../domain/service-report.ts';
import { evidenceLines } from './cluster.ts';
import { spokenWords } from './explanation.ts';
import { phraseOfResult } from './words.ts';

/** What `--all` adds: every route, what was said, the evidence, what was not seen, who else can reach the port. */
export function wholeSections(report: ServiceReport): readonly (readonly string[])[] {
  return [
    routeLines(report),
    conversationLines(report),
    evidenceLines(evidenceOf(report.case.runtime)),
    othersLines(report),
  ];
}

function routeLines({ case: { attempts } }: ServiceReport): readonly string[] {
  if (attempts.length === 0) return [];
  const lines = attempts.flatMap(({ route, result }) => {
    const time = 'afterMs' in result ? ` after ${Math.round(result.afterMs)} ms` : '';
    const onlyIf = route.onlyIf === undefined ? [] : [`    only if ${route.onlyIf}`];
    return [
      `  ${authorityOf(route.host, route.port)} (${route.via}): ${phraseOfResult(result) ?? 'answered'}${time}`,
      `    ${route.because}`,
      ...onlyIf,
    ];
  });
  return ['routes, best first', ...lines];
}

function conversationLines({ case: { observed } }: ServiceReport): readonly string[] {
  const { direct, pods, neighbours } = observed;
  const lines = [
    ...(direct ? [`  ${authorityOf(direct.route.host, direct.route.port)} ${spokenWords(direct.speech)}`] : []),
    ...(pods.kind === 'asked'
      ? pods.answers.map((answer) =>
          answer.kind === 'spoke'
            ? `  pod ${answer.pod}, port ${answer.port}, through the API server: ${spokenWords(answer.speech)}`
            : `  pod ${answer.pod}, port ${answer.port}, through the API server: refused`,
        )
      : []),
    ...neighbours.map(({ host, port, of, result }) => {
      const what = of.kind === 'health' ? "kube-proxy's own port" : `${of.namespace}/${of.name}`;
      return `  ${authorityOf(host, port)} (${what}): ${phraseOfResult(result) ?? 'answered'}`;
    }),
  ];
  return lines.length === 0 ? [] : ['asked', ...lines];
}

/** A port on every interface is everybody's who reaches this machine. */
function othersLines({ case: { port, world, facts, verdict } }: ServiceReport): readonly string[] {
  const { publishing } = world;
  if (verdict?.status !== 'Reachable' || publishing.kind !== 'some-ports' || publishing.ports.kind !== 'known')
    return [];
  const open = publishing.ports.value.find(
    (each) => each.port.containerPort === port.nodePort && isEveryInterface(each.port.hostIp),
  );
  const own = facts.machine.interfaces
    .map((cidr) => cidr.split('/')[0] ?? '')
    .find((ip) => ip !== '' && !isLoopback(ip) && !ip.startsWith('fe80'));
  if (open === undefined || own === undefined) return [];
  return [
    'who else reaches it',
    `  it listens on all interfaces: your network reaches it at ${authorityOf(own, open.port.hostPort)}`,
  ];
}
