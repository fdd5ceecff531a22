/** Why an engine gave no answer, in the words of `EngineAnswer`. */
export class EngineFailure extends Error {
  override readonly name: string = 'EngineFailure';
}

/** The engine answers, but not this question: another API, or another version of it. */
export class NotServed extends EngineFailure {
  override readonly name = 'NotServed';
}

/** What a connection can do, in words. Everything else is a bug and stays as it is. */
export function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof EngineFailure) return error;
  if (signal.aborted) return new EngineFailure('timed out', { cause: error });
  if (error instanceof SyntaxError) return new EngineFailure('not a container engine', { cause: error });
  if (!(error instanceof Error && 'code' in error)) return error;
  const code = String(error.code);
  const [, words] = WORDS.find(([pattern]) => pattern.test(code)) ?? [];
  return new EngineFailure(words ?? `failed (${code})`, { cause: error });
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ENOENT$/, 'no engine found'],
  // The file is there, nobody listens: a daemon that was stopped.
  [/^ECONNREFUSED$/, 'not running'],
  [/^(EACCES|EPERM)$/, 'permission denied'],
  [/^ECONNRESET$/, 'closed the connection'],
  [/^ENOTSOCK$/, 'not a socket'],
  [/^(ENOTFOUND|EAI_.*)$/, 'host not found'],
  [/^(ENETUNREACH|EHOSTUNREACH)$/, 'no route'],
  [/^ETIMEDOUT$/, 'timed out'],
  // What came back is not HTTP.
  [/^HPE_/, 'not a container engine'],
  [/CERT|SIGNATURE|ISSUER/, 'certificate not trusted'],
  [/^(EPROTO|ERR_SSL_.*|ERR_TLS_.*|ERR_OSSL_.*)$/, 'TLS failed'],
];
