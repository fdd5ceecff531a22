/**
 * How long ago a moment was, by a clock that goes on while the machine sleeps. Such a clock may be put back, and then says
 * nothing of it: that counts as long ago.
 */
export function elapsedMs(sinceMs: number, nowMs: number): number {
  return nowMs < sinceMs ? Number.POSITIVE_INFINITY : nowMs - sinceMs;
}
