import { describe, expect, test } from 'vitest';
import type { PodTrouble } from '../../src/domain/pod-trouble.ts';
import { firstSentence, lastCause } from '../../src/render/cause.ts';
import { phraseOfTrouble } from '../../src/render/pod-trouble.ts';

const WEB = { name: 'web', role: 'main' } as const;
const PULL =
  'failed to pull and unpack image "127.0.0.1:1/absent:1": failed to resolve reference "127.0.0.1:1/absent:1": failed to do request: Head "https://127.0.0.1:1/v2/absent/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused';
const SCHEDULER =
  "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.";

function crash(different: object): PodTrouble {
  return {
    code: 'crash-loop',
    pod: 'web-abc',
    container: WEB,
    isRepeated: true,
    restarts: 3,
    end: undefined,
    ...different,
  };
}

test.each<{ trouble: PodTrouble; phrase: string }>([
  {
    trouble: { code: 'image-not-pulled', pod: 'web-abc', container: WEB, image: '127.0.0.1:1/absent:1', because: PULL },
    phrase:
      'pod web-abc: image "127.0.0.1:1/absent:1" cannot be pulled: failed to do request: Head "https://127.0.0.1:1/v2/absent/manifests/1": dial tcp 127.0.0.1:1: connect: connection refused',
  },
  {
    trouble: { code: 'image-not-pulled', pod: 'web-abc', container: WEB, image: 'absent', because: undefined },
    phrase: 'pod web-abc: image "absent" cannot be pulled',
  },
  {
    trouble: { code: 'image-not-there', pod: 'web-abc', container: WEB, image: 'mine:dev' },
    phrase: 'pod web-abc: image "mine:dev" is not on the node, and its pull policy is Never',
  },
  {
    trouble: { code: 'not-configured', pod: 'web-abc', container: WEB, because: 'configmap "absent" not found' },
    phrase: 'pod web-abc: container web cannot be configured: configmap "absent" not found',
  },
  {
    trouble: { code: 'not-started', pod: 'web-abc', container: WEB, because: 'exec: "nope": not found' },
    phrase: 'pod web-abc: container web cannot be started: exec: "nope": not found',
  },
  {
    trouble: crash({ end: { exitCode: 1, reason: 'Error' } }),
    phrase: 'pod web-abc: container web ends again and again: exit code 1, 3 restarts',
  },
  {
    trouble: crash({ end: { exitCode: 137, reason: 'OOMKilled' }, restarts: 1 }),
    phrase: 'pod web-abc: container web ends again and again: exit code 137 (OOMKilled), 1 restart',
  },
  { trouble: crash({}), phrase: 'pod web-abc: container web ends again and again: 3 restarts' },
  {
    trouble: crash({ isRepeated: false, restarts: 0, end: { exitCode: 0, reason: 'Completed' } }),
    phrase: 'pod web-abc: container web ended: exit code 0',
  },
  {
    trouble: crash({ container: { name: 'migrate', role: 'init' }, end: { exitCode: 2, reason: undefined } }),
    phrase: 'pod web-abc: init container migrate ends again and again: exit code 2, 3 restarts',
  },
  {
    trouble: { code: 'not-scheduled', pod: 'web-abc', reason: 'Unschedulable', because: SCHEDULER },
    phrase: "pod web-abc: not scheduled: 0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector",
  },
  {
    trouble: { code: 'not-scheduled', pod: 'web-abc', reason: 'SchedulingGated', because: undefined },
    phrase: 'pod web-abc: not scheduled: SchedulingGated',
  },
  {
    trouble: { code: 'initialising', pod: 'web-abc', container: { name: 'migrate', role: 'init' } },
    phrase: 'pod web-abc: init container migrate has not finished',
  },
  {
    trouble: { code: 'probe-fails', pod: 'web-abc', container: { name: 'proxy', role: 'sidecar' } },
    phrase: 'pod web-abc: container proxy runs, and its readiness probe does not succeed',
  },
  {
    trouble: {
      code: 'gated',
      pod: 'web-abc',
      because: 'corresponding condition of pod readiness gate "a/b" does not exist.',
    },
    phrase:
      'pod web-abc: a readiness gate is closed: corresponding condition of pod readiness gate "a/b" does not exist',
  },
  {
    trouble: { code: 'node-silent', pod: 'web-abc', node: 'dev-worker' },
    phrase: 'pod web-abc: not ready, though its containers are: node dev-worker may have stopped reporting',
  },
  { trouble: { code: 'starting', pod: 'web-abc' }, phrase: 'pod web-abc: starting' },
  { trouble: { code: 'ending', pod: 'web-abc' }, phrase: 'pod web-abc: ending' },
  {
    trouble: {
      code: 'failed',
      pod: 'web-abc',
      reason: 'Evicted',
      because: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 92Mi. ',
    },
    phrase: 'pod web-abc: was evicted: The node was low on resource: memory',
  },
  {
    trouble: { code: 'failed', pod: 'web-abc', reason: 'NodeAffinity', because: undefined },
    phrase: 'pod web-abc: failed (NodeAffinity)',
  },
  { trouble: { code: 'failed', pod: 'web-abc', reason: undefined, because: undefined }, phrase: 'pod web-abc: failed' },
  { trouble: { code: 'completed', pod: 'web-abc' }, phrase: 'pod web-abc: has run to its end' },
  {
    trouble: {
      code: 'image-not-pulled',
      pod: 'a\u001b[31m',
      container: WEB,
      image: 'b\u001b]0;x\u0007',
      because: 'c\r\nReachable \u202e',
    },
    phrase: 'pod a^[[31m: image "b^[]0;x\ufffd" cannot be pulled: c Reachable \ufffd',
  },
])('$phrase', ({ trouble, phrase }) => {
  expect(phraseOfTrouble(trouble)).toBe(phrase);
});

describe('what somebody else says', () => {
  test.each([
    { how: 'a short chain whole', message: 'a: b: c', cause: 'a: b: c' },
    { how: 'of lines one', message: 'a:\n\tb\n', cause: 'a: b' },
    {
      how: 'the end of a long chain',
      message: `${'x'.repeat(150)}: why: ${'y'.repeat(50)}`,
      cause: `why: ${'y'.repeat(50)}`,
    },
    {
      how: 'the beginning of a last link that is long',
      message: `a: ${'y'.repeat(500)}`,
      cause: `${'y'.repeat(160)}...`,
    },
    { how: 'the end of a megabyte', message: `${'a: '.repeat(400_000)}${'y'.repeat(158)}`, cause: 'y'.repeat(158) },
    { how: 'nothing', message: '', cause: '' },
  ])('keeps $how', ({ message, cause }) => {
    expect(lastCause(message)).toBe(cause);
  });

  test.each([
    { how: 'one sentence without its full stop', message: 'It is so.', sentence: 'It is so' },
    { how: 'the first of two', message: 'It is 1.5 so. But.', sentence: 'It is 1.5 so' },
    { how: 'the beginning of a long one', message: 'y'.repeat(10_000), sentence: `${'y'.repeat(160)}...` },
    { how: 'nothing of nothing', message: '', sentence: '' },
  ])('is told by $how', ({ message, sentence }) => {
    expect(firstSentence(message)).toBe(sentence);
  });
});
