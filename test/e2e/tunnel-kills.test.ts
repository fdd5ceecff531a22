import { beforeAll, expect, test } from 'vitest';
import type { Asked } from '../lab/load/keep-asking.ts';
import { pidOfPod } from '../lab/pod.ts';
import { mustRun } from '../lab/run.ts';
import { startLoad } from '../lab/run-load.ts';
import { waitFor } from '../lab/wait.ts';
import { exposeWeb } from '../lab/web.ts';
import { apply, describeInLab, kubectl } from './in-lab.ts';
import { openTunnel } from './open-tunnel.ts';

const NAMESPACE = 'kills';
const inNamespace = ['-n', NAMESPACE];

describeInLab('pods that are killed under a tunnel', ({ kind }) => {
  const { linux, mac } = kind;

  beforeAll(async () => {
    await apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await Promise.all([
      exposeWeb(linux, { ...WEB, name: 'one', nodePort: 30_421 }, { at: '172.18.0.3:30421', from: linux }),
      exposeWeb(linux, { ...WEB, name: 'two', nodePort: 30_422, replicas: 2 }, { at: '172.18.0.3:30422', from: linux }),
    ]);
  });

  test.each([
    { name: 'one', kills: 50, with: 'nothing beside it' },
    { name: 'two', kills: 50, with: 'another beside it' },
  ])(
    '$kills kills with $with: whatever is asked while a ready endpoint exists is answered',
    { timeout: 400_000 },
    async ({ name, kills }) => {
      const tunnel = await openTunnel(mac, [name, ...inNamespace]);
      const asking = startLoad(mac, 'keepAsking', { of: `${tunnel.url}/hostname`, atOnce: 4, pauseMs: 40 });
      const deaths: Death[] = [];
      for (let number = 0; number < kills; number += 1) {
        // Each death but the first also has a connection of its own that came after the one before.
        const answering = await mustRun(mac, ['curl', '-sS', `${tunnel.url}/hostname`]);
        deaths.push(await killOne(name, answering, WAYS[number % WAYS.length]!));
      }
      await waitFor(linux.sandbox, 'the last questions', () => Date.now() > deaths.at(-1)!.wellAt + 500);
      const asked = await asking.finish();
      const { stdout, code } = await tunnel.close();
      expect({
        failed: asked.filter((each) => isPromised(each, deaths) && !each.answer.startsWith(`200 ${name}-`)),
        isAskedAllTheTime: asked.filter((each) => isPromised(each, deaths)).length > 2 * kills,
        stray: tunnel.said().filter((line) => !LINES.some((known) => known.test(line))),
        stdout,
        code,
      }).toEqual({ failed: [], isAskedAllTheTime: true, stray: [], stdout: `${tunnel.url}\n`, code: 0 });
    },
  );

  /** Kills the pod that the tunnel goes to, and waits until the API server says that there is a ready one again. */
  async function killOne(name: string, answering: string, way: Way): Promise<Death> {
    const victim = (await readyPods(name)).find((pod) => pod.name === answering);
    if (victim === undefined) throw new Error(`${answering} answers, and is not ready`);
    const killedAt = Date.now();
    await way(victim);
    let wellAt = 0;
    await waitFor(linux.sandbox, `a ready pod of ${name} after ${victim.name}`, async () => {
      const living = await readyPods(name);
      if (wellAt === 0 && living.some((pod) => pod.container !== victim.container)) wellAt = Date.now();
      // Nor is the next one killed before this one is made good.
      return living.filter((pod) => pod.container !== victim.container).length === (name === 'two' ? 2 : 1);
    });
    const settledAt = Date.now();
    await waitFor(linux.sandbox, 'some questions', () => Date.now() > settledAt + 200);
    return { killedAt, wellAt };
  }

  const WAYS: readonly Way[] = [
    ({ name }) =>
      kubectl(linux, ['delete', 'pod', name, ...inNamespace, '--grace-period=0', '--force', '--wait=false']),
    async ({ name }) => {
      const pid = await pidOfPod(kind, { namespace: NAMESPACE, name, container: 'web' });
      await mustRun(linux, ['sh', '-c', `kill -s KILL ${pid}`]);
    },
    ({ name }) =>
      kubectl(linux, ['delete', 'pod', name, ...inNamespace, '--grace-period=0', '--force', '--wait=false']),
    ({ name }) => kubectl(linux, ['delete', 'pod', name, ...inNamespace, '--grace-period=2', '--wait=false']),
  ];

  /** Those that are called ready by themselves and in the EndpointSlice. */
  async function readyPods(name: string): Promise<readonly ReadyPod[]> {
    const select = ['-l', `kubernetes.io/service-name=${name}`];
    const [pods, slices] = await Promise.all([
      kubectl(linux, ['get', 'pods', '-l', `app=${name}`, ...inNamespace, '-o', 'json']),
      kubectl(linux, ['get', 'endpointslices', ...select, ...inNamespace, '-o', 'json']),
    ]);
    const ready = (JSON.parse(slices) as Slices).items
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }) => conditions.ready)
      .map(({ targetRef }) => targetRef.name);
    return (JSON.parse(pods) as Pods).items.flatMap(({ metadata, status }) => {
      const [container] = status.containerStatuses ?? [];
      const isLiving = metadata.deletionTimestamp === undefined && container?.ready && ready.includes(metadata.name);
      return isLiving ? [{ name: metadata.name, container: container.containerID }] : [];
    });
  }
});

const WEB = { namespace: NAMESPACE, nodeName: 'dev-worker' };

interface ReadyPod {
  readonly name: string;
  readonly container: string;
}

type Way = (victim: ReadyPod) => Promise<unknown>;

/** `Date.now()`; `wellAt`: when the API server said that a ready endpoint exists that is not the one killed. */
interface Death {
  readonly killedAt: number;
  readonly wellAt: number;
}

/** Asked after it was well again, and before the next was killed. */
function isAfter({ startedAt }: Asked, deaths: readonly Death[], number: number): boolean {
  const next = deaths[number + 1]?.killedAt ?? Number.POSITIVE_INFINITY;
  return startedAt > deaths[number]!.wellAt && startedAt < next;
}

/** What was under way when a pod was killed may be lost with it. */
function isPromised(asked: Asked, deaths: readonly Death[]): boolean {
  const isLost = deaths.some(({ killedAt }) => asked.startedAt <= killedAt && asked.endedAt >= killedAt);
  return !isLost && (asked.endedAt < deaths[0]!.killedAt || deaths.some((_, number) => isAfter(asked, deaths, number)));
}

/** What may be said while all that happens. */
const LINES = [
  /^kind-dev kills\/(one|two): a tunnel to pod \S+, until Ctrl-C$/,
  /^kind-dev kills\/(one|two): HTTP 200 in \d+ ms$/,
  /^pod \S+ (is gone|is not ready any more|is ending|cannot be reached \(.+\)): new connections go to pod \S+$/,
  /^no ready pod behind kills\/(one|two): new connections wait$/,
  /^lost the connection to pod \S+ \(.+\): trying again$/,
  /^pod \S+ does not take connections \(.+\): is its port the Service's targetPort\?$/,
  /^well again after [\d.]+ (ms|s), at pod \S+$/,
];

interface Slices {
  readonly items: readonly {
    readonly endpoints?: readonly {
      readonly conditions: { readonly ready: boolean };
      readonly targetRef: { readonly name: string };
    }[];
  }[];
}

interface Pods {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
    readonly status: {
      readonly containerStatuses?: readonly { readonly ready: boolean; readonly containerID: string }[];
    };
  }[];
}
