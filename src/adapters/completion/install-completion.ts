import {
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { COMPLETE, calledAs } from '../../domain/called-as.ts';
import type { CompletionInstalled, CompletionRequest } from '../../domain/completion-installed.ts';
import { isErrno, TargetError } from '../../errors.ts';

export interface InstallEnvironment {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** Where kubectl finds a program of this name. */
  readonly look: (name: string) => { readonly path: string } | { readonly fault: string };
  /** What this program was called by: of an executable its name, of a script that of the file too. */
  readonly names: readonly string[];
}

const NAME = 'kubectl_complete-nodeport';

/**
 * kubectl looks for an executable of this name on the PATH. It is a link to the name that kubectl-nodeport is found by,
 * never to what that leads to: krew keeps each version in a folder of its own, and removes it with the next.
 */
export function installCompletion(
  { change, folder }: CompletionRequest,
  environment: InstallEnvironment,
): CompletionInstalled {
  const own = ownPath(environment);
  if (own === undefined) throw new TargetError('error: kubectl-nodeport is not on the PATH');
  const place = folder === undefined ? dirname(own) : resolve(folder);
  const isWindows = environment.platform === 'win32';
  const path = join(place, isWindows ? `${NAME}.cmd` : NAME);
  const target = place === dirname(own) ? basename(own) : own;
  try {
    const outcome = isWindows ? changeFile(path, scriptOf(target), change) : changeLink(path, target, change);
    return { path, outcome, found: foundBy(path, environment) };
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new TargetError(`error: ${path}: ${REASONS[error.code] ?? error.code}`, { cause: error });
  }
}

/** As kubectl says them. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
};

/** Where kubectl-nodeport is found: as it was called, or else on the PATH. */
function ownPath({ names, look }: InstallEnvironment): string | undefined {
  const called = names.find((name) => calledAs(name) === 'plugin');
  if (called !== undefined && /[/\\]/.test(called)) return resolve(called);
  const found = look('kubectl-nodeport');
  return 'path' in found ? found.path : undefined;
}

type Outcome = CompletionInstalled['outcome'];

function changeLink(path: string, target: string, change: CompletionRequest['change']): Outcome {
  const link = contentOf(path, () => readlinkSync(path));
  if (link !== undefined && calledAs(link) !== 'plugin') throw foreign(path);
  if (change === 'uninstall') return remove(path, link);
  if (link === target) return 'unchanged';
  replace(path, (to) => symlinkSync(target, to));
  return link === undefined ? 'created' : 'replaced';
}

/** On Windows a link takes a right that few have. */
function changeFile(path: string, script: string, change: CompletionRequest['change']): Outcome {
  const text = contentOf(path, () => readFileSync(path, 'utf8'));
  if (text !== undefined && !text.startsWith(MARK)) throw foreign(path);
  if (change === 'uninstall') return remove(path, text);
  if (text === script) return 'unchanged';
  replace(path, (to) => writeFileSync(to, script));
  return text === undefined ? 'created' : 'replaced';
}

const MARK = '@rem made by `kubectl nodeport completion install`\r\n';

/** `%~dp0` is the folder of the script. */
function scriptOf(target: string): string {
  const escaped = target.replaceAll('%', '%%');
  const executable = target === basename(target) ? `%~dp0${escaped}` : escaped;
  return `${MARK}@"${executable}" ${COMPLETE} %*\r\n`;
}

/** `undefined`: nothing is there. */
function contentOf(path: string, read: () => string): string | undefined {
  try {
    lstatSync(path);
    return read();
  } catch (error) {
    if (isErrno(error) && error.code === 'ENOENT') return undefined;
    if (isErrno(error) && (error.code === 'EINVAL' || error.code === 'EISDIR')) throw foreign(path); // no link, no file
    throw error;
  }
}

function remove(path: string, content: string | undefined): Outcome {
  if (content === undefined) return 'absent';
  unlinkSync(path);
  return 'deleted';
}

/** In one step: somebody may press TAB meanwhile. */
function replace(path: string, make: (path: string) => void): void {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  make(fresh);
  renameSync(fresh, path);
}

function foreign(path: string): TargetError {
  return new TargetError(`error: ${path} is there already, and is none of kubectl-nodeport's`);
}

function foundBy(path: string, { look }: InstallEnvironment): CompletionInstalled['found'] {
  const found = look(NAME);
  if ('fault' in found) return 'nothing';
  return realpathSync(dirname(found.path)) === realpathSync(dirname(path)) ? 'this' : { instead: found.path };
}
