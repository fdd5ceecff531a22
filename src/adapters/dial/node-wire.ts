import { connect } from 'node:net';
import type { OpenWire } from './wire.ts';

/**
 * Node's own sockets, which tell the true error (recorded: Node 26.10, Linux). Bun 1.4.5's `node:net` calls every
 * failed connect ECONNREFUSED; there it is used on Windows only, so what is `refused` there is assumed.
 */
export const openNodeWire: OpenWire = (address, port, events) => {
  const socket = connect({ host: address.ip, port });
  let phase: 'opening' | 'open' | 'over' = 'opening';

  socket.on('connect', () => {
    if (phase !== 'opening') return;
    phase = 'open';
    events.opened();
  });
  socket.on('data', (bytes: Buffer) => {
    if (phase === 'open') events.received(bytes);
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (phase === 'opening') leave(() => events.failed(error.code ?? error.message));
    else end();
  });
  socket.on('end', end);
  socket.on('close', end);

  return {
    send: (bytes) => socket.write(bytes),
    close: () => {
      phase = 'over';
      if (socket.bytesWritten > 0) socket.destroySoon();
      else socket.destroy();
    },
    catchUp: (then) => setImmediate(then), // the event loop looks at its sockets between its timers and its immediates
  };

  function end(): void {
    if (phase === 'open') leave(events.ended);
  }

  function leave(tell: () => void): void {
    phase = 'over';
    tell();
  }
};
