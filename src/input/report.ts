import type { EngineFacts, Facts, KubeconfigFacts, MachineFacts, Settings } from '../domain/facts.ts';
import { parseHost } from '../domain/host.ts';
import { listIn, recordIn, recordOf, textIn, textsIn, textsOf } from '../domain/untrusted.ts';
import { answerIn } from './report-answer.ts';
import { engineOf } from './report-engine.ts';
import { nodeOf, serviceOf } from './report-objects.ts';
import { serverOf } from './server-host.ts';

/** What an earlier report tells besides what any file may tell. */
export interface ReportedFacts extends Pick<Facts, 'engine' | 'settings' | 'glimpsedNodes' | 'remoteEngine'> {
  /** `undefined`: none that this program knows. */
  readonly machine: MachineFacts | undefined;
  /** When it was made, in ISO 8601. */
  readonly recorded: string | undefined;
  /** What `--runtime` said then. */
  readonly overrule: string | undefined;
  /** The API server did not answer, and something was known that starts it. */
  readonly isDown: boolean;
}

/** A report, which anybody may have written: what is not of the expected kind is as if it were not there. */
export function parseReportedFacts(report: unknown): ReportedFacts {
  const facts = recordIn(report, 'facts');
  return {
    machine: machineOf(facts),
    ...aroundOf(facts),
    recorded: recordedIn(report),
    overrule: overruleIn(report),
    isDown: Object.keys(recordIn(report, 'start')).length > 0,
  };
}

export function recordedIn(report: unknown): string | undefined {
  return timeIn(report, 'recorded') ?? timeIn(recordIn(report, 'facts'), 'recorded');
}

export function overruleIn(report: unknown): string | undefined {
  return textIn(recordIn(report, 'facts'), 'overrule');
}

/** Facts from their JSON; what is missing was not asked. Without a machine it is a Linux of which no more is known. */
export function parseFacts(value: unknown): Facts {
  return {
    kubeconfig: kubeconfigOf(value),
    machine: machineOf(value) ?? { platform: 'linux', within: 'nothing', kernel: undefined, interfaces: [] },
    nodes: answerIn(value, 'nodes', listOf(nodeOf)),
    ...aroundOf(value),
    services: listIn(value, 'services').map(serviceOf),
    tunnels: [], // they have ended with their processes
  };
}

function aroundOf(facts: unknown): Pick<ReportedFacts, 'engine' | 'settings' | 'glimpsedNodes' | 'remoteEngine'> {
  return {
    glimpsedNodes: listIn(facts, 'glimpsedNodes').map(nodeOf),
    engine: answerIn<EngineFacts>(facts, 'engine', engineOf),
    remoteEngine: parseHost(textIn(facts, 'remoteEngine')),
    settings: answerIn<Settings>(facts, 'settings', (value) => textsIn({ value }, 'value')),
  };
}

function listOf<T>(parse: (value: unknown) => T): (value: unknown) => readonly T[] {
  return (value) => listIn({ value }, 'value').map(parse);
}

function kubeconfigOf(facts: unknown): KubeconfigFacts {
  const kubeconfig = recordIn(facts, 'kubeconfig');
  const server = recordIn(kubeconfig, 'server');
  return {
    context: textIn(kubeconfig, 'context'),
    cluster: textIn(kubeconfig, 'cluster'),
    user: textIn(kubeconfig, 'user'),
    namespace: textIn(kubeconfig, 'namespace') || 'default',
    server: serverOf(textIn(server, 'host'), server.port, server.isProxy === true),
    provider: textIn(kubeconfig, 'provider'),
  };
}

function machineOf(facts: unknown): MachineFacts | undefined {
  const machine = recordOf(recordIn(facts, 'machine'));
  const { platform, within } = machine;
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') return undefined;
  return {
    platform,
    within: within === 'wsl' || within === 'container' ? within : 'nothing',
    kernel: textIn(machine, 'kernel'),
    interfaces: textsOf(listIn(machine, 'interfaces')),
  };
}

function timeIn(object: unknown, key: string): string | undefined {
  const time = textIn(object, key) ?? '';
  const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(time) && !Number.isNaN(Date.parse(time));
  return isTime ? time : undefined;
}
