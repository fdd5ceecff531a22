import type { ApiLog, ApiRequest } from '../../deps.ts';
import type { AnswerHeaders, Headers, HttpAnswer } from './http.ts';
import { maskedHeaders } from './masked-headers.ts';
import type { ServerUrl } from './server-url.ts';
import type { Transport } from './transport.ts';
import { warningsOf } from './warnings.ts';

interface Sent extends Pick<ApiRequest, 'method'> {
  readonly path: string;
  readonly headers: Headers;
}

/** Makes a request, and lets the log know; `answered` is told of the head of its answer, as soon as that is there. */
export type Exchange = <T>(request: Sent, work: (answered: Answered) => Promise<T>) => Promise<T>;

type Answered = (head: Pick<HttpAnswer, 'status' | 'headers'>) => void;

export function exchangeWith({ isTls, authority }: ServerUrl, { warned, requests }: ApiLog): Exchange {
  return async ({ method, path, headers }, work) => {
    const startedAt = performance.now();
    const afterMs = () => performance.now() - startedAt;
    const request = { method, url: `${isTls ? 'https' : 'http'}://${authority}${path}` };
    const masked = (some: AnswerHeaders) => maskedHeaders(some, headers);
    let isAnswered = false;
    requests?.asking({ ...request, headers: masked(headers) });
    try {
      return await work(({ status, headers: its }) => {
        isAnswered = true;
        requests?.answered(request, { kind: 'answered', status, headers: masked(its), afterMs: afterMs() });
        for (const text of warningsOf({ headers: its })) warned(text);
      });
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      if (!isAnswered) requests?.answered(request, { kind: 'failed', because, afterMs: afterMs() });
      throw error;
    }
  };
}

/** A transport of whose requests the log knows. */
export function exchanging(exchange: Exchange, { get, close }: Transport): Transport {
  return {
    get: (path, headers) =>
      exchange({ method: 'GET', path, headers }, async (answered) => {
        const answer = await get(path, headers);
        answered(answer);
        return answer;
      }),
    close,
  };
}
