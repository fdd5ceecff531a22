/** The few things about an HTTP answer that the API's own rules need. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: string;
}

/** By their names in lower case. What came several times is a list, or one text with commas. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Headers = Readonly<Record<string, string | string[]>>;

/** GETs over connections that are kept. Rejects with the socket's error, or one of failures.ts. */
export interface HttpClient {
  get(path: string, headers: Headers): Promise<HttpAnswer>;
  /** False when the next request needs another client. */
  isUsable(): boolean;
  close(): void;
}
