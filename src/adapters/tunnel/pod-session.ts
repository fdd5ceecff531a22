import type { Passing } from './passing.ts';

/** What one connection to a port of the pod tells whoever opened it. */
export interface PodStreamEvents {
  /** A part of the whole: good until this returns, or for as long as it is held. */
  data(bytes: Uint8Array, whole: Passing): void;
  /** The pod sends no more. */
  ended(): void;
  /** It is over at once, in both directions. `because`: what the node says of it, or the end of the whole connection. */
  failed(because: string): void;
  /** The same, and nobody can have heard a byte: the node did not get as far as the pod's port. */
  unconnected(because: string): void;
  /** What was sent has gone out: more may be sent. */
  drained(): void;
}

/** One connection to a port of the pod. */
export interface PodStream {
  /** False: what was sent waits to go out; `drained` tells when it has. `sent`: called when the bytes are not needed any more. */
  send(bytes: Uint8Array, sent?: () => void): boolean;
  /** We send no more, and still listen. */
  end(): void;
  /** Nobody listens any more. Nothing is told afterwards. */
  cancel(): void;
  /**
   * How many bytes of what the pod has sent its client has not taken yet. Beyond a limit the pod is held, and with it
   * every other stream of this session: they share one connection. 0 releases it.
   */
  keeps(bytes: number): void;
}

/** A pod's port-forward: many connections to its ports as streams of one connection to the API server. */
export interface PodSession {
  /** `first`: sent together with the opening. */
  open(port: number, events: PodStreamEvents, first: readonly Uint8Array[]): PodStream;
  /** Connections whose client has not ended yet, or is still sent something. */
  readonly count: number;
  /** Connections of any kind: one that has half closed may still wait for its answer. */
  readonly isEmpty: boolean;
  /** Whether one of them is neither short nor small, or waits for its client: nobody else should depend on that. */
  isOccupied(): boolean;
  readonly isUsable: boolean;
  /** Resolves when the other end has answered; rejects when it has not within the time, and then all of it is over. */
  check(limitMs: number): Promise<void>;
  /** Resolves when the connection is gone, to why; `undefined`: it was closed here, or nobody needed it any more. */
  readonly ended: Promise<string | undefined>;
  close(): void;
}
