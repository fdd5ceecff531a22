/** What a client says in answer to all that a server has said since the connection was accepted. */
export interface MysqlConversation {
  /** What we say, in order, from the first word on. */
  readonly says: readonly Uint8Array[];
  /** Nothing more is expected: after the last word the connection may be closed. */
  readonly isOver: boolean;
}

/**
 * Says goodbye to a MySQL or MariaDB server as `mysqladmin ping` does: by a login without a password, which is denied.
 * A server counts connections that end in the middle of its handshake, and shuts a host out after `max_connect_errors`
 * (100) of them; a denied login is not one (recorded: MariaDB 10.11).
 * Whatever does not greet as such a server (protocol 10) is told nothing.
 * Packets: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html (8.4).
 */
export function converseWithMysql(heard: Uint8Array): MysqlConversation {
  if (!isMysql(heard)) return { says: [], isOver: true };
  const says: Uint8Array[] = [];
  let plugin = '';
  for (const [index, packet] of packetsOf(heard).entries()) {
    const turn = index === 0 ? answerGreeting(packet) : answer(packet, plugin);
    if (turn.say !== undefined) says.push(turn.say);
    if (turn.isLast || index === MOST_PACKETS) return { says, isOver: true };
    plugin = turn.plugin;
  }
  return { says, isOver: false };
}

const USER = 'nodeport-probe';

/** A login takes two to four; more is a server that plays with us. */
const MOST_PACKETS = 8;

interface Packet {
  readonly sequence: number;
  readonly payload: Uint8Array;
}

interface Turn {
  readonly say: Uint8Array | undefined;
  readonly isLast: boolean;
  /** The authentication plugin that is being talked to. */
  readonly plugin: string;
}

const HANDSHAKE_V10 = 10;
const OK = 0x00;
const AUTH_MORE_DATA = 0x01;
const AUTH_SWITCH_REQUEST = 0xfe;
const ERR = 0xff;
const COM_QUIT = Uint8Array.of(0x01);

const CLIENT_LONG_PASSWORD = 0x1;
const CLIENT_PROTOCOL_41 = 0x200;
const CLIENT_SECURE_CONNECTION = 0x8000;
const CLIENT_PLUGIN_AUTH = 0x80000;

/** `heard` may be a part: undecided is yes. A greeting is packet 0, short, and begins with 10, or is an error. */
function isMysql(heard: Uint8Array): boolean {
  const [, , thirdOfLength = 0, sequence = 0, first = HANDSHAKE_V10] = heard;
  return thirdOfLength === 0 && sequence === 0 && (first === HANDSHAKE_V10 || first === ERR);
}

function packetsOf(heard: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  for (let rest = heard; rest.length >= 4; ) {
    const [low = 0, middle = 0, high = 0, sequence = 0] = rest;
    const end = 4 + low + middle * 0x100 + high * 0x1_0000;
    if (rest.length < end) break;
    packets.push({ sequence, payload: rest.subarray(4, end) });
    rest = rest.subarray(end);
  }
  return packets;
}

function answerGreeting({ sequence, payload }: Packet): Turn {
  const greeting = parseGreeting(payload);
  if (greeting === undefined) return goodbye();
  const { capabilities, plugin } = greeting;
  const login = [
    ...littleEndian(
      CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION | (capabilities & CLIENT_PLUGIN_AUTH),
    ),
    ...littleEndian(0x100_0000), // the longest packet that we would take
    45, // utf8mb4
    ...new Uint8Array(23),
    ...zeroTerminated(USER),
    ...lengthFirst(emptyPassword(plugin)),
    ...((capabilities & CLIENT_PLUGIN_AUTH) === 0 ? [] : zeroTerminated(plugin)),
  ];
  return { say: packetAfter(sequence, login), isLast: false, plugin };
}

/** Undefined: an ERR (host blocked, too many connections), or a server from before 4.1. */
function parseGreeting(payload: Uint8Array): { capabilities: number; plugin: string } | undefined {
  if (payload[0] !== HANDSHAKE_V10) return undefined;
  const fields = payload.subarray(payload.indexOf(0) + 1); // after the version
  if (fields.length < 20) return undefined;
  const view = new DataView(fields.buffer, fields.byteOffset);
  const capabilities = view.getUint16(13, true) | (view.getUint16(18, true) << 16);
  if ((capabilities & CLIENT_PROTOCOL_41) === 0) return undefined;
  const restOfNonce = Math.max(13, (fields[20] ?? 0) - 8);
  return { capabilities, plugin: textUntilZero(fields.subarray(31 + restOfNonce)) };
}

function answer({ sequence, payload }: Packet, plugin: string): Turn {
  switch (payload[0]) {
    case OK: // the server has an anonymous user
      return { say: packetAfter(-1, COM_QUIT), isLast: true, plugin };
    case AUTH_SWITCH_REQUEST: {
      const next = textUntilZero(payload.subarray(1));
      return { say: packetAfter(sequence, emptyPassword(next)), isLast: false, plugin: next };
    }
    case AUTH_MORE_DATA:
      return { say: packetAfter(sequence, emptyPassword(plugin)), isLast: false, plugin };
    default: // ERR: access denied
      return goodbye();
  }
}

function goodbye(): Turn {
  return { say: undefined, isLast: true, plugin: '' };
}

/**
 * What a plugin takes for «no password». It must be of the right length: what is not is a broken handshake, and counted.
 * Source: sql/auth/sha2_password.cc of MySQL 8.0, plugin/auth_ed25519 and plugin/auth_parsec of MariaDB (server side).
 */
function emptyPassword(plugin: string): Uint8Array {
  switch (plugin) {
    case 'client_ed25519': // a signature, a wrong one
      return new Uint8Array(64);
    case 'caching_sha2_password':
    case 'sha256_password':
    case 'mysql_clear_password':
    case 'dialog': // PAM
    case 'parsec': // it counts a wrong signature as a broken handshake, but not a wrong first word
      return new Uint8Array(1);
    default: // mysql_native_password, and what we do not know
      return new Uint8Array(0);
  }
}

function packetAfter(sequence: number, payload: Iterable<number>): Uint8Array {
  const bytes = [...payload];
  return Uint8Array.of(...littleEndian(bytes.length).slice(0, 3), sequence + 1, ...bytes);
}

function littleEndian(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
}

function lengthFirst(bytes: Uint8Array): number[] {
  return [bytes.length, ...bytes];
}

function zeroTerminated(text: string): number[] {
  return [...new TextEncoder().encode(text), 0];
}

function textUntilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}
