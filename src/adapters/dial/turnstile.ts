/** Comes in when there is room: resolves to the way out, or to undefined when the signal came first. */
export type Turnstile = (signal: AbortSignal) => Promise<(() => void) | undefined>;

/** Lets so many in at a time, the others wait in line. */
export function createTurnstile(places: number): Turnstile {
  const line = new Set<() => void>();
  let free = places;

  return (signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      if (free > 0) return enter();
      line.add(enter);
      signal.addEventListener('abort', giveUp);

      function enter(): void {
        free -= 1;
        line.delete(enter);
        signal.removeEventListener('abort', giveUp);
        resolve(leave);
      }

      function giveUp(): void {
        if (line.delete(enter)) resolve(undefined);
      }
    });

  function leave(): void {
    free += 1;
    const [next] = line;
    next?.();
  }
}
