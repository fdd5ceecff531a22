import type { ServicePort } from './facts.ts';

/**
 * The scheme of a port's URL as its Service describes it: `appProtocol`, then the port's name, then a well-known
 * number, else `tcp`. A guess, until somebody has spoken with the port.
 */
export function schemeOf({ protocol, appProtocol, name, port }: Omit<ServicePort, 'endpoints' | 'nodePort'>): string {
  if (protocol !== 'TCP') return protocol.toLowerCase();
  return schemeOfProtocol(appProtocol) ?? schemeOfName(name) ?? SCHEME_OF_NUMBER[port] ?? 'tcp';
}

// Unprefixed values are IANA service names; `kubernetes.io/…` are of KEP 3726; other prefixes belong to vendors.
function schemeOfProtocol(appProtocol = ''): string | undefined {
  return SCHEME_OF_WORD.get(appProtocol.toLowerCase().replace(/^kubernetes\.io\//, ''));
}

// `http`, `http-metrics`, `mysql-primary`: the convention that Istio made common, protocol first.
function schemeOfName(name: string): string | undefined {
  const [first = ''] = name.toLowerCase().split('-');
  return SCHEME_OF_WORD.get(first);
}

/** Words that port names and `appProtocol` use, and the scheme that URLs of such servers have. */
const SCHEME_OF_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amqp: 'amqp',
    amqps: 'amqps',
    cassandra: 'cassandra',
    cql: 'cassandra',
    dashboard: 'http',
    ftp: 'ftp',
    grpc: 'grpc',
    grpcs: 'grpcs',
    h2c: 'http',
    http: 'http',
    http2: 'http',
    https: 'https',
    imap: 'imap',
    imaps: 'imaps',
    kafka: 'kafka',
    ldap: 'ldap',
    ldaps: 'ldaps',
    mariadb: 'mysql',
    memcache: 'memcached',
    memcached: 'memcached',
    metrics: 'http',
    mongo: 'mongodb',
    mongodb: 'mongodb',
    mqtt: 'mqtt',
    mqtts: 'mqtts',
    mssql: 'sqlserver',
    mysql: 'mysql',
    nats: 'nats',
    pop3: 'pop3',
    postgres: 'postgresql',
    postgresql: 'postgresql',
    redis: 'redis',
    rediss: 'rediss',
    sftp: 'sftp',
    smtp: 'smtp',
    smtps: 'smtps',
    sqlserver: 'sqlserver',
    ssh: 'ssh',
    ui: 'http',
    web: 'http',
    websecure: 'https',
    ws: 'ws',
    wss: 'wss',
  }),
);

/** Numbers that IANA or wide habit gives to one protocol. A number that many programs share is left out. */
const SCHEME_OF_NUMBER: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  25: 'smtp',
  80: 'http',
  110: 'pop3',
  143: 'imap',
  389: 'ldap',
  443: 'https',
  465: 'smtps',
  587: 'smtp',
  636: 'ldaps',
  993: 'imaps',
  1433: 'sqlserver',
  1883: 'mqtt',
  3000: 'http',
  3306: 'mysql',
  4222: 'nats',
  5000: 'http',
  5432: 'postgresql',
  5601: 'http',
  5671: 'amqps',
  5672: 'amqp',
  6379: 'redis',
  8000: 'http',
  8080: 'http',
  8081: 'http',
  8443: 'https',
  8883: 'mqtts',
  8888: 'http',
  9042: 'cassandra',
  9090: 'http',
  9092: 'kafka',
  9200: 'http',
  11211: 'memcached',
  15672: 'http',
  27017: 'mongodb',
  50051: 'grpc',
};
