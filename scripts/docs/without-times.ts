/** A screen without what differs each time it is recorded. */
export function withoutTimes(screen: string): string {
  return screen.replaceAll(/\b\d+ (ms|milliseconds)\b/g, 'N $1');
}
