import type { Deps, EngineAnswer, Guide, Question, RunningCommand, Signal, Stream, Tunnel } from '../../src/deps.ts';
import type { CompletionRequest } from '../../src/domain/completion-installed.ts';
import type { MachineFacts } from '../../src/domain/facts.ts';
import type { UserFacts } from '../../src/domain/study.ts';
import { TargetError } from '../../src/errors.ts';
import { aPort } from '../domain/build.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import type { Happening, Seen, Where, World } from './world.ts';

const MAC: MachineFacts = {
  platform: 'darwin',
  within: 'nothing',
  kernel: '24.6.0',
  interfaces: ['127.0.0.1/8', '192.168.1.20/24'],
};

const JANE: UserFacts = { shell: 'posix', proxies: { set: [], except: [] } };

/** Where a tunnel listens that may listen anywhere. */
const FREE_PORT = 40_000;

type OfMachine = Omit<Seen, 'code' | 'tookMs' | 'questions' | 'watches' | 'isClosed'>;

/** This machine: its terminal, its network, its programs. It keeps what was done to it. */
export class FakeMachine {
  #world: World;
  readonly #where: Where;
  readonly #clock: FakeClock;
  readonly #written = { stdout: '', stderr: '', screen: '' };
  readonly #dials: string[] = [];
  readonly #engineQuestions: string[] = [];
  readonly #conversations: string[] = [];
  readonly #opened: string[] = [];
  readonly #picks: Question[] = [];
  readonly #installs: CompletionRequest[] = [];
  readonly #commands: { argv: readonly string[]; variables: Readonly<Record<string, string>> }[] = [];
  readonly #log: string[] = [];
  readonly #readerLeft = Promise.withResolvers<void>();
  #told: ((signal: Signal) => void) | undefined;
  #guide: Guide | undefined;

  constructor(world: World, where: Where, clock: FakeClock) {
    this.#world = world;
    this.#where = where;
    this.#clock = clock;
  }

  seen(): OfMachine {
    return {
      ...this.#written,
      dials: this.#dials,
      engineQuestions: this.#engineQuestions,
      conversations: this.#conversations,
      opened: this.#opened,
      picks: this.#picks,
      installs: this.#installs,
      commands: this.#commands,
      log: this.#log,
    };
  }

  change(world: Partial<World>): void {
    this.#world = { ...this.#world, ...world };
  }

