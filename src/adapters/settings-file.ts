import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { type Answer, known } from '../domain/answer.ts';
import type { Settings } from '../domain/facts.ts';
import type { SettingsFile } from '../domain/runtime.ts';

export interface SettingsEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
}

/** What a tool wrote down, from the first of its folders that has the file. Nothing that such a file may hold is thrown. */
export async function readSettingsFile(
  file: SettingsFile,
  environment: SettingsEnvironment,
): Promise<Answer<Settings>> {
  const folders = foldersOf(file, environment);
  const folder = folders.find((each) => existsSync(join(each, file.path))) ?? folders[0];
  const path = join(folder ?? '', file.path);
  try {
    if (folder === undefined) throw new SettingsFailure('not found');
    return known(file.keep(await parse(readText(folder, path))));
  } catch (error) {
    const because = { code: 'settings', value: wordsFor(error), source: withoutHome(path, environment) };
    return { kind: 'unknown', because };
  }
}

function withoutHome(path: string, { homeDirectory }: SettingsEnvironment): string {
  const below = relative(homeDirectory, path);
  return homeDirectory === '' || below.startsWith('..') || isAbsolute(below) ? path : join('~', below);
}

class SettingsFailure extends Error {
  override readonly name = 'SettingsFailure';
}

/** A folder that is not absolute would be looked for in the current directory. */
function foldersOf({ folders }: SettingsFile, { variables, homeDirectory }: SettingsEnvironment): readonly string[] {
  return folders
    .map((folder) => {
      if ('home' in folder) return join(homeDirectory, folder.home);
      return join(variables[folder.variable] ?? '', folder.below ?? '');
    })
    .filter(isAbsolute);
}

const FILE_LIMIT_BYTES = 1024 * 1024;

function readText(folder: string, path: string): string {
  if (relative(folder, path).startsWith('..')) throw new SettingsFailure('not readable');
  const stats = statSync(path); // a pipe would never end, and may be none
  if (!stats.isFile() || stats.size > FILE_LIMIT_BYTES) throw new SettingsFailure('not readable');
  return readFileSync(path, 'utf8');
}

/** JSON is YAML; its own parser is ten times quicker, and is there already. */
async function parse(text: string): Promise<unknown> {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // else it may still be YAML in braces
    }
  }
  const { CORE_SCHEMA, load, YAMLException } = await import('js-yaml');
  try {
    return load(text, { schema: CORE_SCHEMA, json: true });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new SettingsFailure('not readable', { cause: error });
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof SettingsFailure) return error.message;
  if (!(error instanceof Error && 'code' in error)) throw error;
  return WORDS[String(error.code)] ?? 'not readable';
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'not found',
  ENOTDIR: 'not found',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};
