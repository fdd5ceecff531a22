import { describe, expect, test } from 'vitest';
import { SpdyError, SpdyReader } from '../../src/protocol/spdy-reader.ts';

const of = (...parts: readonly string[]) => Buffer.from(parts.join('').replaceAll(' ', ''), 'hex');

/** What was told, in its order; the parts of what belongs together are put together. */
function told(pieces: readonly Uint8Array[]): readonly (readonly unknown[])[] {
  const events: (readonly [string, ...unknown[]])[] = [];
  const reader = new SpdyReader({
    data(stream, bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      const [what, of, before] = events.at(-1) ?? [];
      if (what !== 'data' || of !== stream) events.push(['data', stream, text]);
      else events.splice(-1, 1, ['data', stream, `${before}${text}`]);
    },
    ended: (stream) => events.push(['ended', stream]),
    reset: (stream, status) => events.push(['reset', stream, status]),
    pinged: (id) => events.push(['pinged', id]),
    leaving: () => events.push(['leaving']),
  });
  for (const piece of pieces) {
    const lent = Buffer.from(piece); // as sockets give them
    reader.push(lent);
    lent.fill(0xff); // it belongs to somebody else again
  }
  return events;
}

const REPLY = of('8003 0002', '00 00000a', '00000003', '789c 0001 0203');

const FRAMES: readonly (readonly [string, Buffer, readonly (readonly unknown[])[]])[] = [
  ['nothing', of(), []],
  ['data', of('00000007', '00 000005', '68656c6c6f'), [['data', 7, 'hello']]],
  [
    'data that are the last',
    of('00000003', '01 000002', '6869'),
    [
      ['data', 3, 'hi'],
      ['ended', 3],
    ],
  ],
  ['an end without data', of('00000003', '01 000000'), [['ended', 3]]],
  ['data without bytes say nothing', of('00000003', '00 000000'), []],
  ['an answer, whose headers are skipped', REPLY, []],
  ['an answer that is the last', of('8003 0002', '01 000004', '00000005'), [['ended', 5]]],
  ['a reset', of('8003 0003', '00 000008', '00000005', '00000003'), [['reset', 5, 3]]],
  ['a reset without a status', of('8003 0003', '00 000004', '00000005'), [['reset', 5, 0]]],
  ['a ping', of('8003 0006', '00 000004', '00000002'), [['pinged', 2]]],
  ['a farewell', of('8003 0007', '00 000008', '00000005', '00000000'), [['leaving']]],
  [
    'frames that a port-forward needs not',
    of('8003 0004', '00 000004', '00000000', '8003 0009', '00 000008', '00000003', '00000001'),
    [],
  ],
  ['a control frame as long as they may be', Buffer.concat([of('8003 0008', '00 010000'), Buffer.alloc(65_536)]), []],
];

test.each(FRAMES)('%s', (_, frame, events) => {
  expect(told([frame])).toEqual(events);
});

describe('however a conversation is cut', () => {
  const all = Buffer.concat(FRAMES.slice(0, -1).map(([, frame]) => frame));
  const events = FRAMES.flatMap(([, , each]) => each);

  test('byte by byte it means the same', () => {
    expect(told(Array.from(all, (_, index) => all.subarray(index, index + 1)))).toEqual(events);
  });

  test('at any one place it means the same', () => {
    for (let at = 0; at <= all.length; at += 1) {
      expect([at, told([all.subarray(0, at), all.subarray(at)])]).toEqual([at, events]);
    }
  });

  test('in threes it means the same', () => {
    const count = Math.ceil(all.length / 3);
    expect(told(Array.from({ length: count }, (_, index) => all.subarray(3 * index, 3 * index + 3)))).toEqual(events);
  });
});

test('a frame may be longer than 64 KiB', () => {
  const text = 'x'.repeat(0x1_0002);
  const frame = Buffer.concat([of('00000003', '01 010002'), Buffer.from(text)]);
  expect(told([frame, of('8003 0006', '00 000004', '00000002')])).toEqual([
    ['data', 3, text],
    ['ended', 3],
    ['pinged', 2],
  ]);
});

test('long data are told as they arrive, not when they are whole', () => {
  expect(told([of('00000003', '00 ffffff', '6869')])).toEqual([['data', 3, 'hi']]);
});

test.each([
  ['SPDY/2', of('8002 0001', '00 000004', '00000001')],
  ['a WebSocket frame', of('827e 0102', '0304 0506')],
  ['TLS, with a record in which a bit has flipped', of('9603 0100', '0501 0000')],
  ['a control frame longer than any', of('8003 0001', '00 010001')],
])('%s is no SPDY/3.1', (_, bytes) => {
  const error = new SpdyError('the connection carries something else than SPDY/3.1');
  expect(() => told([bytes])).toThrow(error);
  expect(() => told(Array.from(bytes, (__, index) => bytes.subarray(index, index + 1)))).toThrow(error);
});
