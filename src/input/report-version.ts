import { textIn } from '../domain/untrusted.ts';
import { InputError } from './input-error.ts';

const READ = 'kubectl-nodeport/v1';

/** What another version of this program wrote may mean something else by the same names. */
export function refuseOtherVersion(report: unknown, { file, line }: { file: string; line: number }): void {
  const written = textIn(report, 'apiVersion') ?? '';
  if (written === READ) return;
  const says = `a report of another version, "${written.slice(0, 40)}": this program reads "${READ}"`;
  throw new InputError({ file, line, says });
}
