import type { ServicePort } from './facts.ts';

/**
 * The scheme of a port's URL as its Service describes it: `appProtocol`, then the port's name, then a well-known
 * number, else `tcp`. A guess, until somebody has spoken with the port.
 */
export function schemeOf({
  protocol,
  appProtocol,
  name,
  port,
}: Pick<ServicePort, 'protocol' | 'appProtocol' | 'name' | 'port'>): string {
  if (protocol !== 'TCP') return protocol.toLowerCase();
  return schemeOfProtocol(appProtocol) ?? schemeOfName(name) ?? SCHEME_OF_NUMBER[port] ?? 'tcp';
}

// Unprefixed values are IANA service names; `kubernetes.io/…` are of KEP 3726; other prefixes belong to vendors.
function schemeOfProtocol(appProtocol = ''): string | undefined {
  return SCHEME_OF_WORD.get(appProtocol.toLowerCase().replace(/^kubernetes\.io\//, ''));
}

/** Whether it names a protocol, and nothing of somebody's own: a word that is in use, or one of Kubernetes'. */
export function isKnownProtocol(appProtocol: string): boolean {
  return schemeOfProtocol(appProtocol) !== undefined || /^kubernetes\.io\/[\w-]+$/.test(appProtocol);
}

// `http`, `http-metrics`, `mysql-primary`: the convention that Istio made common, protocol first.
function schemeOfName(name: string): string | undefined {
  const words = name.toLowerCase();
  const [first = ''] = words.split('-');
  return SCHEME_OF_WORD.get(words) ?? SCHEME_OF_WORD.get(first);
}

/**
 * Words that port names and `appProtocol` use, and the scheme that URLs of such servers have: what IANA has registered
 * (https://www.iana.org/assignments/uri-schemes), else what the protocol's own clients take. Compatible servers have
 * the scheme of whom they are compatible with.
 */
const SCHEME_OF_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amqp: 'amqp',
    amqps: 'amqps',
    bolt: 'bolt',
    cassandra: 'cassandra',
    clickhouse: 'clickhouse',
    couchdb: 'http',
    cql: 'cassandra',
    dashboard: 'http',
    elasticsearch: 'http',
    etcd: 'http',
    ftp: 'ftp',
    ftps: 'ftps',
    git: 'git',
    grafana: 'http',
    grpc: 'grpc',
    'grpc-web': 'http',
    grpcs: 'grpcs',
    h2c: 'http',
    http: 'http',
    http2: 'http',
    https: 'https',
    imap: 'imap',
    imaps: 'imaps',
    irc: 'irc',
    ircs: 'ircs',
    kafka: 'kafka',
    kibana: 'http',
    ldap: 'ldap',
    ldaps: 'ldaps',
    mariadb: 'mysql',
    memcache: 'memcached',
    memcached: 'memcached',
    metrics: 'http',
    minio: 'http',
    mongo: 'mongodb',
    mongodb: 'mongodb',
    mqtt: 'mqtt',
    mqtts: 'mqtts',
    'ms-sql-s': 'sqlserver',
    mssql: 'sqlserver',
    mysql: 'mysql',
    mysqlx: 'mysqlx',
    nats: 'nats',
    neo4j: 'neo4j',
    nfs: 'nfs',
    nntp: 'nntp',
    opensearch: 'http',
    oracle: 'oracle',
    pgsql: 'postgresql',
    pop3: 'pop3',
    pop3s: 'pop3s',
    postgres: 'postgresql',
    postgresql: 'postgresql',
    prometheus: 'http',
    psql: 'postgresql',
    pulsar: 'pulsar',
    rabbitmq: 'amqp',
    rdp: 'rdp',
    redis: 'redis',
    rediss: 'rediss',
    rsync: 'rsync',
    rtmp: 'rtmp',
    rtsp: 'rtsp',
    sftp: 'sftp',
    smtp: 'smtp',
    smtps: 'smtps',
    sqlserver: 'sqlserver',
    ssh: 'ssh',
    stomp: 'stomp',
    submission: 'smtp',
    svn: 'svn',
    tds: 'sqlserver',
    telnet: 'telnet',
    ui: 'http',
    valkey: 'redis',
    vnc: 'vnc',
    web: 'http',
    websecure: 'https',
    ws: 'ws',
    wss: 'wss',
    xmpp: 'xmpp',
  }),
);

/**
 * Numbers that IANA or wide habit gives to one protocol. A number that many programs share is left out (9000: MinIO,
 * SonarQube, ClickHouse, PHP), and so is a protocol without a scheme.
 */
const SCHEME_OF_NUMBER: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  23: 'telnet',
  25: 'smtp',
  80: 'http',
  110: 'pop3',
  119: 'nntp',
  143: 'imap',
  389: 'ldap',
  443: 'https',
  465: 'smtps',
  554: 'rtsp',
  587: 'smtp',
  636: 'ldaps',
  873: 'rsync',
  990: 'ftps',
  993: 'imaps',
  995: 'pop3s',
  1433: 'sqlserver',
  1521: 'oracle',
  1883: 'mqtt',
  1935: 'rtmp',
  2049: 'nfs',
  2379: 'http', // etcd: gRPC and HTTP on one port
  3000: 'http',
  3306: 'mysql',
  3389: 'rdp',
  3690: 'svn',
  4222: 'nats',
  4317: 'grpc', // OTLP
  4318: 'http', // OTLP
  5000: 'http',
  5222: 'xmpp',
  5432: 'postgresql',
  5601: 'http',
  5671: 'amqps',
  5672: 'amqp',
  5900: 'vnc',
  5984: 'http', // CouchDB
  6379: 'redis',
  6650: 'pulsar',
  7474: 'http', // Neo4j
  7687: 'neo4j',
  8000: 'http',
  8080: 'http',
  8081: 'http',
  8086: 'http', // InfluxDB
  8123: 'http', // ClickHouse, Home Assistant
  8200: 'http', // Vault
  8443: 'https',
  8500: 'http', // Consul
  8883: 'mqtts',
  8888: 'http',
  9042: 'cassandra',
  9090: 'http',
  9092: 'kafka',
  9100: 'http', // the exporter of nodes
  9200: 'http',
  9411: 'http', // Zipkin
  9418: 'git',
  11211: 'memcached',
  15672: 'http',
  16686: 'http', // Jaeger
  26257: 'postgresql', // CockroachDB
  26379: 'redis', // Sentinel
  27017: 'mongodb',
  33060: 'mysqlx',
  50051: 'grpc',
  61613: 'stomp',
};
