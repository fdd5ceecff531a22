import { safeText } from './safe-text.ts';

/** A server's message may quote a whole list of users and resources. */
const LONGEST_LINE = 10_000;

/** Lines from outside (a server's message, a user's word), each fit for a terminal, ended by a newline. */
export function safeLines(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line) => `${safeText(line, LONGEST_LINE)}\n`).join('');
}

/** That the answer could not be written, as Go says it: `write /dev/stdout: no space left on device`. */
export function unwritten({ message }: Error): string {
  return safeLines(`error: write /dev/stdout: ${message.replace(/^[A-Z]+: |, write$/g, '')}`);
}

/** A bug of ours, as one, and where to report it. The home directory is blanked, since reports are public. */
export function bugReport(error: unknown, version: string, homeDirectory: string): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const blanked = homeDirectory.length > 1 ? stack.replaceAll(homeDirectory, '~') : stack;
  return `kubectl-nodeport v${version} has a bug:
${safeLines(blanked)}please report it at https://github.com/kubectl-nodeport/kubectl-nodeport/issues
`;
}
