import type { Departure, FollowNews } from '../domain/follow.ts';
import type { OutageNews } from '../domain/outage.ts';
import { lastCause } from './cause.ts';
import { safeText } from './safe-text.ts';
import type { ServiceName } from './waiting.ts';

/** One line without its end: `pod web-abc is gone: new connections go to pod web-def`. */
export function followLine(news: FollowNews, { namespace, name }: ServiceName): string {
  switch (news.code) {
    case 'moved':
      return `pod ${safeText(news.from)} ${phraseOfDeparture(news.because)}: new connections go to pod ${safeText(news.to)}`;
    case 'no-endpoint':
      return `no ready pod behind ${safeText(namespace)}/${safeText(name)}: new connections wait`;
    case 'lost':
      return lostLine(news.of === 'pod' ? `pod ${safeText(news.pod)}` : 'the API server', news.why);
    case 'well':
      return `${wellLine(news.afterMs)}, at pod ${safeText(news.pod)}`;
  }
}

/** The same of an API server that is watched. */
export function outageLine(news: OutageNews): string {
  return news.code === 'lost' ? lostLine('the API server', news.why) : wellLine(news.afterMs);
}

function lostLine(what: string, why: string): string {
  return `lost the connection to ${what} (${lastCause(why)}): trying again`;
}

function wellLine(afterMs: number): string {
  return `well again after ${durationText(afterMs)}`;
}

function phraseOfDeparture(because: Departure): string {
  switch (because.kind) {
    case 'gone':
      return 'is gone';
    case 'not-ready':
      return 'is not ready any more';
    case 'ending':
      return 'is ending';
    case 'failed':
      return `cannot be reached (${lastCause(because.why)})`;
  }
}

/** `400 ms`, `3 s`, `5 min`: as much of it as a person wants to know. */
function durationText(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
