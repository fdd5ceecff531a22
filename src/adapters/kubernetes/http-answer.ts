import { BrokenAnswer } from './failures.ts';
import type { AnswerHeaders, HttpAnswer } from './http.ts';

/** What all clients hand over, as an HttpAnswer. Rejects with BrokenAnswer where it is not compressed as it says. */
export async function answerOf(status: number, headers: AnswerHeaders, chunks: readonly Buffer[]): Promise<HttpAnswer> {
  const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  const isCompressed = headerOf({ headers }, 'content-encoding') === 'gzip';
  return { status, headers, body: (isCompressed ? await gunzip(whole) : whole).toString('utf8') };
}

/** '' where it did not come; the first where it came several times. */
export function headerOf({ headers }: Pick<HttpAnswer, 'headers'>, name: string): string {
  return [headers[name] ?? ''].flat()[0] ?? '';
}

/** Seconds; a date is not understood, as client-go does not. */
export function retryAfterOf(answer: Pick<HttpAnswer, 'headers'>): number | undefined {
  const seconds = headerOf(answer, 'retry-after').trim();
  return /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined;
}

async function gunzip(compressed: Buffer): Promise<Buffer> {
  const zlib = await import('node:zlib'); // local servers are asked without compression
  return await new Promise((resolve, reject) => {
    zlib.gunzip(compressed, (error, text) => (error ? reject(new BrokenAnswer({ cause: error })) : resolve(text)));
  });
}
