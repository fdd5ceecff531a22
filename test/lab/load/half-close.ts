import { once } from 'node:events';
import { contentOf, sumOf } from '../content.ts';
import { ask, dial, type Target } from './dial.ts';

interface HalfCloseOptions extends Target {
  readonly bytes: number;
}

/** We end as soon as we have asked. Gives the sum of what came afterwards. */
export async function endFirst({ bytes, ...target }: HalfCloseOptions): Promise<string> {
  const socket = dial(target);
  socket.end(`send ${bytes}\n`);
  return sumOf(socket);
}

/** The pod ends as soon as it has greeted. Gives the sum of what it heard of us afterwards. */
export async function speakLast({ bytes, ...target }: HalfCloseOptions): Promise<string> {
  const name = `client-${process.pid}`;
  const socket = dial(target, `hear ${name}`);
  await once(socket, 'data');
  contentOf(bytes).pipe(socket);
  await once(socket, 'close');
  return ask(target, `heard ${name}`);
}
