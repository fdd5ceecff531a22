import { createServer, type Socket } from 'node:net';

/** What a listener does with a connection. `greets:TEXT` says the text and then waits, as a database does. */
export type Behaviour = 'silent' | 'closes' | 'resets' | 'http' | `greets:${string}`;

if (import.meta.main) {
  const [address, port, behaviour] = process.argv.slice(2);
  const server = createServer((socket) => {
    console.log(`${socket.remoteAddress} to ${socket.localAddress}:${socket.localPort}`);
    socket.on('error', () => {}); // the other side may go as it likes
    answer(socket, behaviour as Behaviour);
  });
  server.listen(Number(port), address);
}

function answer(socket: Socket, behaviour: Behaviour): void {
  if (behaviour === 'closes') socket.end();
  else if (behaviour === 'resets') socket.resetAndDestroy();
  else if (behaviour === 'http') socket.once('data', () => socket.end(HTTP_ANSWER));
  else if (behaviour !== 'silent') socket.write(behaviour.slice('greets:'.length));
}

const HTTP_ANSWER =
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n';
