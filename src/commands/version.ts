import type { Deps } from '../deps.ts';
import type { Connection } from '../domain/connection.ts';
import type { Program, ServerVersion } from '../domain/program.ts';
import { AccessError, EXIT_CODES, TargetError } from '../errors.ts';
import type { VersionOptions } from '../invocation.ts';
import { documentOfVersion, renderVersion } from '../render/version.ts';

/** Which program this is, and which API server answers. Where none does, the first is printed all the same. */
export async function runVersion(options: VersionOptions, deps: Deps, program: Program): Promise<number> {
  const asked = options.isServerAsked ? await ask(options.connection, deps) : NOT_ASKED;
  deps.io.stdout.write(await render(options, program, asked.version));
  if (asked.failure) throw asked.failure;
  return EXIT_CODES.answered;
}

type Asked =
  | { readonly version: ServerVersion | undefined; readonly failure: undefined }
  | { readonly version: undefined; readonly failure: AccessError | TargetError };

const NOT_ASKED: Asked = { version: undefined, failure: undefined };

async function ask(connection: Connection, deps: Deps): Promise<Asked> {
  try {
    const cluster = await deps.openCluster(connection);
    try {
      return { version: await deps.io.progress('asking the cluster', cluster.readVersion), failure: undefined };
    } finally {
      cluster.close();
    }
  } catch (error) {
    if (error instanceof AccessError || error instanceof TargetError) return { version: undefined, failure: error };
    throw error;
  }
}

async function render(
  { output }: VersionOptions,
  program: Program,
  server: ServerVersion | undefined,
): Promise<string> {
  switch (output) {
    case 'text':
      return renderVersion(program, server);
    case 'json': {
      const { safeJson } = await import('../render/safe-text.ts');
      return `${safeJson(documentOfVersion(program, server))}\n`;
    }
    case 'yaml': {
      const { safeYaml } = await import('../render/safe-yaml.ts');
      return safeYaml(documentOfVersion(program, server));
    }
  }
}
