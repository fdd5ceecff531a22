import { readdirSync } from 'node:fs';

/** What is in a folder, by name; nothing where it is not there or not for us. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return [];
  }
}
