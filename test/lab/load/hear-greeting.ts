import { ask, dial, type Target, textOf } from './dial.ts';

/** What a server says that speaks first. */
export async function hearGreeting(target: Target): Promise<string> {
  const socket = dial(target);
  setTimeout(() => socket.end(), 200);
  return textOf(socket);
}

/** How much the pod has handed to its system for the clients of `send`. */
export async function hearSent(target: Target): Promise<number> {
  return Number(await ask(target, 'sent'));
}
