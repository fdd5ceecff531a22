import type { V1Pod } from '@kubernetes/client-node';
import type {
  Condition,
  ContainerEnd,
  ContainerPort,
  ContainerState,
  PodContainer,
  PodState,
} from '../domain/pod-state.ts';
import { parsePort, parseProtocol } from '../domain/port.ts';
import { listIn, recordIn, recordOf, textIn, textsIn } from '../domain/untrusted.ts';

export function parsePodState(object: V1Pod): PodState {
  const metadata = recordIn(object, 'metadata');
  const spec = recordIn(object, 'spec');
  const status = recordIn(object, 'status');
  const conditions = listIn(status, 'conditions');
  const ready = conditionOf(conditions, 'Ready');
  const scheduled = conditionOf(conditions, 'PodScheduled');
  return {
    name: textIn(metadata, 'name') ?? '',
    labels: textsIn(metadata, 'labels'),
    phase: textIn(status, 'phase') ?? '',
    failure: wordsOf(status),
    isReady: textIn(ready, 'status') === 'True',
    unready: wordsOf(ready),
    isEnding: textIn(metadata, 'deletionTimestamp') !== undefined,
    node: textIn(spec, 'nodeName'),
    unscheduled: textIn(scheduled, 'status') === 'False' ? wordsOf(scheduled) : undefined,
    containers: [
      ...containersOf(listIn(spec, 'initContainers'), listIn(status, 'initContainerStatuses'), roleOfInit),
      ...containersOf(listIn(spec, 'containers'), listIn(status, 'containerStatuses'), () => 'main'),
    ],
  };
}

function conditionOf(conditions: readonly unknown[], type: string): unknown {
  return conditions.find((condition) => textIn(condition, 'type') === type);
}

function wordsOf(object: unknown): Condition {
  return { reason: textIn(object, 'reason'), message: textIn(object, 'message') };
}

/** Sidecars are init containers since 1.28 (KEP 753). */
function roleOfInit(container: unknown): PodContainer['role'] {
  return textIn(container, 'restartPolicy') === 'Always' ? 'sidecar' : 'init';
}

/** Until the kubelet has seen the pod there are no statuses. */
function containersOf(
  containers: readonly unknown[],
  statuses: readonly unknown[],
  roleOf: (container: unknown) => PodContainer['role'],
): readonly PodContainer[] {
  const byName = new Map(statuses.map((status) => [textIn(status, 'name'), status]));
  return containers.map((container) => parseContainer(container, byName.get(textIn(container, 'name')), roleOf));
}

function parseContainer(
  container: unknown,
  status: unknown,
  roleOf: (container: unknown) => PodContainer['role'],
): PodContainer {
  const { ready, started, restartCount } = recordOf(status);
  return {
    name: textIn(container, 'name') ?? '',
    image: textIn(container, 'image') ?? '',
    role: roleOf(container),
    state: stateOf(recordIn(status, 'state')),
    lastEnd: endIn(recordIn(status, 'lastState')),
    isReady: ready === true,
    isStarted: started !== false, // servers before 1.16 do not tell
    restarts: numberOr(restartCount, 0),
    hasReadinessProbe: typeof recordOf(container).readinessProbe === 'object',
    ports: listIn(container, 'ports').flatMap(parseContainerPort),
  };
}

/** None of the three means waiting. Source: kubernetes/api, core/v1/types.go, `ContainerState`. */
function stateOf(state: Readonly<Record<string, unknown>>): ContainerState {
  if (state.running) return { kind: 'running' };
  const end = endIn(state);
  return end ? { kind: 'terminated', end } : { kind: 'waiting', ...wordsOf(recordIn(state, 'waiting')) };
}

function endIn(state: Readonly<Record<string, unknown>>): ContainerEnd | undefined {
  const { terminated } = state;
  if (!terminated) return undefined;
  const ranMs = momentIn(terminated, 'finishedAt') - momentIn(terminated, 'startedAt');
  return {
    ...wordsOf(terminated),
    exitCode: numberOr(recordOf(terminated).exitCode, undefined),
    ranMs: ranMs >= 0 ? ranMs : undefined, // NaN where either is not told
  };
}

/** Milliseconds since 1970, or NaN. Go's zero time is written as `null`, or as 1970 by some runtimes. */
function momentIn(object: unknown, key: string): number {
  return Date.parse(textIn(object, key) ?? '') || Number.NaN;
}

function parseContainerPort(each: unknown): readonly ContainerPort[] {
  const { containerPort, protocol } = recordOf(each);
  const port = parsePort(containerPort);
  return port ? [{ name: textIn(each, 'name') ?? '', port, protocol: parseProtocol(protocol) }] : [];
}

function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
