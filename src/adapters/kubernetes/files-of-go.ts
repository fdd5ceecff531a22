import { readFileSync } from 'node:fs';
import { isErrno } from '../../errors.ts';

/** A file that cannot be read, in Go's words: `open /path: no such file or directory`. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly isMissing: boolean;
  readonly isDirectory: boolean;

  constructor(path: string, options: { readonly cause: NodeJS.ErrnoException }) {
    const { code = '', message } = options.cause;
    super(`${code === 'EISDIR' ? 'read' : 'open'} ${path}: ${WORDS[code] ?? message}`, options);
    this.isMissing = code === 'ENOENT';
    this.isDirectory = code === 'EISDIR';
  }
}

// Go prints strerror(3)'s texts without the capital.
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
};

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new FileError(path, { cause: error });
  }
}
