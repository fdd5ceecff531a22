import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../lab/wait.ts';
import { type WebOptions, webObjects } from '../lab/web.ts';
import { expectToCure, expectToShow, explain, fixWith } from './explained.ts';
import { apply, describeInLab, kubectl } from './in-lab.ts';

const NAMESPACE = 'broken';
const inNamespace = ['-n', NAMESPACE];

/** What its Deployment is called tells what is wrong. `pods`: what `kubectl get pods` has to show of it before. */
interface Broken extends Omit<WebOptions, 'namespace'> {
  readonly pods: RegExp;
}

const UP = /1\/1 +Running/;

const SERVICES: readonly Broken[] = [
  { name: 'typo', nodePort: 30_601, service: { selector: { app: 'tyop' } }, pods: UP },
  { name: 'other-key', nodePort: 30_602, service: { selector: { run: 'other-key' } }, pods: UP },
  { name: 'wrong-port', nodePort: 30_603, servicePort: { targetPort: 80 }, pods: UP },
  { name: 'wrong-name', nodePort: 30_604, servicePort: { targetPort: 'web' }, pods: UP },
  { name: 'silent-port', nodePort: 30_605, servicePort: { targetPort: 80 }, container: { ports: [] }, pods: UP },
  {
    ...{ name: 'unready', nodePort: 30_606, pods: /0\/1 +Running/ },
    container: { readinessProbe: { httpGet: { path: '/', port: 9 }, periodSeconds: 1 } },
  },
  {
    name: 'crash',
    nodePort: 30_607,
    container: { args: ['no-such-subcommand'] },
    pods: /0\/1 +(Error|Crash\w+) +[1-9]/,
  },
  {
    name: 'no-image',
    nodePort: 30_608,
    container: { image: '127.0.0.1:1/absent:1' },
    pods: /(ErrImagePull|ImagePull\w+)/,
  },
  { name: 'homeless', nodePort: 30_609, pod: { nodeSelector: { disk: 'ssd' } }, pods: /0\/1 +Pending/ },
];

describeInLab(
  'explain: nothing stands behind the Service, or nothing that takes connections',
  ({ kind: { linux } }) => {
    beforeAll(async () => {
      await apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
      await apply(
        linux,
        SERVICES.flatMap((broken) => webObjects({ ...broken, namespace: NAMESPACE })),
      );
    });

    // Pods that end and begin again cost time.
    afterAll(() => kubectl(linux, ['delete', 'namespace', NAMESPACE, '--wait=false']));

    test.each<[name: string, problem: string, says: RegExp]>([
      ['typo', 'selects-nothing', /stops here: its selector app=tyop matches no pod; pod typo-\S+ has app=typo/],
      [
        'other-key',
        'selects-nothing',
        /stops here: its selector run=other-key matches no pod; pod other-key-\S+ has no run/,
      ],
      [
        'wrong-port',
        'port-closed',
        /stops here: nobody listens on port 80 of pod wrong-port-\S+ \(.*connection refused\), which is the targetPort; its containers name 8080/,
      ],
      [
        'wrong-name',
        'no-such-port',
        /stops here: targetPort web is a name that no container of pod wrong-name-\S+ has: it has http \(8080\)/,
      ],
    ])('%s: the patch that is printed makes it answer', async (name, problem, says) => {
      await settled(name);
      const explained = await explain(linux, [name, ...inNamespace]);
      expect(explained.said).toMatch(says);
      expect([explained.problems[0], explained.code]).toEqual([problem, 1]);
      await expectToCure(linux, fixWith(explained, 'kubectl patch service', 'changes the Service'), [
        name,
        ...inNamespace,
      ]);
    });

    test.each<[name: string, problem: string, says: RegExp, command: string, cause: RegExp]>([
      [
        ...(['silent-port', 'port-closed', /nobody listens on port 80 of pod silent-port-/] as const),
        ...(['kubectl logs', /8080/] as const),
      ],
      [
        ...([
          'unready',
          'probe-fails',
          /pod unready-\S+: container web runs, and its readiness probe does not/,
        ] as const),
        ...(['kubectl events', /Unhealthy.*Readiness probe failed/] as const),
      ],
      [
        ...(['crash', 'crash-loop', /pod crash-\S+: container web ends again and again: exit code 1/] as const),
        ...(['kubectl logs', /unknown command "no-such-subcommand"/] as const),
      ],
      [
        ...([
          'no-image',
          'image-not-pulled',
          /pod no-image-\S+: image "127\.0\.0\.1:1\/absent:1" cannot be pulled/,
        ] as const),
        ...(['kubectl events', /Failed to pull image "127\.0\.0\.1:1\/absent:1"/] as const),
      ],
      [
        ...(['homeless', 'not-scheduled', /pod homeless-\S+: not scheduled/] as const),
        ...(['kubectl events', /FailedScheduling/] as const),
      ],
    ])('%s: the command that is printed shows why', async (name, problem, says, command, cause) => {
      await settled(name);
      const explained = await explain(linux, [name, ...inNamespace]);
      expect(explained.said).toMatch(new RegExp(`stops here: ${says.source}`));
      expect([explained.problems[0], explained.code]).toEqual([problem, 1]);
      const fix = fixWith(explained, command);
      expect(fix.effect).toMatch(/^changes nothing; /);
      await expectToShow(linux, fix, cause);
    });

    async function settled(name: string): Promise<void> {
      const pods = SERVICES.find((broken) => broken.name === name)!.pods;
      await waitFor(linux.sandbox, `${name} as it is to be`, async () => {
        const found = await kubectl(linux, ['get', 'pods', ...inNamespace, '-l', `app=${name}`, '--no-headers']);
        if (pods.test(found)) return true;
        throw new Error(found);
      });
    }
  },
);
