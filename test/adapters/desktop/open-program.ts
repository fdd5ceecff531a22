import { askWindows } from '../../../src/adapters/desktop/ask-windows.ts';
import { openUrl } from '../../../src/adapters/desktop/open-url.ts';
import { readWslNetwork } from '../../../src/adapters/desktop/read-wsl-network.ts';
import type { NonEmpty } from '../../../src/domain/non-empty.ts';
import { parseWebUrl } from '../../../src/domain/web-url.ts';

/** What is to be done, as the only argument. */
export type Task =
  | { readonly open: NonEmpty<NonEmpty<string>> }
  | { readonly askWindows: string }
  | { readonly readWslNetwork: true };

/** Does it in its own environment, and prints what came of it. Run by Node and by Bun. */
function perform(task: Task): Promise<unknown> {
  const environment = { variables: process.env, platform: 'linux' } as const;
  if ('open' in task) return openUrl(task.open, environment);
  if ('askWindows' in task) return askWindows(parseWebUrl(task.askWindows)!, environment);
  return readWslNetwork(environment);
}

void perform(JSON.parse(process.argv[2] ?? '')).then((outcome) => {
  process.stdout.write(JSON.stringify(outcome ?? null));
});
