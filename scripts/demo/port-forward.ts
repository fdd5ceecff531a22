import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Behaviour, type PodConnection, serveSpdy } from '../../test/adapters/tunnel/spdy-server.ts';

/** Forwards ports of pods as an API server does. `listenerOf`: the port of this machine that stands for a pod's. */
export function servePortForward(server: Server, listenerOf: (pod: string) => number | undefined): void {
  server.on('upgrade', ({ url = '', headers }, socket: Socket) => {
    const pod = /\/pods\/([^/]+)\/portforward/.exec(url)?.[1] ?? '';
    const protocol = headers['x-stream-protocol-version'];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
    );
    serveSpdy(socket, joining(listenerOf(pod)));
  });
}

/** Each connection to the pod is one to its listener; a pod without one refuses. */
function joining(listener: number | undefined): Behaviour {
  const joined = new Map<PodConnection, Socket>();
  return {
    opened(connection) {
      if (listener === undefined) return connection.fail('connection refused');
      const local = connect(listener, '127.0.0.1');
      joined.set(connection, local);
      local.on('data', (bytes) => connection.send(bytes));
      local.on('end', () => connection.finish());
      local.on('error', () => connection.reset(2)); // PROTOCOL_ERROR: it broke off
    },
    heard: (connection, bytes) => void joined.get(connection)?.write(bytes),
    ended: (connection) => void joined.get(connection)?.end(),
  };
}
