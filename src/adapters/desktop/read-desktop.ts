import { hostname } from 'node:os';
import type { DesktopFacts } from '../../domain/desktop.ts';
import type { MachineFacts } from '../../domain/facts.ts';
import { parseHost } from '../../domain/host.ts';
import { parsePort } from '../../domain/port.ts';
import type { Environment } from './environment.ts';

/** Who might see a URL that is opened here. No program is asked. */
export function readDesktop({ variables, platform }: Environment, within: MachineFacts['within']): DesktopFacts {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY } = variables;
  return {
    platform,
    within,
    isCi: isCi(variables),
    hasDisplay: Boolean(DISPLAY || WAYLAND_DISPLAY),
    browser: BROWSER || undefined,
    ssh: sshOf(variables),
    codespace: codespaceOf(variables),
  };
}

type Variables = Environment['variables'];

/**
 * Most set `CI`; the others are Jenkins' and TeamCity's, Taskcluster's, Azure Pipelines'. Source: cli/cli,
 * internal/ci/ci.go; watson/ci-info, index.js (`CI=false` is none); read 2026-11. Status: documented.
 */
function isCi({ CI, BUILD_NUMBER, RUN_ID, TF_BUILD }: Variables): boolean {
  return CI ? CI !== 'false' : Boolean(BUILD_NUMBER || RUN_ID || TF_BUILD);
}

/**
 * `CLIENT PORT SERVER PORT`, as sshd sets it; `UNKNOWN 65535` twice where it talks through a pipe, and then the machine's
 * name has to do. Source: ssh(1), «ENVIRONMENT»; openssh-portable, packet.c, `ssh_remote_ipaddr`. Status: documented.
 */
function sshOf({ SSH_CONNECTION, USER, LOGNAME, USERNAME }: Variables): DesktopFacts['ssh'] {
  if (!SSH_CONNECTION) return undefined;
  const [, , address, number] = SSH_CONNECTION.split(' ');
  const server = serverOf(address, number) ?? serverOf(hostname(), '22');
  const user = USER || LOGNAME || USERNAME;
  // What begins with a dash would be an option to ssh, and an `@` would say where to go.
  return server && { user: user && /^[^-@][^@]*$/.test(user) ? user : undefined, ...server };
}

function serverOf(address: string | undefined, number: string | undefined) {
  const host = parseHost(address);
  const port = parsePort(number);
  return host === undefined || host === 'UNKNOWN' || port === undefined ? undefined : { host, port };
}

/** Source: GitHub's docs, default-environment-variables-for-your-codespace, read 2026-11. Status: documented. */
function codespaceOf(variables: Variables): DesktopFacts['codespace'] {
  const { CODESPACE_NAME, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN } = variables;
  const name = /^[-a-z\d]+$/i.test(CODESPACE_NAME ?? '') ? CODESPACE_NAME : undefined;
  const domain = parseHost(GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN);
  return name === undefined || domain === undefined ? undefined : { name, domain };
}
