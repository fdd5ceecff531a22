import { browserCommands } from './browser-variable.ts';
import type { MachineFacts } from './facts.ts';
import { isLoopback } from './ip.ts';
import { isNonEmpty, type NonEmpty } from './non-empty.ts';
import type { Port } from './port.ts';
import { systemOpeners } from './system-openers.ts';
import { moveWebUrl, originOf, type WebUrl } from './web-url.ts';

/** What it depends on whether this machine can show a URL to somebody. */
export interface DesktopFacts {
  readonly platform: MachineFacts['platform'];
  readonly within: MachineFacts['within'];
  readonly isCi: boolean;
  /** X or Wayland is there. Asked of a Linux that is not WSL's alone: the other systems always have a display. */
  readonly hasDisplay: boolean;
  /** `BROWSER` as it was set; `undefined`: not set, or empty. */
  readonly browser: string | undefined;
  readonly ssh: SshSession | undefined;
  readonly codespace: Codespace | undefined;
}

/** Somebody is here over SSH. */
interface SshSession {
  /** `undefined`: what the client would take. */
  readonly user: string | undefined;
  /** This machine as it sees itself in that connection: behind a NAT its client knows it by another address. */
  readonly host: string;
  readonly port: Port;
}

/** GitHub's: its editor forwards the ports of its loopback, at `https://NAME-PORT.DOMAIN`. */
interface Codespace {
  readonly name: string;
  readonly domain: string;
}

export type Opening =
  /** The first of these that can be run. `otherwise`: what is so here where none of them does it. */
  | {
      readonly kind: 'open';
      readonly openers: NonEmpty<NonEmpty<string>>;
      readonly otherwise: Elsewhere | undefined;
    }
  | Elsewhere;

/** Nobody would see it here. */
export type Elsewhere =
  | { readonly kind: 'not-here'; readonly because: 'ci' | 'container' | 'no-display' }
  /** `forward`: what to run where the browser is. `url`: what to open there then. */
  | { readonly kind: 'over-ssh'; readonly forward: NonEmpty<string>; readonly url: WebUrl }
  | { readonly kind: 'forwarded'; readonly url: WebUrl };

/** What came of an opener. */
export type Opened =
  | { readonly kind: 'opened' }
  /** `status`: its exit code, never 0, or the signal that ended it. */
  | { readonly kind: 'failed'; readonly program: string; readonly status: number | string }
  | { readonly kind: 'none-started'; readonly programs: NonEmpty<string> };

/**
 * Who set `BROWSER` has said what opens a URL, even where there seems to be no display: in the terminals of VS Code's
 * remotes (SSH, WSL, containers, Codespaces) it is a helper that opens it on the other side. Source:
 * https://github.com/microsoft/vscode-remote-release/issues/4099, read 2026-11. Status: documented.
 */
export function planOpening(url: WebUrl, facts: DesktopFacts): Opening {
  if (facts.isCi) return { kind: 'not-here', because: 'ci' };
  const otherwise = planElsewhere(url, facts);
  const browsers = facts.browser === undefined ? [] : browserCommands(facts.browser, url, facts.platform);
  if (isNonEmpty(browsers)) return { kind: 'open', openers: browsers, otherwise };
  return otherwise ?? { kind: 'open', openers: systemOpeners(url, facts), otherwise };
}

/** A codespace is a container, and may be used over SSH; a session over SSH on a Mac has a display that nobody sees. */
function planElsewhere(url: WebUrl, facts: DesktopFacts): Elsewhere | undefined {
  const { codespace, ssh, within, platform, hasDisplay } = facts;
  const forwarded = codespace && forwardedBy(codespace, url);
  if (forwarded) return { kind: 'forwarded', url: forwarded };
  if (ssh) return overSsh(url, ssh);
  if (within === 'container') return { kind: 'not-here', because: 'container' };
  const isBlind = platform === 'linux' && within !== 'wsl' && !hasDisplay;
  return isBlind ? { kind: 'not-here', because: 'no-display' } : undefined;
}

/**
 * What forwards speaks HTTP with the port, unless somebody has told it otherwise, so that a server of HTTPS would get the
 * wrong protocol. Source: GitHub's docs, forwarding-ports-in-your-codespace, «Using HTTPS forwarding», read 2026-11.
 * Status: documented.
 */
function forwardedBy({ name, domain }: Codespace, url: WebUrl): WebUrl | undefined {
  const { scheme, host, port } = originOf(url);
  return scheme === 'http' && isLoopback(withoutBrackets(host))
    ? moveWebUrl(url, `https://${name}-${port}.${domain}`)
    : undefined;
}

function overSsh(url: WebUrl, { user, host: server, port: serverPort }: SshSession): Elsewhere | undefined {
  const { scheme, host, port } = originOf(url);
  const local = unprivileged(port);
  const there = moveWebUrl(url, `${scheme}://127.0.0.1:${local}`);
  const options = serverPort === 22 ? [] : ['-p', String(serverPort)];
  const forward = [
    '-N',
    '-L',
    `${local}:${host}:${port}`,
    ...options,
    user === undefined ? server : `${user}@${server}`,
  ];
  return there && { kind: 'over-ssh', forward: ['ssh', ...forward], url: there };
}

/** Below 1024 only root may listen: 80 becomes 8080, 443 becomes 8443. */
function unprivileged(port: number): number {
  return port < 1024 ? port + 8000 : port;
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
