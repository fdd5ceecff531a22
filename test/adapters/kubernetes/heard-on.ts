import type { Duplex } from 'node:stream';

/** The first bytes that come, so many; nobody listens afterwards. */
export async function heardOn(carrier: Duplex, length: number): Promise<Buffer> {
  let heard = Buffer.alloc(0);
  for await (const bytes of carrier) {
    heard = Buffer.concat([heard, bytes]);
    if (heard.length >= length) break; // which destroys the carrier
  }
  return heard;
}
