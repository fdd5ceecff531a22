import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { PEERS } from './situations.ts';

// Recorded from MariaDB 10.11.19: its greeting, and «access denied».
const GREETING =
  '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531000e0000007a52673365272e5000fef7080200ff81150000000000001d0000002b2268674b22655a7045466e006d7973716c5f6e61746976655f70617373776f726400';
const DENIED =
  '4e000002ff15042332383030304163636573732064656e69656420666f72207573657220276e6f6465706f72742d70726f6265274027636c69656e742720287573696e672070617373776f72643a204e4f29';

/** Listens as the situations need it, runs the command that it was given, and ends with it. */
const BEHAVIOUR: Readonly<Record<keyof typeof PEERS, (socket: Socket) => void>> = {
  silent: () => {},
  speaksFirst: (socket) => socket.write('220 mail.example ESMTP\r\n'),
  closes: (socket) => socket.end(),
  resets: (socket) => socket.resetAndDestroy(),
  closesLater: (socket) => setTimeout(() => socket.end(), 1_000),
  mysql: (socket) => {
    socket.write(GREETING, 'hex');
    socket.on('data', (login) => {
      if (process.env.LOGINS !== undefined) appendFileSync(process.env.LOGINS, login);
      socket.end(DENIED, 'hex');
    });
  },
};

for (const [name, port] of Object.entries(PEERS)) {
  const behave = BEHAVIOUR[name as keyof typeof PEERS];
  const server = createServer((socket) => behave(socket.on('error', () => {}))).listen(port, '::');
  await once(server, 'listening');
}

const [command = '', ...args] = process.argv.slice(2);
const [status] = await once(spawn(command, args, { stdio: 'inherit' }), 'exit');
process.exit(status ?? 1);
