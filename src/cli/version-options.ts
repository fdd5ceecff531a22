import type { VersionOptions } from '../invocation.ts';
import { connectionOf, type Flags, isMisuse, type Misuse, textOf } from './plain-flags.ts';

/** What `version` was asked for. The sentences are kubectl's. */
export function versionOptionsOf(flags: Flags, words: readonly string[]): VersionOptions | Misuse {
  const connection = connectionOf(flags);
  const output = textOf(flags, 'output');
  if (isMisuse(connection)) return connection;
  if (words.length > 0) return { misuse: `extra arguments: [${words.join(' ')}]` };
  if (output !== undefined && output !== 'json' && output !== 'yaml')
    return { misuse: "--output must be 'yaml' or 'json'" };
  return { connection, isServerAsked: flags.client === false, output: output ?? 'text' };
}
