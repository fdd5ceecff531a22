/**
 * How long ago a moment was, by a clock that goes on while the machine sleeps. Such a clock may be put back, and then says
 * nothing of it: that counts as long ago.
 */
export function elapsedMs(sinceMs: number, nowMs: number): number {
  return nowMs < sinceMs ? Number.POSITIVE_INFINITY : nowMs - sinceMs;
}

/** Such a clock that stands still instead of going back: nothing that is due in a while has to wait until it has caught up. */
export function steadyClock(nowMs: () => number): () => number {
  let lastMs = Number.NEGATIVE_INFINITY;
  let behindMs = 0;
  return () => {
    const now = nowMs();
    behindMs = Math.max(behindMs, lastMs - now);
    lastMs = now + behindMs;
    return lastMs;
  };
}
