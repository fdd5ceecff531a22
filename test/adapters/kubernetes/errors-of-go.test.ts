import { expect, test } from 'vitest';
import { unreachable } from '../../../src/adapters/kubernetes/errors-of-go.ts';
import { parseServerUrl } from '../../../src/adapters/kubernetes/server-url.ts';
import { AccessError } from '../../../src/errors.ts';

// What cannot be met on loopback. Kubectl 1.33 printed these in a namespace with such routes, and so did Node and Bun.
test.each([
  ['ENOTFOUND', 'https://k8s.corp', 'dial tcp: lookup k8s.corp: no such host'],
  ['EAI_AGAIN', 'https://k8s.corp', 'dial tcp: lookup k8s.corp: Temporary failure in name resolution'],
  ['EHOSTUNREACH', 'https://10.1.1.1:6443', 'dial tcp 10.1.1.1:6443: connect: no route to host'],
  ['ENETUNREACH', 'https://[fd00::1]', 'dial tcp [fd00::1]:443: connect: network is unreachable'],
  ['EACCES', 'http://10.2.1.1', 'dial tcp 10.2.1.1:80: connect: permission denied'],
  ['ETIMEDOUT', 'https://10.1.1.1:6443', 'dial tcp 10.1.1.1:6443: connect: connection timed out'],
])('%s', (code, server, words) => {
  const failure = unreachable(Object.assign(new Error('connect'), { code }), parseServerUrl(server));
  expect(failure).toEqual(new AccessError('unreachable', `Unable to connect to the server: ${words}`));
});

test('an error without a code is a bug and stays what it is', () => {
  const bug = new TypeError('undefined is not a function');
  expect(unreachable(bug, parseServerUrl('https://127.0.0.1'))).toBe(bug);
});
