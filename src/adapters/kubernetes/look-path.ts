import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isErrno } from '../../errors.ts';
import type { Environment } from './environment.ts';

type Where = Pick<Environment, 'variables' | 'platform'>;

/** Where Go would find a program, or why it would not. Never one of the working directory. Source: os/exec, `LookPath`. */
export function lookPath(command: string, where: Where): { readonly path: string } | { readonly fault: string } {
  const { variables, platform } = where;
  const isWindows = platform === 'win32';
  const fault = (because: string) => ({ fault: `exec: ${JSON.stringify(command)}: ${because}` });
  if (isWindows ? /[/\\:]/.test(command) : command.includes('/')) {
    const path = executableAt(command, where);
    return path === undefined ? fault(whyNotExecutable(command) ?? 'permission denied') : { path };
  }
  for (const folder of (variables.PATH ?? '').split(isWindows ? ';' : ':')) {
    const path = executableAt(join(folder || '.', command), where);
    if (path === undefined) continue;
    return isAbsolute(path) ? { path } : fault('cannot run executable found relative to current directory');
  }
  return fault(`executable file not found in ${isWindows ? '%PATH%' : '$PATH'}`);
}

/** On Windows the name may lack its ending. */
function executableAt(path: string, { variables, platform }: Where): string | undefined {
  if (platform !== 'win32') return whyNotExecutable(path) === undefined ? path : undefined;
  const endings = (variables.PATHEXT || '.com;.exe;.bat;.cmd').toLowerCase().split(';').filter(Boolean);
  const hasEnding = endings.some((ending) => path.toLowerCase().endsWith(ending));
  return [...(hasEnding ? [path] : []), ...endings.map((ending) => path + ending)].find(
    (candidate) => whyNotExecutable(candidate) === undefined,
  );
}

function whyNotExecutable(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return 'is a directory';
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    if (!isErrno(error)) throw error;
    return error.code === 'ENOENT' ? `stat ${path}: no such file or directory` : 'permission denied';
  }
}
