import { known, NOT_ASKED } from '../../src/domain/answer.ts';
import type { Facts } from '../../src/domain/facts.ts';
import type { ProbeResult } from '../../src/domain/probe.ts';
import { routesOf } from '../../src/domain/routes.ts';
import type { ServiceReport } from '../../src/domain/service-report.ts';
import { rowsOf } from '../../src/domain/service-row.ts';
import type { Speech } from '../../src/domain/speech.ts';
import { recognise } from '../../src/recognise.ts';
import { reportOnService } from '../../src/report-on-service.ts';
import { aPort } from '../domain/build.ts';
import { anEndpoint, aPod } from '../domain/pods.ts';

const HTTP_200: Speech = { kind: 'http', scheme: 'http', status: 200, server: 'nginx', afterMs: 4 };

/**
 * The first TCP port with a nodePort of a cluster's facts, whose pod is well and answers the API server, where its best
 * address met `first` and all others `others`. `undefined`: the cluster has no such port.
 */
export function explainFixture(facts: Facts, first: ProbeResult, others: ProbeResult): ServiceReport | undefined {
  const found = rowsOf(facts.services, []).find(({ port }) => port.protocol === 'TCP');
  if (!found) return undefined;
  const port = { ...found.port, endpoints: known([{ isReady: true, node: undefined }]) };
  const service = { ...found.service, externalTrafficPolicy: 'Cluster', ports: [port] } as const;
  const routes = routesOf(recognise(facts, undefined), facts)({ service, port, isNamed: true });
  const attempts = routes.map((route, index) => ({ route, result: index === 0 ? first : others }));
  const best = attempts.find(({ result }) => result.outcome === 'answered');
  const nodePorts = facts.services.flatMap(({ ports }) => ports.flatMap(({ nodePort }) => nodePort ?? []));
  return reportOnService(
    {
      facts: { ...facts, services: [service] },
      service,
      port,
      attempts,
      study: {
        isHeadless: false,
        endpoints: known({ pods: [anEndpoint('web-abc')], others: [] }),
        pods: known([aPod()]),
        proxy: known(undefined),
        policies: known([]),
        nodePorts: known(nodePorts),
        names: NOT_ASKED,
        user: { shell: facts.machine.platform === 'win32' ? 'powershell' : 'posix', proxies: { set: [], except: [] } },
      },
      observed: {
        direct: best && { route: best.route, speech: HTTP_200 },
        strangers: [],
        pods: { kind: 'asked', answers: [{ kind: 'spoke', pod: 'web-abc', port: aPort(8080), speech: HTTP_200 }] },
        neighbours: [],
      },
      namespaceFlags: [],
      isFromFile: false,
    },
    undefined,
    { recorded: '', isReplayed: false },
  );
}
