/**
 * The scheme of a server that shook hands over TLS, and that nobody has spoken with inside: the twin of the guess. A
 * guess that says HTTP is not proven by a handshake, so that its twin is `tls`, unless the server chose `http/1.1`, which
 * a server that does not speak it never has on its list (`alpn`: what it chose of the names that were offered).
 */
export function schemeInTls(guess: string, alpn: string | undefined): string {
  if (alpn === 'http/1.1') return plainTwinOf(guess) === 'ws' ? 'wss' : 'https';
  return guess === 'http' || guess === 'ws' ? 'tls' : tlsTwinOf(guess);
}

/** The scheme that says «inside TLS»; the same where it does not change, as in `mongodb` and `postgresql`. */
export function tlsTwinOf(scheme: string): string {
  return TLS_TWIN.get(scheme) ?? scheme;
}

export function plainTwinOf(scheme: string): string {
  return PLAIN_TWIN.get(scheme) ?? scheme;
}

/**
 * Registered by IANA or taken by the protocol's own clients. `nats` has none of its own: its clients take `tls`, and so
 * does openssl, whatever is inside. Source: https://docs.nats.io/using-nats/developer/connecting/protocols (2025)
 */
const TLS_TWINS: Readonly<Record<string, string>> = {
  amqp: 'amqps',
  bolt: 'bolt+s',
  ftp: 'ftps',
  grpc: 'grpcs',
  http: 'https',
  imap: 'imaps',
  irc: 'ircs',
  ldap: 'ldaps',
  mqtt: 'mqtts',
  nats: 'tls',
  neo4j: 'neo4j+s',
  nntp: 'nntps',
  pop3: 'pop3s',
  pulsar: 'pulsar+ssl',
  redis: 'rediss',
  rtmp: 'rtmps',
  rtsp: 'rtsps',
  smtp: 'smtps',
  stomp: 'stomp+ssl',
  tcp: 'tls',
  telnet: 'telnets',
  ws: 'wss',
};

const TLS_TWIN: ReadonlyMap<string, string> = new Map(Object.entries(TLS_TWINS));

const PLAIN_TWIN: ReadonlyMap<string, string> = new Map(
  Object.entries(TLS_TWINS).flatMap(([plain, tls]) => (tls === 'tls' ? [] : [[tls, plain] as const])),
);
