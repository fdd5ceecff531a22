import { expect, test } from 'vitest';
import type { WaitReason } from '../../src/domain/waiting.ts';
import { waitingLine } from '../../src/render/waiting.ts';

const STARTING = { code: 'starting', pod: 'web-abc' } as const;

test.each<{ reason: WaitReason; line: string }>([
  { reason: { code: 'no-service' }, line: 'waiting for shop/web: there is no such Service yet' },
  {
    reason: { code: 'external-name' },
    line: 'waiting for shop/web: an ExternalName Service is a DNS name, and never has an endpoint',
  },
  {
    reason: { code: 'nobody-lists' },
    line: 'waiting for shop/web: it has no selector, and no EndpointSlice lists a ready endpoint',
  },
  {
    reason: { code: 'pods-not-seen', because: 'forbidden' },
    line: 'waiting for shop/web: no endpoint is ready, and its pods cannot be listed (forbidden)',
  },
  {
    reason: { code: 'selects-nothing', selector: { app: 'web', tier: 'front' } },
    line: 'waiting for shop/web: its selector app=web,tier=front matches no pod',
  },
  {
    reason: { code: 'none-ready', trouble: STARTING, others: 0 },
    line: 'waiting for shop/web: pod web-abc: starting',
  },
  {
    reason: { code: 'none-ready', trouble: STARTING, others: 2 },
    line: 'waiting for shop/web: none of 3 pods is ready; pod web-abc: starting',
  },
  {
    reason: { code: 'no-such-port', pod: 'web-abc', targetName: 'http' },
    line: 'waiting for shop/web: pod web-abc is ready, but no container of it has a port named http',
  },
  {
    reason: { code: 'not-listed-yet', pod: 'web-abc' },
    line: 'waiting for shop/web: pod web-abc is ready, and its EndpointSlice does not say so yet',
  },
  {
    reason: { code: 'selects-nothing', selector: { 'a\n': '\u001b[31m' } },
    line: 'waiting for shop/web: its selector a... matches no pod',
  },
])('$line', ({ reason, line }) => {
  expect(waitingLine(reason, { namespace: 'shop', name: 'web' })).toBe(line);
});

test('whatever a Service is called', () => {
  expect(waitingLine({ code: 'no-service' }, { namespace: 'a\u001b', name: 'b\u202e' })).toBe(
    'waiting for a^[/b\ufffd: there is no such Service yet',
  );
});
