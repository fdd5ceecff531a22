import { elapsedMs } from '../../domain/elapsed.ts';
import type { PodSession, PodStream, PodStreamEvents } from './pod-session.ts';
import type { Sharing } from './sharing.ts';

interface PoolLimits {
  /** So many connections of this machine get a session of their own; what comes beyond that is shared evenly. */
  readonly mostSessions: number;
  /** So many do so always, whatever has been seen of them. */
  readonly mostAlone: number;
  /** A session that nobody uses is kept for so long; the last one for as long as the tunnel is open. */
  readonly idleMs: number;
  /** One that has been idle is asked for a sign of life before it is relied upon: a laptop may have slept. */
  readonly checkAfterMs: number;
  readonly checkLimitMs: number;
}

const LIMITS: PoolLimits = {
  mostSessions: 64,
  mostAlone: 4,
  idleMs: 60_000,
  checkAfterMs: 5_000,
  checkLimitMs: 2_000,
};

export interface SessionPool<Pod> {
  /** A stream to a port of the pod, on the session that is least used. Rejects when none can be made. */
  open(pod: Pod, port: number, events: PodStreamEvents, first: readonly Uint8Array[]): Promise<PodStream>;
  /** Connects beforehand, and so finds out whether it can be done. */
  warm(pod: Pod): Promise<void>;
  close(): void;
}

interface Pooled {
  readonly key: string;
  readonly session: PodSession;
  usedAtMs: number;
  /** Chosen, and not yet counted by the session. */
  reserved: number;
}

/** `lost`: a session that was good has ended, to why, after so long: several may end at once, each of its own age. */
export interface PoolOptions<Pod> {
  keyOf(pod: Pod): string;
  connect(pod: Pod): Promise<PodSession>;
  lost(pod: Pod, because: string, livedMs: number): void;
  readonly sharing: Pick<Sharing, 'isOn'>;
  readonly limits?: PoolLimits;
}

export function createSessionPool<Pod>({
  keyOf,
  connect,
  lost,
  sharing,
  limits = LIMITS,
}: PoolOptions<Pod>): SessionPool<Pod> {
  const pooled = new Set<Pooled>();
  const underWay = new Map<string, Set<Promise<Pooled>>>();
  let current = '';
  let isClosed = false;
  const sweeper = setInterval(sweep, limits.idleMs / 2);

  return {
    async open(pod, port, events, first) {
      const chosen = await choose(pod);
      chosen.reserved -= 1;
      chosen.usedAtMs = Date.now();
      return chosen.session.open(port, events, first);
    },
    async warm(pod) {
      current = keyOf(pod);
      if (usable(current).length === 0) await make(pod);
      sweep();
    },
    close() {
      isClosed = true;
      clearInterval(sweeper);
      for (const { session } of pooled) session.close();
    },
  };

  async function choose(pod: Pod): Promise<Pooled> {
    const key = keyOf(pod);
    for (;;) {
      const made = underWay.get(key) ?? new Set();
      const sessions = usable(key).toSorted((a, b) => load(a) - load(b));
      const [least] = sessions;
      const shared = isShared(sessions) ? sessions.findLast(({ session }) => !session.isOccupied()) : undefined;
      const mayMake = sessions.length + made.size < limits.mostSessions;
      if (shared && load(shared) > 0) return reserve(shared);
      if (least === undefined && !mayMake) await Promise.race(made);
      else if (least === undefined) return reserve(await make(pod));
      // A server may have had enough of them.
      else if (load(least) > 0 && mayMake) {
        const more = await make(pod).catch(() => undefined);
        if (more || least.session.isUsable) return reserve(more ?? least);
      } else if (await isAlive(reserve(least))) return least;
      else least.reserved -= 1;
    }
  }

  /** Those that come and go are together where the most of them are: each hop then handles several at once. */
  function isShared(sessions: readonly Pooled[]): boolean {
    return sharing.isOn() && sessions.reduce((sum, each) => sum + load(each), 0) >= limits.mostAlone;
  }

  function reserve(each: Pooled): Pooled {
    each.reserved += 1;
    return each;
  }

  function usable(key: string): readonly Pooled[] {
    return [...pooled].filter((each) => each.key === key && each.session.isUsable);
  }

  function load({ session, reserved }: Pooled): number {
    return session.count + reserved;
  }

  async function isAlive({ session, usedAtMs }: Pooled): Promise<boolean> {
    if (session.count > 0 || elapsedMs(usedAtMs, Date.now()) < limits.checkAfterMs) return true;
    const isAnswered = await session.check(limits.checkLimitMs).then(
      () => true,
      () => false,
    );
    return isAnswered && session.isUsable;
  }

  async function make(pod: Pod): Promise<Pooled> {
    const key = keyOf(pod);
    const making = connectTo(pod, key);
    const made = underWay.get(key) ?? new Set();
    underWay.set(key, made.add(making));
    try {
      return await making;
    } finally {
      made.delete(making);
      if (made.size === 0 && underWay.get(key) === made) underWay.delete(key);
    }
  }

  async function connectTo(pod: Pod, key: string): Promise<Pooled> {
    const session = await connect(pod);
    const madeAtMs = Date.now();
    const each = { key, session, usedAtMs: madeAtMs, reserved: 0 };
    if (isClosed) session.close();
    pooled.add(each);
    void session.ended.then((because) => {
      if (pooled.delete(each) && because !== undefined && !isClosed)
        lost(pod, because, elapsedMs(madeAtMs, Date.now()));
    });
    return each;
  }

  /** Ends what nobody uses; one session to the pod of the moment stays. */
  function sweep(): void {
    const nowMs = Date.now();
    for (const each of pooled) {
      const isOfUse = each.key === current && each.session.isUsable;
      const isSpare = !isOfUse || usable(current).length > 1;
      const isUnused = each.session.isEmpty && each.reserved === 0;
      const isIdle = isUnused && (!isOfUse || elapsedMs(each.usedAtMs, nowMs) > limits.idleMs);
      if (!isSpare || !isIdle) continue;
      pooled.delete(each);
      each.session.close();
    }
  }
}
