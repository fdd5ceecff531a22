/** Where a container engine listens, taken from what `DOCKER_HOST` or a docker context holds. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly url: string; readonly path: string }
  | { readonly kind: 'tcp'; readonly url: string; readonly host: string; readonly port: number }
  /** On another machine, or over ssh: never dialled. */
  | { readonly kind: 'remote'; readonly url: string }
  | { readonly kind: 'unusable'; readonly url: string };

/** Source: docker/cli cli/context/docker/load.go and moby client/client.go, `ParseHostURL`. */
export function parseEndpoint(url: string): Endpoint {
  const { scheme, rest = '' } = /^(?<scheme>[a-z]+):\/\/(?<rest>.*)$/.exec(url)?.groups ?? {};
  switch (scheme) {
    case 'unix':
      return rest.startsWith('/') ? { kind: 'socket', url, path: rest } : { kind: 'unusable', url };
    case 'npipe':
      return { kind: 'socket', url, path: rest.replaceAll('/', '\\') };
    case 'ssh':
      return { kind: 'remote', url: withoutLogin(url) };
    case 'tcp':
    case 'http':
    case 'https':
      return ofAddress(url, rest);
    default:
      return { kind: 'unusable', url: withoutLogin(url) };
  }
}

export function socket(path: string): Endpoint {
  return path.startsWith('\\\\.\\')
    ? { kind: 'socket', url: `npipe://${path.replaceAll('\\', '/')}`, path }
    : { kind: 'socket', url: `unix://${path}`, path };
}

function ofAddress(url: string, address: string): Endpoint {
  const {
    v6,
    name,
    port = '2375',
  } = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:/[\]@]*))(?::(?<port>\d{1,5}))?\/?$/.exec(address)?.groups ?? {};
  const host = v6 ?? name;
  if (host === undefined) return { kind: 'unusable', url: withoutLogin(url) };
  const isLoopback = host === '' || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  if (!isLoopback) return { kind: 'remote', url };
  return { kind: 'tcp', url, host: host === '' ? '127.0.0.1' : host, port: Number(port) };
}

function withoutLogin(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}
