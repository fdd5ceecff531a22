import { lstatSync, rmSync } from 'node:fs';
import { isErrno } from '../../errors.ts';

/** Where records of open tunnels are kept: a folder that only this user may read and write. */
export interface RecordPlace {
  readonly folder: string;
  readonly pid: number;
  /** `undefined` on Windows, where a temporary folder is the user's own. */
  readonly uid: number | undefined;
}

/** A folder in /tmp may be anybody's: it has to be a folder, ours, and closed to everybody else. */
export function isOurs({ folder, uid }: RecordPlace): boolean {
  try {
    const status = lstatSync(folder);
    return status.isDirectory() && (uid === undefined || (status.uid === uid && (status.mode & 0o077) === 0));
  } catch (error) {
    if (isErrno(error)) return false;
    throw error;
  }
}

/** What cannot be removed stays: nothing depends on it, as a record is believed only when it is acknowledged. */
export function removeRecord(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    if (!isErrno(error)) throw error;
  }
}
