import { createHash } from 'node:crypto';

/** In lower-case hexadecimal digits: krew takes no others. */
export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
