import { expect, test } from 'vitest';
import { maskedHeaders } from '../../../src/adapters/kubernetes/masked-headers.ts';

// [the header, and as anybody may see it]
test.each<[string, string | readonly string[], readonly [string, string][]]>([
  ['accept', 'application/json', [['Accept', 'application/json']]],
  ['authorization', 'Bearer abc', [['Authorization', 'Bearer <masked>']]],
  ['authorization', 'basic dTpw', [['Authorization', 'basic <masked>']]],
  ['authorization', 'abc def', [['Authorization', '<masked>']]],
  ['authorization', 'abc', [['Authorization', '<masked>']]],
  ['proxy-authorization', 'Basic dTpw', [['Proxy-Authorization', 'Basic <masked>']]],
  ['cookie', 'session=abc', [['Cookie', '<masked>']]],
  [
    'set-cookie',
    ['a=1', 'b=2'],
    [
      ['Set-Cookie', '<masked>'],
      ['Set-Cookie', '<masked>'],
    ],
  ],
  ['x-auth-token', 'abc', [['X-Auth-Token', '<masked>']]],
  ['x-goog-iap-jwt-assertion', 'abc', [['X-Goog-Iap-Jwt-Assertion', '<masked>']]],
  ['x-session-id', 'abc', [['X-Session-Id', '<masked>']]],
  ['X-Api-Key', 'abc', [['X-Api-Key', '<masked>']]],
  ['impersonate-user', 'jane', [['Impersonate-User', 'jane']]],
  ['impersonate-extra-scopes', 'abc', [['Impersonate-Extra-Scopes', '<masked>']]],
  ['location', 'https://me:pw@sso.corp/login?state=abc#x', [['Location', 'https://sso.corp/login?<masked>']]],
  ['location', '/login', [['Location', '/login']]],
  ['location', '//me:pw@sso.corp/login', [['Location', '//sso.corp/login']]],
  ['location', '/login/TOKEN', [['Location', '/login/<masked>']]],
  ['x-echo', 'you sent Bearer TOKEN', [['X-Echo', 'you sent Bearer <masked>']]],
])('%s: %s', (name, value, shown) => {
  expect(maskedHeaders({ [name]: value }, { authorization: 'Bearer TOKEN' })).toEqual(shown);
});

test('they come in the order of their names', () => {
  expect(maskedHeaders({ b: '1', a: '2', c: undefined }, {})).toEqual([
    ['A', '2'],
    ['B', '1'],
  ]);
});
