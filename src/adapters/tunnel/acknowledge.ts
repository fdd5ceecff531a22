import { connect, createServer, type Socket } from 'node:net';
import { type Port, parsePort } from '../../domain/port.ts';

/** A process that lives answers on loopback at once, unless the machine is very busy (seen: half a second). */
const LIMIT_MS = 1_000;

/** Longer than any question. */
const MOST_HEARD = 256;

/** What only the process and the readers of its record know: who asks shows the one, who answers the other. */
export interface Secrets {
  readonly question: string;
  readonly answer: string;
}

/**
 * Says to whoever knows the question which port this process listens on. Through the tunnel itself nothing can be asked:
 * every byte of it is the pod's. A process that has died leaves its record, and its ports to anybody: so the answer has to
 * be known, too.
 */
export async function acknowledge(
  { question, answer }: Secrets,
  localPort: Port,
): Promise<{ readonly port: Port | undefined; close(): void }> {
  const server = createServer((socket) => {
    const leave = limit(socket);
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (heard === `${question}\n`) socket.end(`${answer} ${localPort}\n`);
      else if (heard.length > MOST_HEARD) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', leave);
  });
  await new Promise<void>((listening, failed) => {
    server.on('error', failed); // later ones too: there may be no descriptor left for a connection
    server.listen({ host: '127.0.0.1', port: 0 }, listening);
  });
  const address = server.address();
  const port = typeof address === 'object' ? parsePort(address?.port) : undefined;
  return { port, close: () => server.close() };
}

/** Whether the process that wrote the record still listens on the port. */
export async function isAcknowledged(control: Port, { question, answer }: Secrets, localPort: Port): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: '127.0.0.1', port: control });
  const leave = limit(socket);
  let heard = '';
  socket.once('connect', () => socket.write(`${question}\n`));
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
    if (heard.length > MOST_HEARD) socket.destroy();
  });
  socket.once('end', () => resolve(heard === `${answer} ${localPort}\n`));
  socket.on('error', () => resolve(false));
  socket.once('close', () => resolve(false));
  return promise.finally(() => {
    leave();
    socket.destroy();
  });
}

function limit(socket: Socket): () => void {
  const timer = setTimeout(() => socket.destroy(), LIMIT_MS);
  return () => clearTimeout(timer);
}
