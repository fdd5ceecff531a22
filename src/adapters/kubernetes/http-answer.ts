import type { HttpAnswer } from './http.ts';

/** What both versions of HTTP hand over, as an HttpAnswer. */
export async function answerOf(
  status: number,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  chunks: readonly Buffer[],
): Promise<HttpAnswer> {
  const one = (name: string) => [headers[name] ?? ''].flat()[0] ?? '';
  const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  return {
    status,
    contentType: one('content-type'),
    retryAfter: retryAfterOf(one('retry-after')),
    body: (one('content-encoding') === 'gzip' ? await gunzip(whole) : whole).toString('utf8'),
  };
}

/** Seconds; a date is not understood, as client-go does not. */
export function retryAfterOf(value: string): number | undefined {
  const seconds = value.trim();
  return /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined;
}

async function gunzip(compressed: Buffer): Promise<Buffer> {
  const zlib = await import('node:zlib'); // local servers are asked without compression
  return await new Promise((resolve, reject) => {
    zlib.gunzip(compressed, (error, text) => (error ? reject(error) : resolve(text)));
  });
}
