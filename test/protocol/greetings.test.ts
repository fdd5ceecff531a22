import { expect, test } from 'vitest';
import { isWholeGreeting, parseGreeting, speechOfGreeting } from '../../src/protocol/greetings.ts';

/** Text, one byte a character. */
function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function hex(hexadecimal: string): Uint8Array {
  return new Uint8Array(Buffer.from(hexadecimal, 'hex'));
}

function mysqlPacket(payload: string): Uint8Array {
  const header = Buffer.alloc(4);
  header.writeUIntLE(payload.length, 0, 3);
  return bytes(header.toString('latin1') + payload);
}

function mysqlGreeting(version: string): Uint8Array {
  return mysqlPacket(
    `\n${version}\0*\0\0\0${'n'.repeat(8)}\0\xff\xff\xff\x02\0\xff\xdf\x15${'\0'.repeat(10)}${'n'.repeat(12)}\0x\0`,
  );
}

// What is called recorded was; the rest is composed from each protocol's document or its server's source.
test.each<[how: string, heard: Uint8Array, greeting: { scheme: string; server: string }]>([
  [
    'MariaDB 10.11, recorded',
    hex(
      '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531000e0000007a52673365272e5000fef7080200ff81150000000000001d0000002b2268674b22655a7045466e006d7973716c5f6e61746976655f70617373776f726400',
    ),
    { scheme: 'mysql', server: 'MariaDB 10.11.19' },
  ],
  [
    'MariaDB 11 without the old prefix',
    mysqlGreeting('11.8.3-MariaDB-log'),
    { scheme: 'mysql', server: 'MariaDB 11.8.3' },
  ],
  ['MySQL', mysqlGreeting('8.0.36'), { scheme: 'mysql', server: 'MySQL 8.0.36' }],
  ['a true 5.5.5', mysqlGreeting('5.5.5-m3'), { scheme: 'mysql', server: 'MySQL 5.5.5-m3' }],
  [
    'who speaks like MySQL',
    mysqlGreeting('8.0.11-TiDB-v8.5.0'),
    { scheme: 'mysql', server: 'MySQL 8.0.11-TiDB-v8.5.0' },
  ],
  [
    'a blocked host, recorded',
    hex(
      '6a000000ff6904486f7374202731302e36362e302e322720697320626c6f636b65642062656361757365206f66206d616e7920636f6e6e656374696f6e206572726f72733b20756e626c6f636b207769746820276d6172696164622d61646d696e20666c7573682d686f73747327',
    ),
    {
      scheme: 'mysql',
      server:
        "MariaDB: Host '10.66.0.2' is blocked because of many connection errors; unblock with 'mariadb-admin flush-hosts'",
    },
  ],
  [
    'too many connections',
    mysqlPacket('\xff\x10\x04#08004Too many connections'),
    { scheme: 'mysql', server: 'MySQL: Too many connections' },
  ],
  ['the X protocol of MySQL', hex('050000000b08051a00'), { scheme: 'mysqlx', server: 'MySQL' }],
  ['OpenSSH', bytes('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n'), { scheme: 'ssh', server: 'OpenSSH_9.2p1' }],
  [
    'SSH after a banner',
    bytes('Welcome\r\nto us\r\nSSH-2.0-dropbear_2022.83\r\n'),
    { scheme: 'ssh', server: 'dropbear_2022.83' },
  ],
  [
    'Postfix',
    bytes('220 mx.example.com ESMTP Postfix\r\n'),
    { scheme: 'smtp', server: 'mx.example.com ESMTP Postfix' },
  ],
  ['a mail server that wants nothing', bytes('554 no service\r\n'), { scheme: 'smtp', server: 'no service' }],
  ['vsftpd', bytes('220 (vsFTPd 3.0.5)\r\n'), { scheme: 'ftp', server: '(vsFTPd 3.0.5)' }],
  [
    'Pure-FTPd, in many lines',
    bytes('220---------- Welcome to Pure-FTPd [TLS] ----------\r\n220 You will be disconnected\r\n'),
    { scheme: 'ftp', server: '--------- Welcome to Pure-FTPd [TLS] ----------' },
  ],
  [
    'a name and nothing else, as SMTP has it',
    bytes('220 mx.example.com\r\n'),
    { scheme: 'smtp', server: 'mx.example.com' },
  ],
  ['220 and nothing else', bytes('220 ready\r\n'), { scheme: 'ftp', server: 'ready' }],
  [
    'IMAP',
    bytes('* OK [CAPABILITY IMAP4rev1 SASL-IR] Dovecot ready.\r\n'),
    { scheme: 'imap', server: 'Dovecot ready.' },
  ],
  ['IMAP that trusts us', bytes('* PREAUTH IMAP4rev1 server\r\n'), { scheme: 'imap', server: 'IMAP4rev1 server' }],
  ['POP3', bytes('+OK Dovecot ready.\r\n'), { scheme: 'pop3', server: 'Dovecot ready.' }],
  ['POP3 without a word', bytes('+OK\r\n'), { scheme: 'pop3', server: 'POP3' }],
  ['NNTP', bytes('200 news.example InterNetNews\r\n'), { scheme: 'nntp', server: 'news.example InterNetNews' }],
  ['VNC', bytes('RFB 003.008\n'), { scheme: 'vnc', server: 'RFB 003.008' }],
  ['NATS', bytes('INFO {"server_id":"NA","version":"2.10.7","proto":1} \r\n'), { scheme: 'nats', server: '2.10.7' }],
  ['NATS, cut', bytes('INFO {"server_id":"NA'), { scheme: 'nats', server: 'NATS' }],
  ['rsync', bytes('@RSYNCD: 31.0\n'), { scheme: 'rsync', server: '31.0' }],
  [
    'Subversion',
    bytes('( success ( 2 2 ( ) ( edit-pipeline ) ) ) '),
    { scheme: 'svn', server: '2 2 ( ) ( edit-pipeline ) ) )' },
  ],
  [
    'IRC',
    bytes(':irc.example NOTICE AUTH :*** Looking up your hostname\r\n'),
    { scheme: 'irc', server: ':*** Looking up your hostname' },
  ],
  ['grpc-go', hex('000006040000000000000500004000'), { scheme: 'grpc', server: 'HTTP/2' }],
  ['Telnet', hex('fffd18fffd20'), { scheme: 'telnet', server: 'Telnet' }],
  [
    'Redis that protects itself',
    bytes('-DENIED Redis is running in protected mode because\r\n'),
    { scheme: 'redis', server: 'DENIED Redis is running in protected mode' },
  ],
  [
    'words that a terminal would obey',
    bytes(`220 \x1b[31mesmtp\x07 ${'x'.repeat(500)}\r\n`),
    { scheme: 'smtp', server: `[31mesmtp  ${'x'.repeat(500)}`.slice(0, 120) },
  ],
])('%s', (_, heard, greeting) => {
  expect(parseGreeting(heard, 'tcp')).toEqual(greeting);
});

