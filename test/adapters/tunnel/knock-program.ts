import { connect } from 'node:net';

/** Connects to a port of 127.0.0.1, again and again, until stdin ends; prints what was heard there, each once. Run by Node. */
async function main(port: number): Promise<void> {
  const heard = new Set<string>();
  let isOver = false;
  process.stdin.resume().once('end', () => {
    isOver = true;
  });
  const knocking = Array.from({ length: 8 }, async () => {
    while (!isOver) heard.add(await knock(port));
  });
  process.stdout.write('knocking\n');
  await Promise.all(knocking);
  process.stdout.write(JSON.stringify([...heard].toSorted()));
}

/** What is heard; or how it failed; or `silence`. */
function knock(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
  return new Promise<string>((resolve) => {
    socket.once('data', (bytes) => resolve(String(bytes)));
    socket.once('end', () => resolve(''));
    socket.once('timeout', () => resolve('silence'));
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  }).finally(() => socket.destroy());
}

void main(Number(process.argv[2]));
