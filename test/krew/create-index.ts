import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A custom index of krew: a git repository with `plugins/*.yaml`. */
export interface PluginIndex {
  readonly address: string;
  publish(manifest: string, message: string): void;
}

export function createIndex(folder: string): PluginIndex {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=us', '-c', 'user.email=us@example.com', ...args]);
  mkdirSync(join(folder, 'plugins'), { recursive: true });
  git('init', '--quiet');
  return {
    address: `file://${folder}`,
    publish: (manifest, message) => {
      writeFileSync(join(folder, 'plugins/nodeport.yaml'), manifest);
      git('add', '.');
      git('commit', '--quiet', `--message=${message}`);
    },
  };
}