  happening(): Omit<Happening, 'change' | 'lose' | 'putClockBack'> {
    return {
      signal: (signal) => {
        if (!this.#told) throw new Error(`${signal} would have ended the program`);
        this.#told(signal);
      },
      readerLeaves: () => this.#readerLeft.resolve(),
      guide: () => {
        if (!this.#guide) throw new Error('no tunnel is open');
        return this.#guide;
      },
    };
  }

  deps(): Omit<Deps, 'openCluster' | 'openClusterUnattended' | 'now' | 'sleep'> {
    return {
      io: { stdout: this.#stream('stdout'), stderr: this.#stream('stderr'), progress: (_, work) => work() },
      homeDirectory: '/home/jane',
      isOnTerminal: () => this.#where !== 'pipe',
      canPick: () => this.#where !== 'pipe',
      readKubeconfigNames: async () => {
        if (this.#world.failure) throw this.#world.failure;
        return this.#world.names ?? { contexts: [], clusters: [], users: [] };
      },
      installCompletion: async (request) => {
        this.#installs.push(request);
        const { installed } = this.#world;
        if (!installed || installed instanceof Error) throw installed;
        return installed;
      },
      readMachine: () => ({ ...MAC, ...this.#world.machine }),
      readUser: () => ({ ...JANE, ...this.#world.user }),
      readEngine: async ({ filters }) => {
        this.#engineQuestions.push(filters.join(' '));
        return engineOf(this.#world.engine);
      },
      readSettings: async ({ path, keep }) => {
        const content = this.#world.settings?.[path];
        const because = { code: 'settings', value: 'not found', source: path };
        return content === undefined ? { kind: 'unknown', because } : { kind: 'known', value: keep(content) };
      },
      readFile: async (path) => {
        const text = this.#world.files?.[path];
        if (text === undefined) throw new TargetError(`error: the path "${path}" does not exist`);
        return new TextEncoder().encode(text);
      },
      probe: async ({ host, port }) => {
        this.#dials.push(`${host}:${port}`);
        const met = this.#world.network?.[`${host}:${port}`] ?? { outcome: 'refused', afterMs: 1 };
        if (met instanceof Error) throw met;
        return met;
      },
      routeTo: async () => 'local',
      converse: async ({ host, port, path = '' }, guess) => {
        this.#conversations.push(`${host}:${port}${path} ${guess}`);
        return this.#world.speech?.[`${host}:${port}`] ?? { kind: 'unsettled', scheme: guess };
      },
      readDesktop: (within) => {
        const { platform } = { ...MAC, ...this.#world.machine };
        const nobody = { browser: undefined, ssh: undefined, codespace: undefined };
        return { platform, within, isCi: false, hasDisplay: false, ...nobody, ...this.#world.desktop };
      },
      openUrl: async ([opener]) => {
        this.#opened.push(opener.join(' '));
        return this.#world.opened ?? { kind: 'opened' };
      },
      askWindows: async (url) => this.#world.windows?.[url] ?? 'not-reached',
      readWslNetwork: async () => this.#world.wslNetwork,
      pick: async (question) => {
        this.#picks.push(question);
        return this.#world.picked;
      },
      startCommand: async (argv, variables) => this.#start(argv, variables),
      takeSignals: (told) => {
        this.#told = told;
        return () => {
          this.#told = undefined;
        };
      },
      readTunnels: async () => this.#world.tunnels ?? [],
      openTunnel: async (of, { addresses, port }, _, guide) => {
        const wanted = port.kind === 'any' ? 'any port' : `${port.kind} ${port.port}`;
        this.#log.push(
          `listen on ${addresses.join(',')} ${wanted} for ${of ? `${of.namespace}/${of.service}:${of.port}` : 'nobody'}`,
        );
        const { failure, port: given } = this.#world.tunnel ?? {};
        if (failure) throw failure;
        this.#guide = guide;
        return this.#tunnelAt(given ?? (port.kind === 'any' ? FREE_PORT : port.port));
      },
    };
  }

  #tunnelAt(port: number): Tunnel {
    return {
      host: '127.0.0.1',
      port: aPort(port),
      warm: async ({ pod, port: podPort }) => {
        this.#log.push(`connect to ${pod.namespace}/${pod.name}:${podPort}`);
        const failure = this.#world.tunnel?.pods?.[pod.name];
        if (failure) throw failure;
      },
      close: () => {
        this.#log.push(`close ${port}`);
      },
    };
  }

  #start(argv: readonly string[], variables: Readonly<Record<string, string>>): RunningCommand {
    const { end = { kind: 'ended', code: 0 }, afterMs = 0 } = this.#world.command ?? {};
    const ended = Promise.withResolvers<Awaited<RunningCommand['ended']>>();
    this.#commands.push({ argv, variables });
    this.#log.push('start the command');
    if (end !== 'when-signalled') {
      void this.#clock.sleep(afterMs, new AbortController().signal).then(() => ended.resolve(end));
    }
    return {
      ended: ended.promise,
      signal: (signal) => {
        this.#log.push(`${signal} for the command`);
        if (end === 'when-signalled') ended.resolve({ kind: 'ended', code: 130 });
      },
    };
  }

  #stream(name: 'stdout' | 'stderr'): Stream {
    return {
      isTerminal: this.#where === 'terminal' || (this.#where === 'captured' && name === 'stderr'),
      hasColour: false,
      write: (text) => {
        this.#written[name] += text;
        this.#written.screen += text;
      },
      untilGone: () => this.#readerLeft.promise,
    };
  }
}

function engineOf(engine: World['engine']): EngineAnswer {
  const remoteHost = undefined;
  if (!engine) return { kind: 'unknown', value: 'no engine found', source: '/var/run/docker.sock', remoteHost };
  return 'kind' in engine ? engine : { kind: 'known', value: engine, remoteHost };
}
