import { createServer, type Server } from 'node:net';

/**
 * Greets as MariaDB does and denies every login.
 * Packets: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html (8.4).
 */
export function createMysqlServer(): Server {
  return createServer((socket) => {
    socket.on('error', () => {}); // a client may go as it likes
    socket.once('data', () => socket.end(packet(2, ACCESS_DENIED)));
    socket.write(packet(0, GREETING));
  });
}

const CAPABILITIES = 0x0008_a200; // protocol 4.1, transactions, secure connection, named plugin

const GREETING = Buffer.concat([
  Buffer.from([10]), // version of the protocol
  Buffer.from('11.4.5-MariaDB\0'),
  uint(1, 4), // connection id
  Buffer.from('12345678\0'), // first part of the nonce
  uint(CAPABILITIES & 0xffff, 2),
  Buffer.from([45]), // utf8mb4
  uint(2, 2), // autocommit
  uint(CAPABILITIES >> 16, 2),
  Buffer.from([21]), // length of the nonce
  Buffer.alloc(10),
  Buffer.from('123456789012\0'), // the rest of it
  Buffer.from('mysql_native_password\0'),
]);

const ACCESS_DENIED = Buffer.concat([Buffer.from([0xff]), uint(1045, 2), Buffer.from('#28000Access denied')]);

function packet(sequence: number, payload: Buffer): Buffer {
  return Buffer.concat([uint(payload.length, 3), Buffer.from([sequence]), payload]);
}

function uint(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
