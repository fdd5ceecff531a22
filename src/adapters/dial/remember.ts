/** How long an answer about a name or a route is good: for the rows of one run, not for a watch that lasts all day. */
const REMEMBER_MS = 5_000;

/** Asks once for each host, however many rows want to know. */
export function remember<T>(ask: (host: string) => Promise<T>): (host: string) => Promise<T> {
  const known = new Map<string, { readonly answer: Promise<T>; readonly askedAt: number }>();
  return (host) => {
    const now = performance.now();
    const last = known.get(host);
    if (last !== undefined && now - last.askedAt < REMEMBER_MS) return last.answer;
    const answer = ask(host);
    known.set(host, { answer, askedAt: now });
    return answer;
  };
}
