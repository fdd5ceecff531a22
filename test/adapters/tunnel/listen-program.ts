import { listen } from '../../../src/adapters/tunnel/listen.ts';
import type { ListenRequest } from '../../../src/deps.ts';
import { TargetError } from '../../../src/errors.ts';

/** Listens as its argument says (JSON) and prints where, or why not. Run by Node and by Bun. */
async function main(request: ListenRequest): Promise<void> {
  try {
    const { host, port, close } = await listen(request, (socket) => socket.destroy());
    close();
    process.stdout.write(JSON.stringify({ host, port }));
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    process.stdout.write(JSON.stringify({ sentence: error.message }));
  }
}

void main(JSON.parse(process.argv[2] ?? ''));
