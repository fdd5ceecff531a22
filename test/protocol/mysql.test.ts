import { describe, expect, test } from 'vitest';
import { converseWithMysql } from '../../src/protocol/mysql.ts';

/** A conversation, by turns: what the server says, then what we say, and so on. Bytes in hexadecimal. */
interface Recording {
  readonly how: string;
  readonly server: readonly string[];
  readonly us: readonly string[];
}

// MariaDB 10.11.19 (Debian 12), 2026-11-22, over a veth, with what this file's subject said; `us` was on the wire too.
const LOGIN_AT_MARIADB =
  '4600000101820800000000012d00000000000000000000000000000000000000000000006e6f6465706f72742d70726f626500006d7973716c5f6e61746976655f70617373776f726400';

const RECORDED: readonly Recording[] = [
  {
    how: 'the login is denied',
    server: [
      '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531000e0000007a52673365272e5000fef7080200ff81150000000000001d0000002b2268674b22655a7045466e006d7973716c5f6e61746976655f70617373776f726400',
      '4e000002ff15042332383030304163636573732064656e69656420666f72207573657220276e6f6465706f72742d70726f6265274027636c69656e742720287573696e672070617373776f72643a204e4f29',
    ],
    us: [LOGIN_AT_MARIADB],
  },
  {
    how: 'ed25519 wants a signature; a wrong one is a denied login, an empty one is counted',
    server: [
      '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531001b00000043733d7248513f2600fef7080200ff81150000000000001d000000404f4e78312a7d5925492165006d7973716c5f6e61746976655f70617373776f726400',
      '30000002fe636c69656e745f65643235353139004e5685716c0d69d59951a1d6332073604f3e2c72bc932a1c1200cb7858d019cf',
      '4f000004ff15042332383030304163636573732064656e69656420666f72207573657220276e6f6465706f72742d70726f6265274027636c69656e742720287573696e672070617373776f72643a2059455329',
    ],
    us: [LOGIN_AT_MARIADB, `40000003${'00'.repeat(64)}`],
  },
  {
    how: 'an anonymous user is let in, and quits',
    server: [
      '640000000a352e352e352d31302e31312e31392d4d6172696144422d302b646562313275310037000000732e2b292d475d7c00fef7080200ff81150000000000001d00000078646e7c4378562450444670006d7973716c5f6e61746976655f70617373776f726400',
      '0700000200000002000000',
    ],
    us: [LOGIN_AT_MARIADB, '0100000001'],
  },
  {
    how: 'too many connections, instead of a greeting',
    server: ['17000000ff1004546f6f206d616e7920636f6e6e656374696f6e73'],
    us: [],
  },
  {
    how: 'the host is blocked, instead of a greeting',
    server: [
      '6a000000ff6904486f7374202731302e36362e302e322720697320626c6f636b65642062656361757365206f66206d616e7920636f6e6e656374696f6e206572726f72733b20756e626c6f636b207769746820276d6172696164622d61646d696e20666c7573682d686f73747327',
    ],
    us: [],
  },
];

const DENIED = 'ff15042332383030304163636573732064656e696564';
const NONCE = '11'.repeat(20);

// Composed from the documentation of MySQL 8.4, «Connection Phase Packets»; no MySQL was at hand.
const COMPOSED: readonly Recording[] = [
  {
    how: 'MySQL 8 asks by caching_sha2_password, and «no password» is one zero byte',
    server: [packet(0, greeting('8.4.6', 'caching_sha2_password')), packet(2, DENIED)],
    us: [login(['01', '00'], 'caching_sha2_password')],
  },
  {
    how: 'MySQL 8 switches to caching_sha2_password',
    server: [
      packet(0, greeting('8.0.43', 'mysql_native_password')),
      packet(2, `fe${text('caching_sha2_password')}${NONCE}00`),
      packet(4, DENIED),
    ],
    us: [login(['00'], 'mysql_native_password'), packet(3, '00')],
  },
  {
    how: 'MySQL 9 switches to sha256_password, asks for more and lets in',
    server: [
      packet(0, greeting('9.4.0', 'caching_sha2_password')),
      packet(2, `fe${text('sha256_password')}${NONCE}00`),
      packet(4, '0104'),
      packet(6, '00000002000000'),
    ],
    us: [login(['01', '00'], 'caching_sha2_password'), packet(3, '00'), packet(5, '00'), packet(0, '01')],
  },
  {
    how: 'MariaDB 11.8 switches to parsec, which is answered wrongly at its first word',
    server: [
      packet(0, greeting('11.8.3-MariaDB', 'mysql_native_password')),
      packet(2, `fe${text('parsec')}${'22'.repeat(32)}`),
      packet(4, DENIED),
    ],
    us: [login(['00'], 'mysql_native_password'), packet(3, '00')],
  },
];

