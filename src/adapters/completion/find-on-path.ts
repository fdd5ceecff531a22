import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { isErrno } from '../../errors.ts';

export interface PathEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

/** Where kubectl finds a program. Source: Go, os/exec, `LookPath`, which takes no folder that is relative to another. */
export function findOnPath(name: string, { variables, platform }: PathEnvironment): string | undefined {
  const endings = platform === 'win32' ? (variables.PATHEXT || '.COM;.EXE;.BAT;.CMD').split(';') : [''];
  return (variables.PATH ?? '')
    .split(delimiter)
    .filter(isAbsolute)
    .flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending.toLowerCase()}`)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (isErrno(error)) return false;
    throw error;
  }
}
