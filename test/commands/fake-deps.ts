import type { Cluster, ConnectionFlags, Deps, EngineAnswer, Resources, Scope } from '../../src/deps.ts';
import type { EngineFacts, KubeconfigFacts, MachineFacts } from '../../src/domain/facts.ts';
import type { Dial, ProbeResult } from '../../src/domain/probe.ts';
import { AccessError, TargetError } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import { someClusterFacts } from '../domain/build.ts';

/** A cluster, this machine and its network, as the program meets them. */
export interface World {
  /** Objects as `kubectl get -o json` prints them. */
  readonly services?: readonly unknown[];
  readonly endpointslices?: readonly unknown[];
  readonly pods?: readonly unknown[];
  readonly nodes?: readonly unknown[];
  /** What a question about a resource meets instead of an answer. */
  readonly failures?: Partial<Record<keyof Resources, AccessError>>;
  /** What opening the cluster meets. */
  readonly failure?: unknown;
  readonly kubeconfig?: Partial<KubeconfigFacts>;
  readonly machine?: Partial<MachineFacts>;
  readonly engine?: EngineAnswer | EngineFacts;
  /** What tools wrote down on this machine, by the path below their folder. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** By path; `-` is standard input. */
  readonly files?: Readonly<Record<string, string>>;
  /** By `host:port`; what is not there refuses after 1 ms. */
  readonly network?: Readonly<Record<string, ProbeResult | Error>>;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Seen extends Ended {
  /** Both streams as a terminal shows them. */
  readonly screen: string;
  readonly dials: readonly string[];
  /** `resource namespace selector`, in the order in which they were asked. */
  readonly questions: readonly string[];
  /** The filters of each. */
  readonly engineQuestions: readonly string[];
  readonly isClosed: boolean;
}

export const KIND_DEV = someClusterFacts().kubeconfig;

const MAC: MachineFacts = {
  platform: 'darwin',
  within: 'nothing',
  kernel: '24.6.0',
  interfaces: ['127.0.0.1/8', '192.168.1.20/24'],
};

const BUILD = { version: '1.2.3', commit: '0123456789abcdef0123', commitDate: '2026-11-22T10:00:00Z' };

/** Runs a command line in such a world, on a terminal or in a pipe. */
export async function run(argv: string, world: World, where: 'terminal' | 'pipe'): Promise<Seen> {
  const written = { stdout: '', stderr: '', screen: '' };
  const dials: string[] = [];
  const questions: string[] = [];
  const engineQuestions: string[] = [];
  let isClosed = false;
  const stream = (name: 'stdout' | 'stderr') => ({
    isTerminal: where === 'terminal',
    write: (text: string) => {
      written[name] += text;
      written.screen += text;
    },
  });

  const openCluster = async (flags: ConnectionFlags): Promise<Cluster> => {
    if (world.failure) throw world.failure;
    const kubeconfig = { ...KIND_DEV, ...world.kubeconfig };
    const list = async <R extends keyof Resources, T>(
      resource: R,
      scope: Scope,
      parse: (object: Resources[R]) => T,
    ) => {
      questions.push([resource, scope.namespace ?? '*', scope.selector ?? ''].join(' ').trim());
      const failure = world.failures?.[resource];
      if (failure) throw failure;
      return (world[resource] ?? [])
        .filter((object) => isIn(object, scope))
        .map((object) => parse(object as Resources[R]));
    };
    const close = () => {
      isClosed = true;
    };
    return { kubeconfig, namespace: flags.namespace ?? kubeconfig.namespace, list, close };
  };

  const deps: Deps = {
    io: { stdout: stream('stdout'), stderr: stream('stderr'), progress: (_, work) => work() },
    homeDirectory: '/home/jane',
    openCluster,
    readMachine: () => ({ ...MAC, ...world.machine }),
    readEngine: async ({ filters }) => {
      engineQuestions.push(filters.join(' '));
      return engineOf(world.engine);
    },
    readSettings: async ({ path, keep }) => {
      const content = world.settings?.[path];
      const because = { code: 'settings', value: 'not found', source: path };
      return content === undefined ? { kind: 'unknown', because } : { kind: 'known', value: keep(content) };
    },
    readFile: async (path) => {
      const text = world.files?.[path];
      if (text === undefined) throw new TargetError(`error: the path "${path}" does not exist`);
      return new TextEncoder().encode(text);
    },
    now: () => new Date('2026-11-22T10:00:00Z'),
    probe: async ({ host, port }: Dial) => {
      dials.push(`${host}:${port}`);
      const met = world.network?.[`${host}:${port}`] ?? { outcome: 'refused', afterMs: 1 };
      if (met instanceof Error) throw met;
      return met;
    },
    routeTo: async () => 'local',
    sleep: async () => {},
  };
  const code = await main(argv === '' ? [] : argv.split(' '), deps, BUILD);
  return { code, ...written, dials, questions, engineQuestions, isClosed };
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

function engineOf(engine: World['engine']): EngineAnswer {
  const remoteHost = undefined;
  if (!engine) return { kind: 'unknown', value: 'no engine found', source: '/var/run/docker.sock', remoteHost };
  return 'kind' in engine ? engine : { kind: 'known', value: engine, remoteHost };
}

function isIn(object: unknown, { namespace, selector }: Scope): boolean {
  const { metadata = {} } = object as { metadata?: { namespace?: string; labels?: Record<string, string> } };
  const [key = '', value] = selector?.split('=') ?? [];
  const isChosen = selector === undefined || metadata.labels?.[key] === value;
  return isChosen && (namespace === undefined || metadata.namespace === namespace);
}