describe.each([...RECORDED, ...COMPOSED])('$how', ({ server, us }) => {
  const heard = bytes(server.join(''));

  test('every word is answered, and the end is known', () => {
    expect(converse(heard)).toEqual({ says: us, isOver: true });
  });

  test('wherever the bytes are cut, nothing else is said, and nothing is over', () => {
    for (let length = 0; length < heard.length; length += 1) {
      const { says, isOver } = converse(heard.subarray(0, length));
      expect({ says, isOver }).toEqual({ says: us.slice(0, says.length), isOver: false });
    }
  });
});

test.each([
  ['SSH', text('SSH-2.0-OpenSSH_9.2p1\r\n')],
  ['SMTP', text('220 mail.example ESMTP Postfix\r\n')],
  ['Redis, which was asked nothing', text('-ERR unknown command\r\n')],
  ['the X protocol of MySQL', '050000000b08051a00'],
  ['what only looks like a greeting', packet(1, greeting('8.0.43', 'mysql_native_password'))],
  ['a greeting of protocol 9', packet(0, `09${text('3.20.0')}`)],
  ['a greeting that ends in the middle', packet(0, `0a${text('8.0')}0102`)],
  [
    'a MySQL from before 4.1',
    packet(0, `0a${text('4.0.30')}01000000${'11'.repeat(8)}00${'0000'}08${'0200'}0000${'00'.repeat(11)}`),
  ],
])('%s is told nothing', (_, greets) => {
  expect(converse(bytes(greets))).toEqual({ says: [], isOver: true });
});

test('a server that never comes to an end is left', () => {
  const asksAgain = Array.from({ length: 20 }, (_, turn) => packet(2 * turn + 2, '01'));
  const { says, isOver } = converse(bytes(packet(0, greeting('8.0', 'x')) + asksAgain.join('')));
  expect({ answers: says.length, isOver }).toEqual({ answers: 9, isOver: true });
});

function converse(heard: Uint8Array): { says: readonly string[]; isOver: boolean } {
  const { says, isOver } = converseWithMysql(heard);
  return { says: says.map((words) => Buffer.from(words).toString('hex')), isOver };
}

function bytes(hexadecimal: string): Uint8Array {
  return new Uint8Array(Buffer.from(hexadecimal, 'hex'));
}

/** Ends in a zero byte. */
function text(words: string): string {
  return Buffer.from(`${words}\0`).toString('hex');
}

function packet(sequence: number, payload: string): string {
  const header = Buffer.from([0, 0, 0, sequence]);
  header.writeUIntLE(payload.length / 2, 0, 3);
  return header.toString('hex') + payload;
}

function greeting(version: string, plugin: string): string {
  const fields = [
    '0a',
    text(version),
    '2a000000',
    '11'.repeat(8),
    '00',
    'ffff',
    'ff',
    '0200',
    'ffdf',
    '15',
    '00'.repeat(10),
  ];
  return [...fields, '11'.repeat(12), '00', text(plugin)].join('');
}

function login(password: readonly string[], plugin: string): string {
  return packet(
    1,
    ['01820800', '00000001', '2d', '00'.repeat(23), text('nodeport-probe'), ...password, text(plugin)].join(''),
  );
}
