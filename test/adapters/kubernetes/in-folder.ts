import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { Environment } from '../../../src/adapters/kubernetes/environment.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A home directory with these files, gone after the test; and the environment of somebody who lives there. */
export function atHome(
  files: Readonly<Record<string, string | object>>,
  variables: Readonly<Record<string, string>> = {},
): { readonly home: string; readonly environment: Environment } {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  folders.push(home);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o755 });
  }
  const filled = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replaceAll('~', home)]),
  );
  return { home, environment: { variables: { HOME: home, ...filled }, platform: 'linux', isStdinTerminal: false } };
}

/** A kubeconfig of one cluster, user and context. */
export function kubeconfig(cluster: object, user: object = {}, context: object = {}): object {
  return {
    'current-context': 'dev',
    clusters: [{ name: 'dev', cluster }],
    users: [{ name: 'alice', user }],
    contexts: [{ name: 'dev', context: { cluster: 'dev', user: 'alice', ...context } }],
  };
}
