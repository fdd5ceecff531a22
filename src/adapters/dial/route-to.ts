import { createSocket } from 'node:dgram';
import type { RouteTo } from '../../domain/probe.ts';
import { outcomeOf } from './outcome.ts';
import type { Address } from './wire.ts';

/** Asks the machine how it would get to an address that is in no network of its own. Nothing is sent. */
export async function routeTo(address: Address): Promise<RouteTo> {
  const [towards, outward] = await Promise.all([localIpTowards(address), localIpTowards(FAR_AWAY[address.family])]);
  if (towards === undefined) return 'none';
  // Where the far address has no route there is no default gateway.
  return towards !== outward ? 'local' : 'none';
}

/** Addresses for documentation (RFC 5737, RFC 3849): no machine has them, so only a default route leads there. */
const FAR_AWAY: Readonly<Record<4 | 6, Address>> = {
  4: { ip: '192.0.2.1', family: 4 },
  6: { ip: '2001:db8::1', family: 6 },
};

/** A connected UDP socket has the local address that a packet would leave from. Undefined: no route. */
function localIpTowards({ ip, family }: Address): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  socket.once('error', (error: NodeJS.ErrnoException) => {
    socket.close();
    // Bun 1.4.5 gives no code.
    if (error.code === undefined || outcomeOf(error.code, 0) !== undefined) resolve(undefined);
    else reject(error);
  });
  socket.once('connect', () => {
    resolve(socket.address().address);
    socket.close();
  });
  socket.connect(9, ip);
  return promise;
}
