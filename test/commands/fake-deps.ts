import type { Deps, Resources } from '../../src/deps.ts';
import { AccessError } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeCluster } from './fake-cluster.ts';
import { FakeMachine } from './fake-machine.ts';
import type { Ended, Happening, Seen, Where, World } from './world.ts';

// What the program loads when it needs it is there: in that world loading takes no time.
import '../../src/commands/complete.ts';
import '../../src/commands/completion.ts';
import '../../src/commands/explain.ts';
import '../../src/commands/list.ts';
import '../../src/commands/list/wait.ts';
import '../../src/commands/list/watch.ts';
import '../../src/commands/open.ts';
import '../../src/commands/version.ts';
import '../../src/commands/what-starts-it.ts';
import '../../src/inspect.ts';
import '../../src/render/conversation.ts';
import '../../src/render/json.ts';
import '../../src/render/list-names.ts';
import '../../src/render/list-template.ts';
import '../../src/render/list-yaml.ts';
import '../../src/render/safe-yaml.ts';
import '../../src/render/table.ts';

const BUILD = {
  version: '1.2.3',
  commit: '0123456789abcdef0123',
  commitDate: '2026-11-22T10:00:00Z',
  platform: 'linux/amd64',
  runtime: 'bun 1.4.5',
};

/** Runs a command line, words parted by spaces, in such a world. */
export async function run(argv: string | readonly string[], world: World, where: Where): Promise<Seen> {
  const words = typeof argv === 'string' ? argv.split(' ').filter((word) => word !== '') : argv;
  const clock = new FakeClock();
  const startMs = clock.now().getTime();
  const cluster = new FakeCluster(world);
  const machine = new FakeMachine(world, where, clock);
  const deps: Deps = {
    ...machine.deps(),
    openCluster: async (flags, log) => {
      if (world.failure) throw world.failure;
      for (const warning of world.warnings ?? []) log?.warned(warning);
      return cluster.seenBy(flags);
    },
    openClusterUnattended: async (flags) => {
      if (world.failure) throw world.failure;
      return cluster.seenBy(flags);
    },
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
  const happening: Happening = {
    ...machine.happening(),
    change(changed) {
      machine.change(changed);
      cluster.change(changed);
    },
    lose: (error) => cluster.lose(error),
    putClockBack: (ms) => clock.putBack(ms),
  };
  const end = new AbortController();
  for (const { afterMs, happens } of world.later ?? []) {
    void clock.sleep(afterMs, end.signal).then(() => end.signal.aborted || happens(happening));
  }
  const running = main(words, deps, BUILD).finally(() => end.abort());
  await clock.runUntil(running);
  const tookMs = clock.now().getTime() - startMs;
  const { questions, watches, isClosed } = cluster;
  return { code: await running, tookMs, questions, watches, isClosed, ...machine.seen() };
}

export function endOf({ code, stdout, stderr }: Seen): Ended {
  return { code, stdout, stderr };
}

/** kubectl's sentence, as the adapter that asks the API server throws it. */
export function forbidden(resource: keyof Resources, where: string): AccessError {
  const group = resource === 'endpointslices' ? 'discovery.k8s.io' : '';
  const sentence = `${resource} is forbidden: User "jane" cannot list resource "${resource}" in API group "${group}" ${where}`;
  return new AccessError('forbidden', `Error from server (Forbidden): ${sentence}`);
}