test.each<[how: string, text: string, guess: string, scheme: string]>([
  ['220 of a port called smtp', '220 ready\r\n', 'smtp', 'smtp'],
  ['220 of a port called ftp', '220 ftp.example.com\r\n', 'ftp', 'ftp'],
  ['421 of a port called ftp', '421 come back later\r\n', 'ftp', 'ftp'],
  ['220 that says SMTP, whatever its port says', '220 x ESMTP\r\n', 'ftp', 'smtp'],
  ['SSH of a port called sftp', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'sftp', 'sftp'],
])('the guess decides where two greet alike: %s', (_, text, guess, scheme) => {
  expect(parseGreeting(bytes(text), guess)?.scheme).toBe(scheme);
});

test.each<[string, Uint8Array]>([
  ['nothing', bytes('')],
  ['a language that is not known', bytes('HELLO\r\n')],
  ['an answer of HTTP', bytes('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['an alert of TLS', hex('15030100020246')],
  ['what only begins like MySQL', hex('0a0000000a68656c6c6f00')],
  ['a MySQL packet in the middle of a conversation', hex('0a0000020a382e302e333600')],
  ['a frame of HTTP/2 with a stream', hex('000006040000000001')],
  ['nine zero bytes', hex('000000000000000000')],
])('%s is no greeting', (_, heard) => {
  expect(speechOfGreeting(heard, 'tcp', 1)).toBeUndefined();
});

test('a greeting is what was spoken', () => {
  const speech = { kind: 'greeted', scheme: 'ssh', server: 'x', afterMs: 4 };
  expect(speechOfGreeting(bytes('SSH-2.0-x\r\n'), 'http', 4)).toEqual(speech);
});

test.each<[how: string, heard: Uint8Array, isWhole: boolean]>([
  ['nothing', bytes(''), false],
  ['half a line', bytes('SSH-2.0-Open'), false],
  ['a line', bytes('HELLO\r\n'), true],
  ['MySQL’s greeting: the login is to come', mysqlGreeting('8.0.36'), false],
  [
    'MySQL’s greeting and its end',
    bytes(`${Buffer.from(mysqlGreeting('8.0.36')).toString('latin1')}\x03\0\0\x02\xff\x15\x04`),
    true,
  ],
  ['an error in place of it', mysqlPacket('\xff\x10\x04Too many connections'), true],
  ['SETTINGS', hex('000000040000000000'), true],
])('%s may be whole', (_, heard, isWhole) => {
  expect(isWholeGreeting(heard)).toBe(isWhole);
});
