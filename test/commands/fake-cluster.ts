import { PassThrough } from 'node:stream';
import type { Cluster, Resources, Scope, Watcher } from '../../src/deps.ts';
import type { Connection } from '../../src/domain/connection.ts';
import type { KubeconfigFacts } from '../../src/domain/facts.ts';
import type { ServerVersion } from '../../src/domain/program.ts';
import { AccessError } from '../../src/errors.ts';
import { someClusterFacts } from '../domain/build.ts';

/**
 * What an API server has, as `kubectl get -o json` prints it, and what it does not tell. A namespace is there unless
 * others are named.
 */
export interface ClusterWorld extends Partial<Readonly<Record<keyof Resources, readonly unknown[]>>> {
  /** What a question about a resource meets instead of an answer. */
  readonly failures?: Partial<Record<keyof Resources, AccessError>>;
  /** The same, of a question about the whole cluster. */
  readonly failuresEverywhere?: Partial<Record<keyof Resources, AccessError>>;
  /** It never answers a question. */
  readonly isSilent?: boolean;
  readonly kubeconfig?: Partial<KubeconfigFacts>;
  readonly version?: ServerVersion | AccessError;
}

export const KIND_DEV = someClusterFacts().kubeconfig;

interface Watching {
  readonly resource: string;
  tell(): void;
  lose(error: AccessError): void;
  fail(error: Error): void;
}

/** Answers from a world, which may change: who watches is told. */
export class FakeCluster {
  /** `resource namespace selector`, in the order in which they were asked. */
  readonly questions: string[] = [];
  readonly watches: string[] = [];
  isClosed = false;
  #world: ClusterWorld;
  readonly #watching = new Set<Watching>();

  constructor(world: ClusterWorld) {
    this.#world = world;
  }

  change(world: ClusterWorld): void {
    this.#world = { ...this.#world, ...world };
    for (const watching of this.#watching) if (watching.resource in world) watching.tell();
  }

  /** It does not answer, and will be asked again. */
  lose(error: AccessError): void {
    for (const watching of this.#watching) watching.lose(error);
  }

  /** What only a bug does: whoever watches sees nothing any more. */
  fail(error: Error): void {
    for (const watching of this.#watching) watching.fail(error);
  }

  seenBy(flags: Connection): Cluster {
    const kubeconfig = { ...KIND_DEV, ...this.#world.kubeconfig };
    return {
      kubeconfig,
      namespace: flags.namespace ?? kubeconfig.namespace,
      id: 'https://127.0.0.1:41001',
      list: async (resource, scope, parse) => {
        this.questions.push(wordsOf(resource, scope));
        if (this.#world.isSilent) await new Promise<never>(() => {});
        return this.#ask(resource, scope).map(parse);
      },
      watch: async (resource, scope, parse, watcher, signal) => {
        this.watches.push(wordsOf(resource, scope));
        await this.#watch(resource, () => watcher.changed(this.#ask(resource, scope).map(parse)), watcher, signal);
      },
      forward: async () => new PassThrough(),
      readVersion: async () => {
        const { version = { gitVersion: 'v1.35.4', platform: 'linux/arm64' } } = this.#world;
        if (version instanceof AccessError) throw version;
        return version;
      },
      close: () => {
        this.isClosed = true;
      },
    };
  }

  async #watch(resource: string, tell: () => void, watcher: Watcher<never>, signal: AbortSignal): Promise<void> {
    await undefined; // nobody is told before the question was out
    if (signal.aborted) return;
    tell();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const watching = { resource, tell, lose: (error: AccessError) => watcher.lost(error), fail: reject };
    this.#watching.add(watching);
    signal.addEventListener('abort', () => {
      this.#watching.delete(watching);
      resolve();
    });
    await promise;
  }

  #ask<R extends keyof Resources>(resource: R, scope: Scope): Resources[R][] {
    const { failures, failuresEverywhere } = this.#world;
    const failure = failures?.[resource] ?? (scope.namespace === undefined && failuresEverywhere?.[resource]);
    if (failure) throw failure;
    if (resource === 'namespaces' && !this.#world.namespaces)
      return [{ metadata: { name: scope.name } } as Resources[R]];
    return (this.#world[resource] ?? [])
      .filter((object) => isIn(object, scope))
      .map((object) => object as Resources[R]);
  }
}

function wordsOf(resource: string, { namespace, selector, fieldSelector, name }: Scope): string {
  return [resource, namespace ?? '*', selector ?? '', fieldSelector ?? name ?? '']
    .join(' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}

/** Selectors of equality, as a Service has them. */
function isIn(object: unknown, { namespace, selector, name }: Scope): boolean {
  const { metadata = {} } = object as {
    metadata?: { name?: string; namespace?: string; labels?: Record<string, string> };
  };
  const pairs = selector?.split(',').map((pair) => pair.split('=')) ?? [];
  return (
    pairs.every(([key = '', value]) => metadata.labels?.[key] === value) &&
    (namespace === undefined || metadata.namespace === namespace) &&
    (name === undefined || metadata.name === name)
  );
}
