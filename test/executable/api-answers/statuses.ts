import { answering, everywhere, failure, json, page } from './answering-servers.ts';
import { EMPTY, LATE, NOTHING, OF_DISCOVERY, ONE_LINE, type Situation, UNLISTED } from './situation.ts';

export const STATUSES: readonly Situation[] = [
  { situation: 'an empty list', server: answering(EMPTY), kubectl: NOTHING, codes: [0, 0] },
  {
    situation: 'an empty list, with warnings',
    server: answering({
      ...EMPTY,
      headers: {
        ...EMPTY.headers,
        warning: ['299 - "v1 X is deprecated"', '299 - "a \\"b\\"", 299 - "v1 X is deprecated"'],
      },
    }),
    kubectl: `Warning: v1 X is deprecated\nWarning: a "b"\n${NOTHING}`,
    codes: [0, 0],
  },
  {
    situation: '401',
    server: answering(failure(401, 'Unauthorized', 'Unauthorized')),
    kubectl: 'error: You must be logged in to the server (Unauthorized)',
  },
  {
    situation: '401, to everything',
    server: everywhere(failure(401, 'Unauthorized', 'Unauthorized')),
    kubectl: 'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
    ours: { says: 'error: You must be logged in to the server (Unauthorized)', because: OF_DISCOVERY },
  },
  {
    situation: '401, from a proxy',
    server: answering(page('text/html', '<b>log in</b>', 401)),
    kubectl:
      'error: You must be logged in to the server (the server has asked for the client to provide credentials (get services))',
  },
  {
    situation: '403',
    server: answering(failure(403, 'Forbidden', 'services is forbidden: User "u" cannot list resource "services"')),
    kubectl: 'Error from server (Forbidden): services is forbidden: User "u" cannot list resource "services"',
  },
  {
    situation: '403, from a proxy',
    server: answering(page('text/plain', 'Access denied by policy\n', 403)),
    kubectl: 'Error from server (Forbidden): Access denied by policy (get services)',
  },
  {
    situation: '403, of a type that is not shown',
    server: answering(page('application/x-deny', 'no', 403)),
    kubectl: 'Error from server (Forbidden): unknown (get services)',
  },
  {
    situation: '404',
    server: answering(failure(404, 'NotFound', 'the server could not find the requested resource')),
    kubectl: `Error from server (NotFound): ${UNLISTED}: the server could not find the requested resource`,
  },
  {
    situation: '404, of another program',
    server: answering(page('text/plain', '404 page not found', 404)),
    kubectl: `Error from server (NotFound): ${UNLISTED}: the server could not find the requested resource (get services)`,
  },
  {
    situation: '404, to everything',
    server: everywhere(page('text/plain', '404 page not found', 404)),
    kubectl: 'Error from server (NotFound): the server could not find the requested resource',
    ours: {
      says: `Error from server (NotFound): ${UNLISTED}: the server could not find the requested resource (get services)`,
      because: OF_DISCOVERY,
    },
  },
  {
    situation: '400, for a selector',
    server: answering(failure(400, 'BadRequest', 'unable to parse requirement')),
    kubectl:
      'Error from server (BadRequest): Unable to find "/v1, Resource=services" that match label selector "a=1", field selector "": unable to parse requirement',
    args: ['-l', 'a=1'],
    codes: [1, 2],
  },
  {
    situation: '405',
    server: answering(page('text/plain', 'no', 405)),
    kubectl:
      'Error from server (MethodNotAllowed): the server does not allow this method on the requested resource (get services)',
  },
  {
    situation: '406',
    server: answering(page('text/plain', 'only these: a, b', 406)),
    kubectl: 'Error from server (NotAcceptable): only these: a, b (get services)',
  },
  {
    situation: '409',
    server: answering(failure(409, 'Conflict', 'the object has been modified')),
    kubectl: 'Error from server (Conflict): the object has been modified',
  },
  {
    situation: '409, from a proxy',
    server: answering(page('text/html', 'x', 409)),
    kubectl: 'Error from server (Conflict): the server reported a conflict (get services)',
  },
  {
    situation: '410, of the first page',
    server: answering(failure(410, 'Expired', 'The resourceVersion for the provided list is too old.')),
    kubectl: 'Error from server (Expired): The resourceVersion for the provided list is too old.',
  },
  {
    situation: '410, from a proxy',
    server: answering(page('text/plain', 'gone', 410)),
    kubectl:
      'Error from server: the server responded with the status code 410 but did not return more information (get services)',
  },
  {
    situation: '415',
    server: answering(page('text/plain', 'x', 415)),
    kubectl: 'Error from server (UnsupportedMediaType): x (get services)',
  },
  {
    situation: '422',
    server: answering(failure(422, 'Invalid', 'spec: bad')),
    kubectl: 'Error from server (Invalid): spec: bad',
  },
  {
    situation: '429',
    server: answering(failure(429, 'TooManyRequests', 'Too many requests, please try again later.')),
    kubectl: 'Error from server (TooManyRequests): Too many requests, please try again later.',
  },
  {
    situation: '429 with Retry-After, ever again',
    server: answering(failure(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '0' })),
    kubectl: 'Error from server (TooManyRequests): Too many requests.',
  },
  {
    situation: '429 with Retry-After, for a while',
    server: answering((_, attempt) =>
      attempt % 2 === 1 ? failure(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '1' }) : EMPTY,
    ),
    kubectl: NOTHING,
    codes: [0, 0],
  },
  {
    situation: '503 with Retry-After, for longer than a request may take',
    server: answering({ ...page('text/plain', 'starting', 503), headers: { 'retry-after': '60' } }),
    kubectl: 'client rate limiter Wait returned an error: context deadline exceeded',
    ours: { says: LATE, because: 'we have no rate limiter' },
    args: ['--request-timeout=500ms'],
  },
  {
    situation: '500',
    server: answering(failure(500, 'InternalError', 'etcd is gone')),
    kubectl: 'Error from server (InternalError): etcd is gone',
  },
  {
    situation: '500, without a reason',
    server: answering(failure(500, '', 'rpc error')),
    kubectl: 'Error from server: rpc error',
  },
  {
    situation: '500, without a word',
    server: answering(page('text/plain', '', 500)),
    kubectl:
      'Error from server (InternalError): an error on the server ("") has prevented the request from succeeding (get services)',
  },
  {
    situation: '500, of another program',
    server: answering(json({ error: 'x' }, 500)),
    kubectl:
      'Error from server (InternalError): an error on the server ("unknown") has prevented the request from succeeding (get services)',
  },
  {
    situation: '502, from a proxy',
    server: answering(page('text/html', '<html>\r\n<h1>502 Bad Gateway</h1>\r\n<hr>nginx\r\n</html>', 502)),
    kubectl:
      'Error from server (InternalError): an error on the server ("<html>\\r\\n<h1>502 Bad Gateway</h1>\\r\\n<hr>nginx\\r\\n</html>") has prevented the request from succeeding (get services)',
    ours: {
      says: 'Error from server (InternalError): an error on the server ("502 Bad Gateway nginx") has prevented the request from succeeding (get services)',
      because: ONE_LINE,
    },
  },
  {
    situation: '502, with what steers a terminal',
    server: answering(page('text/plain', '\u001b[2J\u001b]0;x\u0007\u202eno', 502)),
    kubectl:
      'Error from server (InternalError): an error on the server ("\\x1b[2J\\x1b]0;x\\a\\u202eno") has prevented the request from succeeding (get services)',
    ours: {
      says: 'Error from server (InternalError): an error on the server ("[2J ]0;x \ufffdno") has prevented the request from succeeding (get services)',
      because: ONE_LINE,
    },
  },
  {
    situation: '403, with what steers a terminal',
    server: answering(failure(403, 'Forbidden', 'no \u001b[2J way')),
    kubectl: 'Error from server (Forbidden): no \u001b[2J way',
    ours: {
      says: 'Error from server (Forbidden): no \ufffd[2J way',
      because: 'what a server says does not get to the terminal as it is',
    },
  },
  {
    situation: '403, without an end',
    server: answering(failure(403, 'Forbidden', 'x'.repeat(300_000))),
    kubectl: /^Error from server \(Forbidden\): x{300000}\n$/,
    ours: {
      says: `${`Error from server (Forbidden): ${'x'.repeat(300_000)}`.slice(0, 10_000)}...`,
      because: 'nobody reads on',
    },
  },
  {
    situation: '500, without an end',
    server: answering(page('text/plain', 'x'.repeat(300_000), 500)),
    kubectl: /^Error from server \(InternalError\): an error on the server \("x{2048}"\)/,
    ours: {
      says: `Error from server (InternalError): an error on the server ("${'x'.repeat(160)}…") has prevented the request from succeeding (get services)`,
      because: ONE_LINE,
    },
  },
  {
    situation: '503',
    server: answering(failure(503, 'ServiceUnavailable', 'apiserver not ready')),
    kubectl: 'Error from server (ServiceUnavailable): apiserver not ready',
  },
  {
    situation: '503, from a load balancer, to everything',
    server: everywhere(page('text/plain', 'no backend', 503)),
    kubectl: 'Error from server (ServiceUnavailable): the server is currently unable to handle the request',
    ours: {
      says: 'Error from server (ServiceUnavailable): the server is currently unable to handle the request (get services)',
      because: OF_DISCOVERY,
    },
  },
  {
    situation: '504',
    server: answering(page('text/plain', 'x', 504)),
    kubectl:
      'Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request (get services)',
  },
  {
    situation: '302, to a login page',
    server: everywhere((url) =>
      url.startsWith('/login')
        ? page('text/html', '<html>log in</html>')
        : { status: 302, headers: { location: '/login?state=secret' }, body: '' },
    ),
    kubectl: "error: invalid character '<' looking for beginning of value",
    ours: {
      says: 'Error from server: it sends to /login (302), which is not followed (get services)',
      because: 'kubectl follows, with its token, wherever it is sent',
    },
  },
];
