import { expect, test } from 'vitest';
import { clientCommandOf } from '../../src/domain/client-command.ts';

const IPV4 = { host: '127.0.0.1', port: 31_696 };
const IPV6 = { host: '::1', port: 31_696 };

test.each<{ scheme: string; ipv4: string; ipv6: string | undefined }>([
  {
    scheme: 'bolt',
    ipv4: 'cypher-shell -a bolt://127.0.0.1:31696 -u neo4j',
    ipv6: 'cypher-shell -a bolt://[::1]:31696 -u neo4j',
  },
  {
    scheme: 'bolt+s',
    ipv4: 'cypher-shell -a bolt+s://127.0.0.1:31696 -u neo4j',
    ipv6: 'cypher-shell -a bolt+s://[::1]:31696 -u neo4j',
  },
  { scheme: 'cassandra', ipv4: 'cqlsh 127.0.0.1 31696', ipv6: 'cqlsh ::1 31696' },
  {
    scheme: 'clickhouse',
    ipv4: 'clickhouse-client --host 127.0.0.1 --port 31696',
    ipv6: 'clickhouse-client --host ::1 --port 31696',
  },
  { scheme: 'ftp', ipv4: 'curl ftp://127.0.0.1:31696/', ipv6: 'curl ftp://[::1]:31696/' },
  { scheme: 'ftps', ipv4: 'curl ftps://127.0.0.1:31696/', ipv6: 'curl ftps://[::1]:31696/' },
  { scheme: 'grpc', ipv4: 'grpcurl -plaintext 127.0.0.1:31696 list', ipv6: 'grpcurl -plaintext [::1]:31696 list' },
  { scheme: 'grpcs', ipv4: 'grpcurl 127.0.0.1:31696 list', ipv6: 'grpcurl [::1]:31696 list' },
  {
    scheme: 'imaps',
    ipv4: 'openssl s_client -crlf -connect 127.0.0.1:31696',
    ipv6: 'openssl s_client -crlf -connect [::1]:31696',
  },
  { scheme: 'kafka', ipv4: 'kcat -b 127.0.0.1:31696 -L', ipv6: 'kcat -b [::1]:31696 -L' },
  {
    scheme: 'ldap',
    ipv4: 'ldapsearch -x -H ldap://127.0.0.1:31696 -b  -s base +',
    ipv6: 'ldapsearch -x -H ldap://[::1]:31696 -b  -s base +',
  },
  {
    scheme: 'ldaps',
    ipv4: 'ldapsearch -x -H ldaps://127.0.0.1:31696 -b  -s base +',
    ipv6: 'ldapsearch -x -H ldaps://[::1]:31696 -b  -s base +',
  },
  { scheme: 'memcached', ipv4: 'memcached-tool 127.0.0.1:31696 stats', ipv6: undefined },
  { scheme: 'mongodb', ipv4: 'mongosh mongodb://127.0.0.1:31696/', ipv6: 'mongosh mongodb://[::1]:31696/' },
  {
    scheme: 'mqtt',
    ipv4: 'mosquitto_sub -h 127.0.0.1 -p 31696 -t # -v',
    ipv6: 'mosquitto_sub -h ::1 -p 31696 -t # -v',
  },
  {
    scheme: 'mqtts',
    ipv4: 'mosquitto_sub -h 127.0.0.1 -p 31696 --tls-use-os-certs -t # -v',
    ipv6: 'mosquitto_sub -h ::1 -p 31696 --tls-use-os-certs -t # -v',
  },
  { scheme: 'mysql', ipv4: 'mysql -h 127.0.0.1 -P 31696 -u root -p', ipv6: 'mysql -h ::1 -P 31696 -u root -p' },
  {
    scheme: 'nats',
    ipv4: 'nats rtt --server nats://127.0.0.1:31696',
    ipv6: 'nats rtt --server nats://[::1]:31696',
  },
  {
    scheme: 'pop3s',
    ipv4: 'openssl s_client -crlf -connect 127.0.0.1:31696',
    ipv6: 'openssl s_client -crlf -connect [::1]:31696',
  },
  { scheme: 'postgresql', ipv4: 'psql -h 127.0.0.1 -p 31696 -U postgres', ipv6: 'psql -h ::1 -p 31696 -U postgres' },
  { scheme: 'redis', ipv4: 'redis-cli -h 127.0.0.1 -p 31696', ipv6: 'redis-cli -h ::1 -p 31696' },
  { scheme: 'rediss', ipv4: 'redis-cli -h 127.0.0.1 -p 31696 --tls', ipv6: 'redis-cli -h ::1 -p 31696 --tls' },
  { scheme: 'sftp', ipv4: 'sftp -P 31696 127.0.0.1', ipv6: 'sftp -P 31696 [::1]' },
  {
    scheme: 'smtps',
    ipv4: 'openssl s_client -crlf -connect 127.0.0.1:31696',
    ipv6: 'openssl s_client -crlf -connect [::1]:31696',
  },
  { scheme: 'sqlserver', ipv4: 'sqlcmd -S 127.0.0.1,31696 -U sa', ipv6: undefined },
  { scheme: 'ssh', ipv4: 'ssh -p 31696 127.0.0.1', ipv6: 'ssh -p 31696 ::1' },
  {
    scheme: 'tls',
    ipv4: 'openssl s_client -connect 127.0.0.1:31696',
    ipv6: 'openssl s_client -connect [::1]:31696',
  },
  {
    scheme: 'mysqlx',
    ipv4: 'mysqlsh --mysqlx -h 127.0.0.1 -P 31696 -u root -p',
    ipv6: 'mysqlsh --mysqlx -h ::1 -P 31696 -u root -p',
  },
  {
    scheme: 'neo4j',
    ipv4: 'cypher-shell -a bolt://127.0.0.1:31696 -u neo4j',
    ipv6: 'cypher-shell -a bolt://[::1]:31696 -u neo4j',
  },
  {
    scheme: 'neo4j+s',
    ipv4: 'cypher-shell -a bolt+s://127.0.0.1:31696 -u neo4j',
    ipv6: 'cypher-shell -a bolt+s://[::1]:31696 -u neo4j',
  },
  { scheme: 'rsync', ipv4: 'rsync rsync://127.0.0.1:31696/', ipv6: 'rsync rsync://[::1]:31696/' },
  { scheme: 'telnet', ipv4: 'telnet 127.0.0.1 31696', ipv6: 'telnet ::1 31696' },
  { scheme: 'vnc', ipv4: 'vncviewer 127.0.0.1::31696', ipv6: 'vncviewer [::1]::31696' },
  { scheme: 'ws', ipv4: 'websocat ws://127.0.0.1:31696/', ipv6: 'websocat ws://[::1]:31696/' },
  { scheme: 'wss', ipv4: 'websocat wss://127.0.0.1:31696/', ipv6: 'websocat wss://[::1]:31696/' },
])('$scheme: $ipv4', ({ scheme, ipv4, ipv6 }) => {
  expect([IPV4, IPV6].map((where) => clientCommandOf({ scheme, ...where })?.join(' '))).toEqual([ipv4, ipv6]);
});

test('an empty word stays a word', () => {
  expect(clientCommandOf({ scheme: 'ldap', ...IPV4 })).toEqual([
    ...['ldapsearch', '-x', '-H', 'ldap://127.0.0.1:31696', '-b', '', '-s', 'base', '+'],
  ]);
});

// What a browser is for, what has no usual client, and what no server speaks.
test.each(['http', 'https', 'tcp', 'udp', 'sctp', 'amqp', 'amqps', 'imap', 'pop3', 'smtp', 'constructor', ''])(
  'no client for `%s`',
  (scheme) => {
    expect(clientCommandOf({ scheme, ...IPV4 })).toBeUndefined();
  },
);
