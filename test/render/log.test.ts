import { expect, test } from 'vitest';
import { parsePort } from '../../src/domain/port.ts';
import { logAnswer, logConversation, logDial, logRequest, renderWarning } from '../../src/render/log.ts';

const AT = new Date(2026, 10, 5, 7, 8, 9, 12);
const request = {
  method: 'GET',
  url: 'https://127.0.0.1:6443/api/v1/nodes?limit=500',
  headers: [
    ['Accept', 'application/json'],
    ['Authorization', 'Bearer <masked>'],
  ],
} as const;
const answer = { kind: 'answered', status: 200, headers: [['Audit-Id', '7\u001b[2J\n8']], afterMs: 2.6 } as const;
const ASKED = 'verb="GET" url="https://127.0.0.1:6443/api/v1/nodes?limit=500"';
const SENT = `I1105 07:08:09.012 "Request" ${ASKED} headers=<
\tAccept: application/json
\tAuthorization: Bearer <masked>
 >
`;
const ANSWERED = `I1105 07:08:09.012 "Response" ${ASKED} status="200" milliseconds=3\n`;
const WHOLE = `I1105 07:08:09.012 "Response" ${ASKED} status="200" headers=<
\tAudit-Id: 7^[[2J...
 > milliseconds=3
`;

test.each([
  [6, '', ANSWERED],
  [7, SENT, ANSWERED],
  [8, SENT, WHOLE],
  [10, SENT, WHOLE],
])('at level %i', (verbosity, asked, answered) => {
  expect(logRequest(AT, request, verbosity)).toBe(asked);
  expect(logAnswer(AT, { request, answer }, verbosity)).toBe(answered);
});

test('a request that nobody answered has a reason instead of a status', () => {
  const failed = { kind: 'failed', because: 'connect "refused"', afterMs: 0.4 } as const;
  expect(logAnswer(AT, { request, answer: failed }, 8)).toBe(
    `I1105 07:08:09.012 "Response" ${ASKED} status="" err="connect \\"refused\\"" milliseconds=0\n`,
  );
});

test('a dial, and what was spoken', () => {
  const to = { host: 'fd00::1', port: parsePort(30_080) ?? never() };
  const dial = { ...to, timeoutMs: 1, watchMs: 0, speaks: 'nothing', stays: 'anywhere' } as const;
  expect(logDial(AT, dial, { outcome: 'refused', afterMs: 1.2 })).toBe(
    'I1105 07:08:09.012 "Dial" address="[fd00::1]:30080" outcome="refused" milliseconds=1\n',
  );
  expect(logDial(AT, dial, { outcome: 'no-route' })).toBe(
    'I1105 07:08:09.012 "Dial" address="[fd00::1]:30080" outcome="no-route"\n',
  );
  expect(logConversation(AT, to, { kind: 'unsettled', scheme: 'tcp' })).toBe(
    'I1105 07:08:09.012 "Conversation" address="[fd00::1]:30080" heard="unsettled" scheme="tcp"\n',
  );
});

test.each([
  [false, 'Warning: v1 Endpoints is deprecated\n'],
  [true, '\u001b[33;1mWarning:\u001b[0m v1 Endpoints is deprecated\n'],
])('a warning, with colours: %s', (hasColour, text) => {
  expect(renderWarning('v1 Endpoints is deprecated', hasColour)).toBe(text);
});

test('a warning does not steer the terminal', () => {
  expect(renderWarning('a\u001b[2J\u202eb\nc', false)).toBe('Warning: a^[[2J\ufffdb...\n');
});

function never(): never {
  throw new Error('it is a port');
}
