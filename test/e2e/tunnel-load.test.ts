import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentOf, sumOf } from '../lab/content.ts';
import { startServingPod } from '../lab/pod.ts';
import { runLoad, startLoad } from '../lab/run-load.ts';
import { waitFor } from '../lab/wait.ts';
import { apply, describeInLab } from './in-lab.ts';
import { memoryMiB, type OpenTunnel, openTunnel } from './open-tunnel.ts';

const NAMESPACE = 'load';
const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** What a garbage collector may leave for later; a GiB that is kept would be thirty times as much. */
const FLAT_MIB = 32;

describeInLab('a tunnel under load', ({ kind }) => {
  const { linux } = kind;
  let tunnel: OpenTunnel;
  let target: { readonly port: number };

  beforeAll(async () => {
    await apply(linux, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
    await startServingPod(kind, { namespace: NAMESPACE, name: 'busy', nodePorts: [30_451, 30_452, 30_453] });
    tunnel = await openTunnel(linux, ['busy:commands', '-n', NAMESPACE, '--port=31451']);
    target = { port: tunnel.port };
  });

  afterAll(async () => {
    await tunnel?.close();
  });

  test('a thousand connections are open at once', async () => {
    expect(await runLoad(linux, 'holdMany', { ...target, count: 1_000 })).toEqual({ echoed: 1_000, errors: [] });
  });

  test('a GiB comes and a GiB goes, each with the right sum', { timeout: 240_000 }, async () => {
    const sum = await sumOf(contentOf(GIB));
    const { arrived: down } = await runLoad(linux, 'download', { ...target, streams: 1, bytes: GIB });
    const { arrived: up } = await runLoad(linux, 'upload', { ...target, streams: 1, bytes: GIB });
    expect({ down, up }).toEqual({ down: [sum], up: [sum] });
  });

  test('fifty streams each way are each their own', async () => {
    const sum = await sumOf(contentOf(4 * MIB));
    const streams = { ...target, streams: 50, bytes: 4 * MIB };
    const [down, up] = await Promise.all([runLoad(linux, 'download', streams), runLoad(linux, 'upload', streams)]);
    expect({ down: down.arrived, up: up.arrived }).toEqual({ down: Array(50).fill(sum), up: Array(50).fill(sum) });
  });

  test('each side may end before the other has said what it has to say', async () => {
    expect({
      podSpeaksLast: await runLoad(linux, 'endFirst', { ...target, bytes: 10 * MIB }),
      clientSpeaksLast: await runLoad(linux, 'speakLast', { ...target, bytes: MIB }),
    }).toEqual({ podSpeaksLast: await sumOf(contentOf(10 * MIB)), clientSpeaksLast: await sumOf(contentOf(MIB)) });
  });

  test('a GiB behind a reader that has stopped takes no memory, holds up nobody, and comes whole at last', {
    timeout: 240_000,
  }, async () => {
    const sum = await sumOf(contentOf(8 * MIB));
    const already = await runLoad(linux, 'hearSent', target);
    const before = memoryMiB(tunnel.pid);
    const stopped = startLoad(linux, 'stopReading', { ...target, bytes: GIB });
    await waitUntilHeld(already);
    const waiting = memoryMiB(tunnel.pid);
    const beside = await runLoad(linux, 'download', { ...target, streams: 8, bytes: 8 * MIB });
    const all = await stopped.finish();
    expect({ isFlat: waiting - before < FLAT_MIB, beside: beside.arrived, all }).toEqual({
      isFlat: true,
      beside: Array(8).fill(sum),
      all: await sumOf(contentOf(GIB)),
    });
  });

  /** The pod can hand no more to the system: everything on the way is full. */
  async function waitUntilHeld(already: number): Promise<void> {
    let last = already;
    await waitFor(linux.sandbox, 'a pod that is held', async () => {
      const sent = await runLoad(linux, 'hearSent', target);
      const isHeld = sent > already && sent === last;
      last = sent;
      await delay(500);
      return isHeld;
    });
  }

  test.each([
    'after clients that spoke when the pod had ended',
    'after clients that left while the pod read nothing',
  ] as const)('%s every new connection is answered', async (situation) => {
    await runLoad(linux, situation.includes('spoke') ? 'speakTooLate' : 'leaveUnread', { ...target, count: 8 });
    expect(await runLoad(linux, 'connectMany', { ...target, count: 400, atOnce: 40 })).toMatchObject({ failed: 0 });
    expect(await runLoad(linux, 'holdMany', { ...target, count: 200 })).toEqual({ echoed: 200, errors: [] });
  });
});
