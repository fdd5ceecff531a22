import { firstLine, type Greeting, MOST_SHOWN } from './greeting-text.ts';

/**
 * The greeting of MySQL, MariaDB and what speaks like them, or the error that is said in its place (host blocked, too
 * many connections); undefined for anything else. The version is followed by more in most distributions of either.
 * Packets: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html
 */
export function parseMysqlGreeting(heard: Uint8Array): Greeting | undefined {
  const [low = 0, middle = 0, high = 0, sequence, first] = heard;
  if (high !== 0 || sequence !== 0) return undefined;
  const payload = heard.subarray(4, 4 + low + middle * 0x100);
  if (first === HANDSHAKE_V10) return greetingOf(textUntilZero(payload.subarray(1)));
  if (first === ERR && payload.length > 3) return refusalOf(new TextDecoder().decode(payload.subarray(3)));
  return isOfXProtocol(heard) ? { scheme: 'mysqlx', server: 'MySQL' } : undefined;
}

const HANDSHAKE_V10 = 10;
const ERR = 0xff;

// MariaDB puts 5.5.5- before its version for the replication of old servers. Source: its sql/mysqld.cc, RPL_VERSION_HACK
function greetingOf(said: string): Greeting | undefined {
  const version = firstLine(said.replace(/^5\.5\.5-(?=\d+\.\d+)/, ''));
  if (!/^\d+\.\d/.test(version)) return undefined;
  const [number = ''] = version.match(/^[\d.]+\d/) ?? [];
  return { scheme: 'mysql', server: /mariadb/i.test(version) ? `MariaDB ${number}` : `MySQL ${version}` };
}

/** An error code of two bytes has been cut off; before a login no SQL state follows, but may. */
function refusalOf(text: string): Greeting {
  const reason = firstLine(text.replace(/^#[\dA-Z]{5}/, ''));
  const name = /mariadb/i.test(reason) ? 'MariaDB' : 'MySQL';
  return { scheme: 'mysql', server: `${name}: ${reason}`.slice(0, MOST_SHOWN) };
}

/** The X protocol (MySQL 8, port 33060) greets by a notice: five bytes, of type 11. */
function isOfXProtocol([length, second, third, fourth, type]: Uint8Array): boolean {
  return length === 5 && second === 0 && third === 0 && fourth === 0 && type === 11;
}

function textUntilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}
