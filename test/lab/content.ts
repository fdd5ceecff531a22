import { createCipheriv, createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** Bytes that are known beforehand at each place, so that what is lost, doubled or moved is found out by their sum. */
export function contentOf(bytes: number): Readable {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
  let left = bytes;
  return new Readable({
    highWaterMark: 4 * ZEROS.length,
    read() {
      const next = ZEROS.subarray(0, left);
      left -= next.length;
      this.push(next.length > 0 ? cipher.update(next) : null);
    },
  });
}

/** `LENGTH SHA256` until its end or so many bytes. What else the stream can do, such as to answer, it can do afterwards. */
export async function sumOf(content: Readable, bytes = Number.POSITIVE_INFINITY): Promise<string> {
  const sha256 = createHash('sha256');
  let length = 0;
  for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sha256.update(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return `${length} ${sha256.digest('hex')}`;
}

const ZEROS = Buffer.alloc(64 * 1024);
