import type { ExplainOptions } from '../invocation.ts';
import { unknownOutput } from './commands.ts';
import { fileOptionsOf } from './file-options.ts';
import { connectionOf, type Flags, isMisuse, type Misuse, textOf } from './plain-flags.ts';

/** What `explain` was asked for. */
export function explainOptionsOf(flags: Flags, [name]: readonly string[]): ExplainOptions | Misuse {
  const file = fileOptionsOf(flags);
  const output = textOf(flags, 'output') ?? 'text';
  if (name !== undefined)
    return { misuse: `"explain ${name}" is not in this version yet: without a name it explains the cluster` };
  if (isMisuse(file)) return file;
  if (output !== 'text' && output !== 'json') return { misuse: unknownOutput(output, 'explain') };
  return { connection: connectionOf(flags), file, output, runtime: textOf(flags, 'runtime') };
}
