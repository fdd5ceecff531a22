import type { V1Pod } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import type { PodState } from '../../src/domain/pod-state.ts';
import { type PodTrouble, troubleOf } from '../../src/domain/pod-trouble.ts';
import { parsePodState } from '../../src/input/pod-state.ts';
import { aPort } from '../domain/build.ts';

// The answers are JSON: what a server leaves out or writes as null is not what the generated types promise.
function fromJson(json: unknown): V1Pod {
  return json as V1Pod;
}

const NOTHING: PodState = {
  name: '',
  labels: {},
  phase: '',
  failure: { reason: undefined, message: undefined },
  isReady: false,
  unready: { reason: undefined, message: undefined },
  isEnding: false,
  node: undefined,
  unscheduled: undefined,
  containers: [],
};

const BARE = {
  name: '',
  image: '',
  role: 'main',
  state: { kind: 'waiting', reason: undefined, message: undefined },
  lastEnd: undefined,
  isReady: false,
  isStarted: true,
  restarts: 0,
  hasReadinessProbe: false,
  ports: [],
} as const;

test.each<{ how: string; json: unknown; state: PodState }>([
  {
    how: 'a pod with an init container, a sidecar and a container that ended before',
    json: {
      metadata: { name: 'web-7d4b9-x2x', namespace: 'shop', labels: { app: 'web', 'pod-template-hash': '7d4b9' } },
      spec: {
        nodeName: 'dev-worker',
        initContainers: [
          { name: 'migrate', image: 'shop:1' },
          { name: 'proxy', image: 'envoy:1', restartPolicy: 'Always', ports: [{ name: 'admin', containerPort: 9901 }] },
        ],
        containers: [
          {
            name: 'web',
            image: 'shop:1',
            readinessProbe: { httpGet: { path: '/', port: 1 } },
            ports: [
              { name: 'http', containerPort: 8080, protocol: 'TCP' },
              { containerPort: 53, protocol: 'UDP' },
            ],
          },
        ],
      },
      status: {
        phase: 'Running',
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ContainersNotReady',
            message: 'containers with unready status: [web]',
          },
          { type: 'PodScheduled', status: 'True' },
        ],
        initContainerStatuses: [
          {
            name: 'migrate',
            ready: true,
            started: false,
            restartCount: 0,
            state: {
              terminated: {
                exitCode: 0,
                reason: 'Completed',
                startedAt: '2026-11-22T10:00:00Z',
                finishedAt: '2026-11-22T10:00:03Z',
                containerID: 'containerd://1f',
              },
            },
          },
          {
            name: 'proxy',
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: '2026-11-22T10:00:03Z' } },
          },
        ],
        containerStatuses: [
          {
            name: 'web',
            ready: false,
            started: true,
            restartCount: 3,
            lastState: {
              terminated: {
                exitCode: 1,
                reason: 'Error',
                startedAt: '2026-11-22T10:00:04Z',
                finishedAt: '2026-11-22T10:00:05Z',
              },
            },
            state: { running: { startedAt: '2026-11-22T10:01:00Z' } },
          },
        ],
      },
    },
    state: {
      ...NOTHING,
      name: 'web-7d4b9-x2x',
      labels: { app: 'web', 'pod-template-hash': '7d4b9' },
      phase: 'Running',
      unready: { reason: 'ContainersNotReady', message: 'containers with unready status: [web]' },
      node: 'dev-worker',
      containers: [
        {
          ...BARE,
          name: 'migrate',
          image: 'shop:1',
          role: 'init',
          state: { kind: 'terminated', end: { exitCode: 0, reason: 'Completed', message: undefined, ranMs: 3_000 } },
          isReady: true,
          isStarted: false,
        },
        {
          ...BARE,
          name: 'proxy',
          image: 'envoy:1',
          role: 'sidecar',
          state: { kind: 'running' },
          isReady: true,
          ports: [{ name: 'admin', port: aPort(9901), protocol: 'TCP' }],
        },
        {
          ...BARE,
          name: 'web',
          image: 'shop:1',
          state: { kind: 'running' },
          lastEnd: { exitCode: 1, reason: 'Error', message: undefined, ranMs: 1_000 },
          restarts: 3,
          hasReadinessProbe: true,
          ports: [
            { name: 'http', port: aPort(8080), protocol: 'TCP' },
            { name: '', port: aPort(53), protocol: 'UDP' },
          ],
        },
      ],
    },
  },
  {
    how: 'a pod that is ready and ending',
    json: {
      metadata: { name: 'web', deletionTimestamp: '2026-11-22T10:00:00Z' },
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    },
    state: { ...NOTHING, name: 'web', isReady: true, isEnding: true },
  },
  { how: 'nothing at all', json: null, state: NOTHING },
  {
    how: 'everything of another kind than it should be',
    json: {
      metadata: { name: 7, labels: [1], deletionTimestamp: null },
      spec: {
        nodeName: {},
        initContainers: 'x',
        containers: [null, 1, { name: 'a', image: 2, ports: [{ containerPort: 0 }, null] }],
      },
      status: {
        phase: 1,
        conditions: [null, { type: 'Ready', status: true }, { type: 'PodScheduled', status: 'False', reason: 4 }],
        containerStatuses: [
          null,
          { name: 'a', ready: 'yes', restartCount: 'x', state: { terminated: { exitCode: '1', startedAt: 3 } } },
        ],
      },
    },
    state: {
      ...NOTHING,
      unscheduled: { reason: undefined, message: undefined },
      containers: [
        BARE,
        BARE,
        {
          ...BARE,
          name: 'a',
          state: {
            kind: 'terminated',
            end: { exitCode: undefined, reason: undefined, message: undefined, ranMs: undefined },
          },
        },
      ],
    },
  },
])('$how', ({ json, state }) => {
  expect(parsePodState(fromJson(json))).toEqual(state);
});

