import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { isErrno } from '../../errors.ts';
import type { Environment } from './environment.ts';

/** Where kubectl looks for `.kube`. Source: client-go util/homedir/homedir.go. On Unix it is the variable, nothing else. */
export function homeOf({ platform, variables }: Pick<Environment, 'platform' | 'variables'>): string {
  const { HOME: home = '', HOMEDRIVE: drive, HOMEPATH: path, USERPROFILE: profile = '' } = variables;
  if (platform !== 'win32') return home;
  const drivePath = drive && path ? drive + path : '';
  const set = (...folders: readonly string[]) => folders.filter((folder) => folder !== '');
  // The order differs between the two questions, in client-go too: an old file on the drive is still found.
  const holder = set(home, drivePath, profile).find((folder) => existsSync(join(folder, '.kube', 'config')));
  const homes = set(home, profile, drivePath);
  return holder ?? homes.find(isWritable) ?? homes.find((folder) => existsSync(folder)) ?? homes[0] ?? '';
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (!isErrno(error)) throw error;
    return false;
  }
}
