import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { writeData } from '../../../src/adapters/tunnel/write-data.ts';

const MIB = 1024 * 1024;

test.each([
  { how: 'a long one', length: 64 * 1024 },
  { how: 'a short one', length: 100 },
  { how: 'several, the last one long', length: MIB + 64 * 1024 },
  { how: 'several, the last one short', length: MIB + 100 },
])('it is said once that the bytes have gone, after the last frame: $how', async ({ length }) => {
  const log: (number | 'written')[] = [];
  const carrier = new Duplex({
    read() {},
    write(chunk: Uint8Array, _encoding, taken) {
      log.push(chunk.length);
      void setImmediate().then(() => taken());
    },
  });
  writeData(carrier, 3, new Uint8Array(length), () => log.push('written'));
  const frames = Math.ceil(length / (MIB / 2));
  const gone = () => log.reduce<number>((sum, each) => sum + (each === 'written' ? 0 : each), 0);
  await vi.waitFor(() => expect([gone(), log.at(-1)]).toEqual([length + 8 * frames, 'written']));
  expect(log.filter((each) => each === 'written')).toHaveLength(1);
});
