import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { known, NOT_ASKED } from '../../src/domain/answer.ts';
import type { Facts } from '../../src/domain/facts.ts';
import type { ProbeResult } from '../../src/domain/probe.ts';
import { redact } from '../../src/domain/redact.ts';
import { routesOf } from '../../src/domain/routes.ts';
import { rowsOf } from '../../src/domain/service-row.ts';
import type { Observed, Study } from '../../src/domain/study.ts';
import { parseFacts } from '../../src/input/report.ts';
import { knownRuntimes, recognise } from '../../src/recognise.ts';
import { explainFixture } from '../distributions/explain-fixture.ts';
import { aNode, anEngine, aPort, aRoute, aService, someClusterFacts } from './build.ts';
import { aContainer, anEndpoint, anUnreadyPod, aPod, waitingFor } from './pods.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);

const { distributions, substrates } = knownRuntimes();
const TOOLS = [...distributions, ...substrates].flatMap((id) => id.split('-'));

const CASES = readdirSync(FIXTURES).flatMap((id) =>
  readdirSync(new URL(`${id}/`, FIXTURES)).map((name) => `${id}/${name}`),
);

function redacted(json: unknown): unknown {
  return redact(json, { facts: parseFacts(json), explained: undefined }, TOOLS);
}

/** What is concluded of a cluster, without names. */
function conclusions(facts: Facts) {
  const runtime = recognise(facts, undefined);
  const routesOfRow = routesOf(runtime, facts);
  return {
    distribution: runtime.distribution.id,
    substrate: runtime.substrate.id,
    evidence: [...runtime.evidence.distribution, ...runtime.evidence.substrate].map(({ code }) => code),
    routes: rowsOf(facts.services, []).map((row) =>
      routesOfRow(row).map(({ via, port, answeredBy, stays, dialling, onlyIf }) => ({
        via,
        port,
        answeredBy,
        stays,
        dialling,
        isConditional: onlyIf !== undefined,
      })),
    ),
  };
}

test.each(CASES)('what is concluded of the cluster of %s is concluded of it with other names', (name) => {
  const json = JSON.parse(readFileSync(new URL(`${name}/facts.json`, FIXTURES), 'utf8'));
  expect(conclusions(parseFacts(redacted(json)))).toEqual(conclusions(parseFacts(json)));
});

test.each(CASES)('what is wrong in the cluster of %s is wrong in it with other names, and the same helps', (name) => {
  const json = JSON.parse(readFileSync(new URL(`${name}/facts.json`, FIXTURES), 'utf8'));
  const silent: ProbeResult = { outcome: 'timed-out', afterMs: 1_000 };
  const told = (facts: Facts) => {
    const report = explainFixture(facts, silent, silent);
    return [
      report?.case.verdict?.status,
      report?.problems.map(({ code }) => code),
      report?.fixes.map(({ effect, commands }) => [effect, commands.map((words) => words.length)]),
    ];
  };
  expect(told(parseFacts(redacted(json)))).toEqual(told(parseFacts(json)));
});

describe('names are replaced', () => {
  const MESSAGE =
    'Back-off pulling image "registry.acme.com/shop:1": ErrImagePull: dial tcp: lookup registry.acme.com on 10.0.0.10:53';
  const service = aService({
    namespace: 'acme',
    name: 'web',
    selector: { app: 'shop', tier: 'front' },
    loadBalancer: [{ host: '198.51.100.7' }, { host: 'lb.acme.com' }],
  });
  const facts: Facts = {
    ...someClusterFacts({
      kubeconfig: {
        context: 'jane@acme-prod',
        cluster: 'acme-prod',
        user: 'jane',
        namespace: 'acme',
        server: { host: 'api.acme.com', port: aPort(6443) },
        provider: undefined,
      },
      machine: {
        platform: 'linux',
        within: 'nothing',
        kernel: '6.1.0',
        interfaces: ['10.0.0.2/8', '198.51.100.9/24', '2a01:4f8::2/64'],
      },
      nodes: known([
        aNode({
          name: 'ip-198-51-100-8.acme.com',
          providerId: 'aws:///eu-west-1a/i-0123456789abcdef0',
          labels: { 'kubernetes.io/hostname': 'ip-198-51-100-8.acme.com', team: 'payments', 'k3s.io/role': 'server' },
          addresses: [
            { type: 'InternalIP', ip: '10.0.0.3' },
            { type: 'ExternalIP', ip: '198.51.100.8' },
          ],
        }),
      ]),
      engine: known(anEngine({ endpoint: 'tcp://build.acme.com:2376', name: 'janes-laptop' })),
      remoteEngine: 'build.acme.com',
    }),
    services: [service, aService({ namespace: 'other', name: 'api', selector: {} })],
    tunnels: [],
  };
  const study: Study = {
    isHeadless: false,
    endpoints: known({ pods: [anEndpoint('shop-1')], others: [] }),
    pods: known([
      aPod({ name: 'shop-1', labels: { app: 'shop', tier: 'frnt' }, containers: [aContainer({ name: 'server' })] }),
      anUnreadyPod(
        [aContainer({ image: 'registry.acme.com/shop:1', state: waitingFor('ErrImagePull', MESSAGE) })],
        'a-1',
      ),
    ]),
    proxy: NOT_ASKED,
    policies: known([{ name: 'acme-deny', selector: { app: 'shop' } }]),
    nodePorts: NOT_ASKED,
    names: known([{ host: 'shop.acme.com', by: 'ingress acme/public', through: 'edge', isTls: true }]),
    user: { shell: 'posix', proxies: { set: ['http_proxy'], except: ['*', '.acme.com', '10.0.0.0/8'] } },
  };
  const attempts = [
    {
      route: aRoute({
        host: '198.51.100.8',
        node: 'ip-198-51-100-8.acme.com',
        because: 'ExternalIP of node ip-198-51-100-8.acme.com',
      }),
      result: { outcome: 'not-tried', because: 'udp' } as const,
    },
  ];
  const observed: Observed = {
    direct: undefined,
    strangers: [],
    pods: {
      kind: 'asked',
      answers: [{ pod: 'shop-1', port: aPort(80), kind: 'refused', because: 'no shop-1 at 198.51.100.8' }],
    },
    neighbours: [
      {
        host: '198.51.100.8',
        port: aPort(30_000),
        node: undefined,
        of: { kind: 'service', namespace: 'other', name: 'api' },
        result: { outcome: 'no-route' },
      },
    ],
  };

  const written = { ...facts, services: [service], study, attempts, observed, namespaceFlags: ['-n', 'acme'] };
  const shown = redact(written, { facts, explained: { service, study, attempts, observed } }, TOOLS);

  test('the same by the same, and what is nobody’s stays', () => {
    expect(shown).toMatchSnapshot();
  });

  test('none is left', () => {
    expect(JSON.stringify(shown)).not.toMatch(/acme|jane|payments|198.51.100|2a01:4f8|shop-1|"web"|"api"|0123456789/);
  });
});
