import type { Cluster, Resources, Scope } from './deps.ts';
import { type Answer, known, NOT_ASKED } from './domain/answer.ts';
import type { NodeFacts, ServiceFacts } from './domain/facts.ts';
import type { PodState } from './domain/pod-state.ts';
import { AccessError } from './errors.ts';
import { parseNode, parseService, parseSlice, type SliceFacts } from './input/objects.ts';
import { parsePodState } from './input/pod-state.ts';
import { isOfThisResource, unseen } from './list-if-allowed.ts';

interface NamespacedPod {
  readonly namespace: string;
  readonly state: PodState;
}

type Watched = 'services' | 'endpointslices' | 'nodes' | 'pods';

export interface ObjectsMeans {
  readonly cluster: Pick<Cluster, 'watch'>;
  /** Of the Services; the endpoints and the pods are those of its namespace. */
  readonly scope: Scope;
  readonly signal: AbortSignal;
  /** Whether what keeps the first list from being made is waited out. */
  readonly isOutlived: (error: AccessError) => boolean;
  /** They are as they are now. */
  readonly changed: (resource: Watched) => void;
  /** They may be old until then. */
  readonly lost: (resource: Watched, error: AccessError) => void;
  /** Nothing that asking again would help. */
  readonly broken: (error: unknown) => void;
}

/** What `list` reads of the API server, as it is from moment to moment. Only the Services have to be there. */
export class WatchedObjects {
  readonly #means: ObjectsMeans;
  readonly #first = Promise.withResolvers<void>();
  #services: Answer<readonly ServiceFacts[]> = NOT_ASKED;
  #slices: Answer<readonly SliceFacts[]> = NOT_ASKED;
  #nodes: Answer<readonly NodeFacts[]> = NOT_ASKED;
  #pods: Answer<readonly NamespacedPod[]> = NOT_ASKED;
  #arePodsWatched = false;

  constructor(means: ObjectsMeans) {
    this.#means = means;
    const { scope, signal } = means;
    const namespace = { namespace: scope.namespace };
    signal.addEventListener('abort', () => this.#first.resolve());
    this.#watch('services', scope, parseService, (answer) => {
      this.#services = answer;
    });
    this.#watch('endpointslices', namespace, parseSlice, (answer) => {
      this.#slices = answer;
    });
    this.#watch('nodes', { namespace: undefined }, parseNode, (answer) => {
      this.#nodes = answer;
    });
  }

  /** Until each is known, or is known not to be seen. Rejects with AccessError where `list` would fail. */
  first(): Promise<void> {
    return this.#first.promise;
  }

  /** As the API server lists them, which keeps them by their names: what is added to a watched list comes last. */
  now(): {
    services: readonly ServiceFacts[];
    slices: Answer<readonly SliceFacts[]>;
    nodes: Answer<readonly NodeFacts[]>;
  } {
    const [services, nodes] = [this.#services, this.#nodes];
    if (services.kind !== 'known') throw new Error('the Services have not been listed');
    return {
      services: services.value.toSorted(byKey(({ namespace, name }) => `${namespace}/${name}`)),
      slices: this.#slices,
      nodes: nodes.kind === 'known' ? known(nodes.value.toSorted(byKey(({ name }) => name))) : nodes,
    };
  }

  /** Not asked for before somebody wants to know. */
  podsIn(namespace: string): Answer<readonly PodState[]> {
    if (!this.#arePodsWatched) {
      this.#arePodsWatched = true;
      this.#watch('pods', { namespace: this.#means.scope.namespace }, parseNamespacedPod, (answer) => {
        this.#pods = answer;
      });
    }
    if (this.#pods.kind !== 'known') return this.#pods;
    return known(this.#pods.value.flatMap((pod) => (pod.namespace === namespace ? [pod.state] : [])));
  }

  #watch<R extends Watched, T>(
    resource: R,
    scope: Scope,
    parse: (object: Resources[R]) => T,
    keep: (answer: Answer<readonly T[]>) => void,
  ): void {
    const { cluster, signal, changed, lost } = this.#means;
    let isListed = false;
    const see = (answer: Answer<readonly T[]>) => {
      isListed = true;
      keep(answer);
      this.#lookAtAll();
      changed(resource);
    };
    const fail = (error: unknown) => {
      if (!(error instanceof AccessError)) return this.#fail(error);
      if (isListed) return lost(resource, error);
      const isUnseen = resource === 'pods' || (resource !== 'services' && isOfThisResource(error));
      if (isUnseen) see(unseen(resource, error));
      else if (this.#means.isOutlived(error)) lost(resource, error);
      else this.#fail(error);
    };
    cluster
      .watch(resource, scope, parse, { changed: (objects) => see(known(objects)), lost: fail }, signal)
      .catch(fail);
  }

  #lookAtAll(): void {
    const all = [this.#services, this.#slices, this.#nodes];
    if (all.every(({ kind }) => kind !== 'not-asked')) this.#first.resolve();
  }

  #fail(error: unknown): void {
    this.#first.reject(error);
    this.#means.broken(error);
  }
}

function parseNamespacedPod(pod: Resources['pods']): NamespacedPod {
  return { namespace: pod.metadata?.namespace ?? '', state: parsePodState(pod) };
}

function byKey<T>(keyOf: (object: T) => string): (one: T, other: T) => number {
  return (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1);
}
