import type { Program, ServerVersion } from '../domain/program.ts';
import { API_VERSION } from './cluster-json.ts';
import { safeText } from './safe-text.ts';

/** A line for each program; the server's is kubectl's. */
export function renderVersion({ version, commit, commitDate }: Program, server: ServerVersion | undefined): string {
  const from = commit && commitDate ? ` (${commit.slice(0, 12)}, ${commitDate.slice(0, 10)})` : '';
  const ofServer = server ? `Server Version: ${safeText(server.gitVersion ?? '')}\n` : '';
  return `kubectl-nodeport v${version}${from}\n${ofServer}`;
}

/** The names of its fields are public; kubectl's where it has one. */
export function documentOfVersion(program: Program, server: ServerVersion | undefined) {
  const { version, commit, commitDate, platform, runtime } = program;
  return {
    apiVersion: API_VERSION,
    kind: 'Version',
    nodeportVersion: {
      gitVersion: `v${version}`,
      gitCommit: commit ?? null,
      commitDate: commitDate ?? null,
      platform,
      runtime,
    },
    ...(server && { serverVersion: server }),
  };
}
