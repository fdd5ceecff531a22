import { createInflate } from 'node:zlib';
import { expect, test } from 'vitest';
import { CANCEL, dataHeader, endFrame, inFrames, ping, rstStream, synStream } from '../../src/protocol/spdy-frames.ts';
import { headersIn } from '../adapters/tunnel/spdy-server.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
/** What is written apart for the eye. */
const bytes = (...parts: readonly string[]) => parts.join('').replaceAll(' ', '');

const A_OF_B = bytes('00000001', '00000001', '61', '00000001', '62'); // one header, `a: b`
const STORED = bytes('00 0e00 f1ff', A_OF_B, '00 0000 ffff'); // 14 bytes as they are, and a flush

test.each([
  ['a ping', ping(7), bytes('8003 0006', '00 000004', '00000007')],
  ['a reset', rstStream(5, CANCEL), bytes('8003 0003', '00 000008', '00000005', '00000005')],
  ['the end of a stream', endFrame(3), bytes('00000003', '01 000000')],
  ['what goes before a hundred thousand bytes', dataHeader(3, 100_000), bytes('00000003', '00 0186a0')],
  [
    'the first stream of a session begins a zlib stream',
    synStream(1, { a: 'b' }, { isFirst: true, isLast: true }),
    bytes('8003 0001', '01 000024', '00000001', '00000000', '0000', '7801', STORED),
  ],
  [
    'the second one goes on with it',
    synStream(3, { a: 'b' }, { isFirst: false, isLast: false }),
    bytes('8003 0001', '00 000022', '00000003', '00000000', '0000', STORED),
  ],
])('%s', (_, frame, expected) => {
  expect(hex(frame)).toBe(expected);
});

test('the headers of several streams come out of one inflater, each when its block has come', async () => {
  const inflater = createInflate();
  const all = [
    { streamtype: 'error', port: '80', requestid: '0' },
    { streamtype: 'data', port: '80', requestid: '0' },
    { streamtype: 'data', port: '65535', requestid: '12345', words: 'grüße '.repeat(200) },
  ];
  for (const [index, headers] of all.entries()) {
    const frame = synStream(1 + 2 * index, headers, { isFirst: index === 0, isLast: false });
    expect(await headersIn(frame.subarray(18), inflater)).toEqual(headers);
  }
});

test.each([
  ['nothing needs no frame', 0, []],
  ['what fits goes in one', 512 * 1024, [512 * 1024]],
  ['what does not fit goes in several', 1024 * 1024 + 1, [512 * 1024, 512 * 1024, 1]],
])('%s', (_, length, lengths) => {
  const whole = Uint8Array.from({ length }, (__, index) => index);
  const parts = inFrames(whole);
  expect(parts.map((part) => part.length)).toEqual(lengths);
  expect(Buffer.concat(parts).equals(whole)).toBe(true);
});
