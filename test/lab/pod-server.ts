import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { contentOf, sumOf } from './content.ts';
import { countOf, flood } from './flood.ts';

/**
 * What a client says in its first line to the port of commands. None waits for the client's end: containerd does not tell
 * a pod of it (1.6.20, internal/cri/…/portforward: it waits a second for the other direction, and then closes both).
 */
export type PodCommand =
  /** So many bytes of `contentOf`, and then the end. */
  | `send ${number}`
  /** After so many bytes of the client, their sum. */
  | `take ${number}`
  /** So many bytes, always the same ones, and then the end: making them takes no time. */
  | `flood ${number}`
  /** After so many bytes of the client, how many came. */
  | `count ${number}`
  /** What the client says, until its end. */
  | 'echo'
  /** `go`, and the end; what the client says until its own is kept under the name. */
  | `hear ${string}`
  /** The sum of what was heard under the name. */
  | `heard ${string}`
  /** Nothing is read, and nothing said. */
  | 'stall'
  /** How many bytes were handed to the system for all clients of `send` so far. */
  | 'sent';

export const POD_PORTS = {
  commands: 9_000,
  /** Speaks first, as a database does. */
  greeting: 9_001,
  http: 9_002,
} as const;

export const POD_GREETING = '220 pod ESMTP\r\n';

export const POD_PAGE = '<!doctype html><title>pod</title><p id="served">served by the pod</p>\n';

const heard = new Map<string, Promise<string>>();
let sent = 0;

if (import.meta.main) {
  const options = { allowHalfOpen: true, noDelay: true };
  // A thousand clients may come at once.
  createServer(options, serve).listen({ port: POD_PORTS.commands, backlog: 4_096 });
  createServer(options, greet).listen(POD_PORTS.greeting);
  createHttpServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(POD_PAGE);
  }).listen(POD_PORTS.http);
}

function greet(socket: Socket): void {
  socket.on('error', () => {}); // the other side may go as it likes
  socket.write(POD_GREETING);
  socket.on('end', () => socket.end());
  socket.resume();
}

function serve(socket: Socket): void {
  let line = '';
  socket.on('error', () => {});
  socket.on('readable', function read() {
    for (let byte = socket.read(1) as Buffer | null; byte !== null; byte = socket.read(1) as Buffer | null) {
      if (byte[0] !== 0x0a) {
        line += byte.toString('latin1');
        continue;
      }
      socket.off('readable', read);
      return obey(socket, line as PodCommand);
    }
  });
}

function obey(socket: Socket, command: PodCommand): void {
  const [verb = '', argument = ''] = command.split(' ');
  switch (verb) {
    case 'send':
      socket.resume();
      contentOf(Number(argument)).pipe(counted()).pipe(socket);
      break;
    case 'take':
      void sumOf(socket, Number(argument)).then((sum) => socket.end(`${sum}\n`), ignore);
      break;
    case 'flood':
      socket.resume();
      flood(socket, Number(argument), () => socket.end());
      break;
    case 'count':
      countOf(socket, Number(argument), (length) => socket.end(`${length}\n`));
      break;
    case 'echo':
      socket.pipe(socket);
      break;
    case 'hear': {
      const sum = sumOf(socket);
      sum.catch(ignore);
      heard.set(argument, sum);
      socket.end('go\n');
      break;
    }
    case 'heard':
      void heard.get(argument)?.then(
        (sum) => socket.end(`${sum}\n`),
        (error: Error) => socket.end(`${error.message}\n`),
      );
      break;
    case 'stall':
      socket.pause();
      break;
    case 'sent':
      socket.end(`${sent}\n`);
      break;
    default:
      socket.end(`what is "${command}"?\n`);
  }
}

function counted(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      done(null, chunk);
    },
  });
}

function ignore(): void {}
