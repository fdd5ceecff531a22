import type { ExplainOptions } from '../invocation.ts';
import { unknownOutput } from './commands.ts';
import { fileOptionsOf } from './file-options.ts';
import { parseServiceTarget } from './open-target.ts';
import { connectionOf, type Flags, isMisuse, type Misuse, textOf, timeOf } from './plain-flags.ts';

/** A dial of less is over before an answer from this machine can be there. */
const LEAST_TIMEOUT_MS = 1;

/** What `explain` was asked for. */
export function explainOptionsOf(flags: Flags, [word, ...more]: readonly string[]): ExplainOptions | Misuse {
  const file = fileOptionsOf(flags);
  const connection = connectionOf(flags);
  const output = textOf(flags, 'output')?.toLowerCase();
  const timeoutMs = timeOf(flags, 'timeout', LEAST_TIMEOUT_MS);
  const target = word === undefined ? undefined : parseServiceTarget(word);
  if (isMisuse(file)) return file;
  if (isMisuse(connection)) return connection;
  if (isMisuse(timeoutMs)) return timeoutMs;
  if (isMisuse(target)) return target;
  if (more.length > 0) return { misuse: 'one Service at a time: explain [svc/]NAME[:PORT]' };
  if (output !== undefined && output !== 'json' && output !== 'yaml')
    return { misuse: unknownOutput(output, 'explain') };
  return {
    connection,
    target,
    file,
    output: output ?? 'text',
    isWhole: flags.all === true,
    isRedacted: flags.redact === true,
    timeoutMs,
    runtime: textOf(flags, 'runtime'),
  };
}
