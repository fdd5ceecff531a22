import { familyOf, isPublic } from './ip.ts';

/** What a name that is hidden is the name of. */
export type NameKind =
  | 'service'
  | 'namespace'
  | 'node'
  | 'pod'
  | 'container'
  | 'image'
  | 'policy'
  | 'cluster'
  | 'user'
  | 'host'
  | 'ingress'
  | 'gateway'
  | 'label'
  | 'role'
  | 'word';

/** What stands for what: the same for the same, wherever it stands. */
export class Placeholders {
  readonly #names = new Map<string, string>();
  readonly #ips = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #pattern: RegExp | undefined;

  /** `service-1`, say. `as`: what it is made to. */
  name(kind: NameKind, text: string, as = (count: number) => `${kind}-${count}`): string {
    const known = this.#names.get(text);
    if (known !== undefined || text === '') return known ?? '';
    const placeholder = as(this.#next(kind));
    this.set(text, placeholder);
    return placeholder;
  }

  has(text: string): boolean {
    return this.#names.has(text);
  }

  set(text: string, placeholder: string): void {
    this.#names.set(text, placeholder);
    this.#pattern = undefined;
  }

  /** A public address is one of those for documentation; others are everybody's, and stay. Source: RFC 5737, RFC 3849. */
  ip(text: string): string {
    const family = familyOf(text);
    if (family === undefined || !isPublic(text) || text === '0.0.0.0' || text === '::') return text;
    const known = this.#ips.get(text);
    if (known !== undefined) return known;
    const placeholder = family === 'IPv4' ? ipv4(this.#next('IPv4')) : `2001:db8::${this.#next('IPv6').toString(16)}`;
    this.#ips.set(text, placeholder);
    return placeholder;
  }

  /** Letters and digits that a machine made: as many others, which begin as they do. */
  id(text: string): string {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const room = text.length - 1;
    const count = this.#next(`id of ${text.length}`).toString(/^\d+$/.test(text) ? 10 : 16);
    const placeholder = `${text.slice(0, 1)}${count.padStart(room, '0').slice(-room)}`;
    this.#ids.set(text, placeholder);
    return placeholder;
  }

  /** A sentence, in which any of it may stand. */
  text(text: string): string {
    const whole = this.#names.get(text);
    if (whole !== undefined) return whole;
    this.#pattern ??= patternOf([...this.#names.keys()]);
    return text
      .replace(this.#pattern, (each) => this.#names.get(each) ?? each)
      .replace(IP_LIKE, (each) => this.ip(each));
  }

  #next(what: string): number {
    const count = (this.#counts.get(what) ?? 0) + 1;
    this.#counts.set(what, count);
    return count;
  }
}

/** Longer than a letter, the longest first; not within a longer word. */
function patternOf(names: readonly string[]): RegExp {
  const words = names.filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length);
  const any = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  return any === '' ? /(?!)/g : new RegExp(`(?<![A-Za-z0-9])(?:${any})(?![A-Za-z0-9])`, 'g');
}

/** With a port behind it too, where that is not part of it. */
export const IP_LIKE =
  /(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\w)|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w-]|[.:]\w))/gi;

/** The last of three networks has no end: nobody has as many. */
function ipv4(count: number): string {
  const networks = ['203.0.113', '198.51.100', '192.0.2'];
  const at = Math.min(Math.floor((count - 1) / 254), networks.length - 1);
  return `${networks[at]}.${((count - 1) % 254) + 1}`;
}
