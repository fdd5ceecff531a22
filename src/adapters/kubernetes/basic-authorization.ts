export interface Login {
  readonly user: string;
  readonly password: string;
}

/** RFC 7617; in UTF-8, as Go sends it. */
export function basicAuthorization({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
