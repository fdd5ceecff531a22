import { expect, test } from 'vitest';
import { Passing } from '../../../src/adapters/tunnel/passing.ts';

const LONG = 64 * 1024;

test('the memory is given back when the last part has gone', () => {
  const bytes = new Uint8Array(LONG);
  const whole = new Passing(bytes);
  const [first, second] = [whole.hold(), whole.hold()];
  const left = [whole.letGo, second, first].map((gone) => {
    gone();
    return bytes.length;
  });
  expect(left).toEqual([LONG, LONG, 0]);
});

/** JavaScriptCore makes a buffer when one is asked for, which takes longer than all else that is done with a short one. */
class WithoutBuffer extends Uint8Array<ArrayBuffer> {
  override get buffer(): ArrayBuffer {
    throw new Error('it was asked for its buffer');
  }
}

test.each([
  { how: 'is short', bytes: new WithoutBuffer(new ArrayBuffer(1024)) },
  { how: 'is a part of something longer', bytes: new Uint8Array(LONG).subarray(1) },
])('what $how stays as it is', ({ bytes }) => {
  const before = bytes.length;
  new Passing(bytes).letGo();
  expect(bytes).toHaveLength(before);
});
