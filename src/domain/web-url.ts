declare const webUrl: unique symbol;

/**
 * An http or https URL as browsers spell it: ASCII, without a space or a double quotation mark. Nothing else is handed to
 * the system's opener, which starts any program that has registered a scheme.
 */
export type WebUrl = string & { readonly [webUrl]: true };

export function parseWebUrl(text: string): WebUrl | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  // No address of ours has a user; a path that was put behind one too early would make one: http://127.0.0.1:80@elsewhere
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href as WebUrl; // the brand is made here and nowhere else
}

/** The same page at another origin: `https://name.example:8443`. */
export function moveWebUrl(url: WebUrl, origin: string): WebUrl | undefined {
  const { pathname, search, hash } = new URL(url);
  return parseWebUrl(`${origin}${pathname}${search}${hash}`);
}

/** `host` with brackets around IPv6, as URLs and `ssh -L` write it; `port` where the URL leaves it out, too. */
export function originOf(url: WebUrl): {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
} {
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return { scheme, host: hostname, port: port === '' ? { http: 80, https: 443 }[scheme] : Number(port) };
}
