import { connect, type OnReadOpts, type Socket } from 'node:net';
import type { PodCommand } from '../pod-server.ts';

/** Where the pod server is reached from the machine. */
export interface Target {
  readonly host?: string;
  readonly port: number;
}

/** One on which nothing moves for so long is called dead, so that it is counted and not waited for. */
const SILENCE_MS = 40_000;

/** A connection on which the command has been said. */
export function dial({ host = '127.0.0.1', port }: Target, command?: PodCommand, onread?: OnReadOpts): Socket {
  const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, ...(onread && { onread }) });
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error(`silent for ${SILENCE_MS} ms`)));
  if (command) socket.write(`${command}\n`);
  return socket;
}

/** Everything that it says until its end. Rejects where the connection breaks off. */
export async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return text;
}

/** A question of one line and its answer. */
export async function ask(target: Target, command: PodCommand): Promise<string> {
  const socket = dial(target, command);
  socket.end();
  return (await textOf(socket)).trim();
}
