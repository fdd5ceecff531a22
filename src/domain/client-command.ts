import { authorityOf } from './host.ts';

/** An address, and what is spoken there. `host` without brackets. */
export interface ClientAddress {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

/**
 * The command that people use to talk with such a server, as an argv to be pasted; `undefined`: there is no usual one, or
 * it cannot be told of such a host. The user's name is the one that the server's own image or manual begins with, and a
 * password is asked for by the client: on a command line, every user of this machine could read it.
 */
export function clientCommandOf({ scheme, host, port }: ClientAddress): readonly string[] | undefined {
  const where = { host, port: String(port), authority: authorityOf(host, port), isIpv6: host.includes(':') };
  return CLIENT_OF_SCHEME.get(scheme)?.(where);
}

interface Where {
  readonly host: string;
  readonly port: string;
  /** `host:port`, IPv6 in brackets. */
  readonly authority: string;
  readonly isIpv6: boolean;
}

type Client = (where: Where) => readonly string[] | undefined;

const CLIENT_OF_SCHEME: ReadonlyMap<string, Client> = new Map(
  Object.entries<Client>({
    bolt: cypherShell('bolt'),
    'bolt+s': cypherShell('bolt+s'),
    cassandra: ({ host, port }) => ['cqlsh', host, port],
    // The native protocol, whose scheme this is in ClickHouse's drivers; its HTTP interface is `http`.
    clickhouse: ({ host, port }) => ['clickhouse-client', '--host', host, '--port', port],
    // ftp(1) takes a port on some systems and not on others; curl is everywhere, and lists as `anonymous`.
    ftp: ({ authority }) => ['curl', `ftp://${authority}/`],
    ftps: ({ authority }) => ['curl', `ftps://${authority}/`],
    // Works where the server has reflection. Source: https://github.com/fullstorydev/grpcurl#readme
    grpc: ({ authority }) => ['grpcurl', '-plaintext', authority, 'list'],
    grpcs: ({ authority }) => ['grpcurl', authority, 'list'],
    imaps: overTls('-crlf'),
    // The list of topics and brokers; librdkafka takes IPv6 in brackets. Source: https://github.com/edenhill/kcat#readme
    kafka: ({ authority }) => ['kcat', '-b', authority, '-L'],
    ldap: rootOfDirectory('ldap'),
    ldaps: rootOfDirectory('ldaps'),
    // It comes with memcached, and speaks IPv4 only (IO::Socket::INET).
    memcached: ({ authority, isIpv6 }) => (isIpv6 ? undefined : ['memcached-tool', authority, 'stats']),
    mongodb: ({ authority }) => ['mongosh', `mongodb://${authority}/`],
    mqtt: subscribeToAll(),
    // Without it only port 8883 means TLS. Source: https://mosquitto.org/man/mosquitto_sub-1.html (2.0)
    mqtts: subscribeToAll('--tls-use-os-certs'),
    mysql: ({ host, port }) => ['mysql', '-h', host, '-P', port, '-u', 'root', '-p'],
    mysqlx: ({ host, port }) => ['mysqlsh', '--mysqlx', '-h', host, '-P', port, '-u', 'root', '-p'],
    // A PING and its PONG: proof of a connection, without a subject. Source: https://github.com/nats-io/natscli
    nats: ({ authority }) => ['nats', 'rtt', '--server', `nats://${authority}`],
    // `neo4j:` asks the server for its members, and goes to the addresses that they have inside the cluster.
    neo4j: cypherShell('bolt'),
    'neo4j+s': cypherShell('bolt+s'),
    pop3s: overTls('-crlf'),
    postgresql: ({ host, port }) => ['psql', '-h', host, '-p', port, '-U', 'postgres'],
    redis: ({ host, port }) => ['redis-cli', '-h', host, '-p', port],
    rediss: ({ host, port }) => ['redis-cli', '-h', host, '-p', port, '--tls'],
    rsync: ({ authority }) => ['rsync', `rsync://${authority}/`], // lists the modules
    // sftp takes a colon for the beginning of a path, so IPv6 is in brackets there, and is not for ssh.
    sftp: ({ host, port, isIpv6 }) => ['sftp', '-P', port, isIpv6 ? `[${host}]` : host],
    smtps: overTls('-crlf'),
    // A comma before the port; no form for IPv6 is documented. Source:
    // https://learn.microsoft.com/sql/ssms/scripting/sqlcmd-connect-to-the-database-engine
    sqlserver: ({ host, port, isIpv6 }) => (isIpv6 ? undefined : ['sqlcmd', '-S', `${host},${port}`, '-U', 'sa']),
    ssh: ({ host, port }) => ['ssh', '-p', port, host],
    telnet: ({ host, port }) => ['telnet', host, port],
    tls: overTls(),
    // Two colons before a port; one is before the number of a display. Source: vncviewer(1) of TigerVNC and TightVNC
    vnc: ({ host, port, isIpv6 }) => ['vncviewer', `${isIpv6 ? `[${host}]` : host}::${port}`],
    ws: ({ authority }) => ['websocat', `ws://${authority}/`],
    wss: ({ authority }) => ['websocat', `wss://${authority}/`],
  }),
);

function cypherShell(scheme: string): Client {
  return ({ authority }) => ['cypher-shell', '-a', `${scheme}://${authority}`, '-u', 'neo4j'];
}

/** `-crlf`: for the protocols of mail, whose lines end so. */
function overTls(...options: readonly string[]): Client {
  return ({ authority }) => ['openssl', 's_client', ...options, '-connect', authority];
}

/** What may be read without a login: the entry that names the rest, with its operational attributes (`+`). RFC 4512, 5.1 */
function rootOfDirectory(scheme: string): Client {
  return ({ authority }) => ['ldapsearch', '-x', '-H', `${scheme}://${authority}`, '-b', '', '-s', 'base', '+'];
}

function subscribeToAll(...options: readonly string[]): Client {
  return ({ host, port }) => ['mosquitto_sub', '-h', host, '-p', port, ...options, '-t', '#', '-v'];
}