/** As a kubelet and a scheduler of 1.35 write them; composed from their sources, the times left out. */
describe('what 1.35 writes is recognised', () => {
  const spec = { nodeName: 'dev-worker', containers: [{ name: 'web', image: '127.0.0.1:1/absent:1' }] };
  const conditions = [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'containers with unready status: [web]' },
  ];
  const WEB = { name: 'web', role: 'main' } as const;
  const why =
    'failed to pull and unpack image "127.0.0.1:1/absent:1": failed to resolve reference "127.0.0.1:1/absent:1": failed to do request: Head "https://127.0.0.1:1/v2/absent/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused';

  function waiting(reason: string, message?: string) {
    const status = {
      name: 'web',
      ready: false,
      started: false,
      restartCount: 0,
      state: { waiting: { reason, message } },
    };
    return { spec, status: { phase: 'Pending', conditions, containerStatuses: [status] } };
  }

  test.each<{ how: string; json: object; trouble: object }>([
    {
      how: 'ErrImagePull',
      json: waiting('ErrImagePull', why),
      trouble: { code: 'image-not-pulled', container: WEB, image: '127.0.0.1:1/absent:1', because: why },
    },
    {
      how: 'ImagePullBackOff',
      json: waiting('ImagePullBackOff', `Back-off pulling image "127.0.0.1:1/absent:1": ErrImagePull: ${why}`),
      trouble: { code: 'image-not-pulled', container: WEB, image: '127.0.0.1:1/absent:1', because: why },
    },
    {
      how: 'ErrImageNeverPull',
      json: waiting('ErrImageNeverPull', 'Container image "x" is not present with pull policy of Never'),
      trouble: { code: 'image-not-there', container: WEB, image: '127.0.0.1:1/absent:1' },
    },
    {
      how: 'CreateContainerConfigError',
      json: waiting('CreateContainerConfigError', 'configmap "absent" not found'),
      trouble: { code: 'not-configured', container: WEB, because: 'configmap "absent" not found' },
    },
    { how: 'ContainerCreating', json: waiting('ContainerCreating'), trouble: { code: 'starting' } },
    {
      how: 'CrashLoopBackOff',
      json: {
        spec,
        status: {
          phase: 'Running',
          conditions,
          containerStatuses: [
            {
              name: 'web',
              ready: false,
              started: false,
              restartCount: 3,
              lastState: { terminated: { exitCode: 1, reason: 'Error' } },
              state: {
                waiting: {
                  reason: 'CrashLoopBackOff',
                  message: 'back-off 40s restarting failed container=web pod=web_shop(1f)',
                },
              },
            },
          ],
        },
      },
      trouble: {
        code: 'crash-loop',
        container: WEB,
        isRepeated: true,
        restarts: 3,
        end: { exitCode: 1, reason: 'Error' },
      },
    },
    {
      how: 'Unschedulable',
      json: {
        spec: { containers: spec.containers },
        status: {
          phase: 'Pending',
          conditions: [
            { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/2 nodes are available' },
          ],
        },
      },
      trouble: { code: 'not-scheduled', reason: 'Unschedulable', because: '0/2 nodes are available' },
    },
    {
      how: 'Init:0/1',
      json: {
        spec: { ...spec, initContainers: [{ name: 'migrate', image: 'x' }] },
        status: {
          phase: 'Pending',
          conditions,
          initContainerStatuses: [
            { name: 'migrate', ready: false, started: true, restartCount: 0, state: { running: {} } },
          ],
          containerStatuses: [{ name: 'web', ready: false, state: { waiting: { reason: 'PodInitializing' } } }],
        },
      },
      trouble: { code: 'initialising', container: { name: 'migrate', role: 'init' } },
    },
    {
      how: 'a readiness probe on a dead port',
      json: {
        spec: { ...spec, containers: [{ ...spec.containers[0], readinessProbe: { httpGet: { port: 1 } } }] },
        status: {
          phase: 'Running',
          conditions,
          containerStatuses: [{ name: 'web', ready: false, started: true, restartCount: 0, state: { running: {} } }],
        },
      },
      trouble: { code: 'probe-fails', container: WEB },
    },
    {
      how: 'Evicted',
      json: { spec, status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory. ' } },
      trouble: { code: 'failed', reason: 'Evicted', because: 'The node was low on resource: memory. ' },
    },
  ])('$how', ({ json, trouble }) => {
    const state = parsePodState(fromJson({ metadata: { name: 'web' }, ...json }));
    expect(troubleOf(state)).toEqual({ pod: 'web', ...trouble } satisfies Partial<PodTrouble>);
  });
});
