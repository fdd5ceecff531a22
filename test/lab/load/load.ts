import { leaveUnread, speakTooLate } from './break-off.ts';
import { connectMany, holdMany } from './connections.ts';
import { endFirst, speakLast } from './half-close.ts';
import { hearGreeting, hearSent } from './hear-greeting.ts';
import { keepAsking } from './keep-asking.ts';
import { readSlowly, stopReading } from './slow-reader.ts';
import { download, downloadFor, floodDown, floodUp, upload } from './streams.ts';

/** What a client of the pod server can do, by name. Each is a process inside a machine: `runLoad`. */
const LOADS = {
  connectMany,
  download,
  downloadFor,
  floodDown,
  floodUp,
  endFirst,
  hearGreeting,
  speakLast,
  speakTooLate,
  hearSent,
  holdMany,
  keepAsking,
  leaveUnread,
  readSlowly,
  stopReading,
  upload,
};

export type Loads = typeof LOADS;

if (import.meta.main) {
  const [kind, options = '{}'] = process.argv.slice(2);
  const load = LOADS[kind as keyof Loads] as (options: unknown) => Promise<unknown>;
  const outcome = JSON.stringify(await load(JSON.parse(options)));
  process.stdout.write(`${outcome}\n`, () => process.exit());
}
