import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Pki, type Signed } from '../adapters/kubernetes/pki.ts';
import {
  answering,
  everywhere,
  failure,
  insideTls,
  json,
  listOf,
  meeting,
  page,
  plain,
  tcp,
} from './answering-servers.ts';
import { askBoth, EXECUTABLE, missingKubectl } from './beside-kubectl.ts';

/** Everything that can come instead of a list, given to kubectl and to us. */
interface Situation {
  readonly situation: string;
  /** With this certificate, unless it brings its own. */
  readonly server: (tls: TlsOptions) => Server;
  /** All it says; `PORT` stands for the server's. */
  readonly kubectl: string | RegExp;
  /** Where we say something else on purpose. */
  readonly ours?: { readonly says: string; readonly because: string };
  /** kubectl's, and ours; left out: 1, and 3. */
  readonly codes?: readonly [kubectl: number, ours: number];
  /** Another than a right one. */
  readonly certificate?: (pki: Pki) => Signed;
  /** Of the kubeconfig's cluster. */
  readonly cluster?: (port: number) => object;
  readonly args?: readonly string[];
  /** kubectl is asked without its discovery, in which it would ask five times as often. */
  readonly isRaw?: true;
}

const TOKEN = 'token-that-nobody-sees';
const NOTHING = 'No resources found in default namespace.';
const EMPTY = listOf('ServiceList', []);
const overHttp = (port: number) => ({ server: `http://127.0.0.1:${port}`, 'certificate-authority': undefined });

const OF_DISCOVERY = 'kubectl asks what there is to ask for first, and its sentence is about that';
const OF_PARTS = 'kubectl leaves out `error:` where it gathers the errors of several kinds';
const ONE_LINE = "a page's words in one line tell whose it is";
const OUR_WORDS = "kubectl's words are those of its decoder; ours say what came";
const OF_GO_SOCKETS = 'Go adds between which ports';
const READ_FAILED = 'unexpected error when reading response body. Please retry. Original error:';
const BROKEN = 'net/http: HTTP/1.x transport connection broken:';
const UNVERIFIED = 'Unable to connect to the server: tls: failed to verify certificate: x509:';
const UNLISTED = 'Unable to list "/v1, Resource=services"';
const LATE =
  'Unable to connect to the server: context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/** The words of Go's clock, which differ with how far it had come. */
const LATE_IN_GO = /^Unable to connect to the server: (net\/http: request canceled|context deadline exceeded)/;

const STATUSES: readonly Situation[] = [
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

const BODIES: readonly Situation[] = [
  {
    situation: 'a login page',
    server: everywhere(page('text/html', '<html><body>please log in</body></html>')),
    kubectl: "error: invalid character '<' looking for beginning of value",
    ours: {
      says: 'error: the server did not answer with a list but with 39 characters of text/html: please log in',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'nothing',
    server: answering(json('')),
    kubectl: 'unexpected end of JSON input',
    ours: { says: 'error: the server did not answer with a list but with nothing', because: OUR_WORDS },
  },
  {
    situation: 'JSON that breaks off',
    server: answering(json('{"kind":"ServiceList","apiVersion":"v1","items":[{"metad')),
    kubectl: 'unexpected end of JSON input',
    ours: { says: 'error: the server did not answer with a list but with broken JSON', because: OUR_WORDS },
  },
  {
    situation: 'JSON of another program',
    server: answering(json({ items: [] })),
    kubectl: `Object 'Kind' is missing in '{"items":[]}'`,
    ours: {
      says: 'error: the server did not answer with a list but with 12 characters of application/json',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'a list of something else',
    server: answering(listOf('PodList', [{ metadata: { name: 'web' } }])),
    kubectl: 'unable to recognize no matches for kind "Pod" in version "v1"',
    ours: { says: 'error: the server did not answer with a list but with a "PodList"', because: OUR_WORDS },
  },
  {
    situation: 'a list of no objects',
    server: answering(listOf('ServiceList', ['web', 7, null])),
    kubectl: 'json: cannot unmarshal string into Go value of type map[string]interface {}',
    ours: {
      says: 'error: the server did not answer with a list but with one whose items are no objects',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'a list that is one word',
    server: answering(listOf('ServiceList', 'web')),
    kubectl: 'json: cannot unmarshal string into Go struct field decodeList.items of type []json.RawMessage',
    ours: {
      says: 'error: the server did not answer with a list but with one whose items are no objects',
      because: OUR_WORDS,
    },
  },
  {
    situation: 'an error that is called a success',
    server: answering({ ...failure(403, 'Forbidden', 'no way'), status: 200 }),
    kubectl: 'Error from server (Forbidden): no way',
  },
  {
    situation: 'a list that is called something else',
    server: answering({ ...EMPTY, headers: { 'content-type': 'text/plain' } }),
    kubectl: "serializer for text/plain doesn't exist",
    ours: { says: NOTHING, because: 'it is a list of Services, and says so itself' },
    codes: [1, 0],
  },
  {
    situation: 'what is not compressed as it says',
    server: answering(json('plain words, more than ten of them', 200, { 'content-encoding': 'gzip' })),
    kubectl: `${READ_FAILED} gzip: invalid header`,
    ours: { says: `error: ${READ_FAILED} gzip: invalid header`, because: OF_PARTS },
  },
  {
    situation: 'a second page that has expired',
    server: answering((url) => {
      if (url.includes('continue=')) return failure(410, 'Expired', 'The provided continue parameter is too old');
      return url.includes('limit=') ? listOf('ServiceList', [], { continue: 'x' }) : EMPTY;
    }),
    kubectl: 'Error from server (Expired): The provided continue parameter is too old',
    ours: { says: NOTHING, because: "we list anew, in one piece, as client-go's pager does" },
    codes: [1, 0],
  },
];

const CONNECTIONS: readonly Situation[] = [
  {
    situation: 'a body that is cut off',
    server: meeting((socket, response) => {
      response.write('{"kind":"Serv');
      setTimeout(() => socket.destroy(), 20);
    }),
    kubectl: `${READ_FAILED} unexpected EOF`,
    ours: { says: `error: ${READ_FAILED} unexpected EOF`, because: OF_PARTS },
  },
  {
    situation: 'half a head',
    server: meeting((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-');
      setTimeout(() => socket.destroy(), 20);
    }),
    kubectl: `Unable to connect to the server: ${BROKEN} malformed MIME header: missing colon: "Content-"`,
    ours: {
      says: 'Unable to connect to the server: EOF',
      because: 'the line did not end: nothing says that it is malformed',
    },
  },
  {
    situation: 'no answer',
    server: meeting((socket) => socket.destroy()),
    kubectl: 'Unable to connect to the server: EOF',
  },
  {
    situation: 'another protocol',
    server: meeting((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n')),
    kubectl: `Unable to connect to the server: ${BROKEN} malformed HTTP response "SSH-2.0-OpenSSH_9"`,
  },
  {
    situation: 'an answer that is late',
    server: meeting(() => undefined),
    kubectl: LATE_IN_GO,
    ours: { says: LATE, because: "the words of Go's clock differ with how far it had come" },
    args: ['--request-timeout=500ms'],
  },
  {
    situation: 'a body that does not end',
    server: meeting((_, response) => response.write('{"kind":')),
    kubectl: /^unexpected error when reading response body\. Please retry\. Original error: .*(canceled|deadline)/,
    ours: { says: LATE, because: 'the time that was given is over, whatever came by then' },
    args: ['--request-timeout=500ms'],
  },
  {
    situation: 'another protocol where TLS should be',
    server: tcp((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n')),
    kubectl: 'Unable to connect to the server: tls: first record does not look like a TLS handshake',
    ours: {
      says: 'Unable to connect to the server: http: server gave HTTP response to HTTPS client',
      because: 'OpenSSL has one error for both, and HTTP is what it mostly is',
    },
  },
  {
    situation: 'HTTP where TLS should be',
    server: plain(200, {}, 'hello'),
    kubectl: 'Unable to connect to the server: http: server gave HTTP response to HTTPS client',
  },
  {
    situation: 'another protocol inside TLS',
    server: insideTls((socket) => socket.once('data', () => socket.end('garbage\r\n\r\n'))),
    kubectl: `Unable to connect to the server: ${BROKEN} malformed HTTP response "garbage"`,
  },
  {
    situation: 'another protocol where HTTP should be',
    server: tcp((socket) => socket.once('data', () => socket.end('<html>hello</html>'))),
    kubectl: `Unable to connect to the server: ${BROKEN} malformed HTTP response "<html>hello</html>"`,
    cluster: overHttp,
  },
  {
    situation: 'a status that is none',
    server: tcp((socket) => socket.once('data', () => socket.end('HTTP/1.1 abc OK\r\n\r\n'))),
    kubectl: `Unable to connect to the server: ${BROKEN} malformed HTTP status code "abc"`,
    ours: {
      says: `Unable to connect to the server: ${BROKEN} malformed HTTP response (Invalid status code)`,
      because: "half of HTTP is explained in the words of Node's parser",
    },
    cluster: overHttp,
  },
  {
    situation: 'a page where HTTP should be the API',
    server: plain(200, { 'content-type': 'text/html' }, '<html>hi</html>'),
    kubectl: "error: invalid character '<' looking for beginning of value",
    ours: {
      says: 'error: the server did not answer with a list but with 15 characters of text/html: hi',
      because: OUR_WORDS,
    },
    cluster: overHttp,
  },
  {
    situation: 'a CA that did not sign it',
    server: answering(EMPTY),
    kubectl: `${UNVERIFIED} certificate signed by unknown authority`,
    cluster: () => ({ 'certificate-authority': undefined }),
  },
  {
    situation: 'a certificate that has run out',
    server: answering(EMPTY),
    certificate: (pki) => pki.sign('expired', '/CN=x', 'IP:127.0.0.1', ['-days', '-1']),
    kubectl: /^Unable to connect to the server: .*: x509: certificate has expired or is not yet valid: current time /,
    ours: {
      says: `${UNVERIFIED} certificate has expired or is not yet valid`,
      because: 'no runtime hands over a certificate that it did not believe',
    },
  },
  {
    situation: 'a certificate for another address',
    server: answering(EMPTY),
    certificate: (pki) => pki.sign('elsewhere', '/CN=x', 'IP:10.96.0.1'),
    kubectl: `${UNVERIFIED} certificate is valid for 10.96.0.1, not 127.0.0.1`,
  },
  {
    situation: 'a name that the certificate is not for',
    server: answering(EMPTY),
    kubectl: `${UNVERIFIED} certificate is valid for kubernetes, not other`,
    cluster: () => ({ 'tls-server-name': 'other' }),
  },
];

/** What kubectl asks ten times, a second apart. */
const CUT_OFF: readonly Situation[] = [
  {
    situation: 'TLS where HTTP should be',
    server: answering(EMPTY),
    kubectl: 'Unable to connect to the server: EOF',
    isRaw: true,
    cluster: overHttp,
  },
  {
    situation: 'a server that hangs up',
    server: tcp((socket) => socket.end()),
    kubectl: 'Unable to connect to the server: EOF',
    isRaw: true,
  },
  {
    situation: 'a server that resets',
    server: tcp((socket) => socket.once('data', () => socket.resetAndDestroy())),
    isRaw: true,
    kubectl: /^Unable to connect to the server: read tcp [\d.:>-]+: read: connection reset by peer/,
    ours: { says: 'Unable to connect to the server: read: connection reset by peer', because: OF_GO_SOCKETS },
  },
];

const skipReason = missingKubectl();
const meta = skipReason === undefined ? {} : { skipReason };

describe.skipIf(skipReason !== undefined)("an API server's answer, told to kubectl and to us", { meta }, () => {
  let pki: Pki;
  let right: Signed;
  beforeAll(() => {
    pki = new Pki();
    right = pki.sign('right', '/CN=x', 'IP:127.0.0.1,DNS:kubernetes');
  });
  afterAll(() => pki.remove());

  const said = async ({ server: start, cluster = () => ({}), args = [], isRaw, certificate }: Situation) => {
    const server = start(certificate?.(pki) ?? right).on('tlsClientError', () => undefined);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const entry = { server: `https://127.0.0.1:${port}`, 'certificate-authority': pki.ca.certFile, ...cluster(port) };
    const [theirs, ours] = await askBoth(pki.folder, {
      cluster: entry,
      user: { token: TOKEN },
      args,
      ...(isRaw && { kubectlArgs: ['get', '--raw=/api/v1/namespaces/default/services'] }),
    });
    server.close();
    const withoutLog = theirs.stderr.split('\n').filter((line) => !/^[EWI]\d{4} /.test(line));
    return { theirs: { ...theirs, stderr: withoutLog.join('\n') }, ours };
  };

  const compare = async (row: Situation) => {
    const { kubectl, codes: [theirCode, ourCode] = [1, 3] } = row;
    const { theirs, ours } = await said(row);
    const sentence = typeof kubectl === 'string' ? `${kubectl}\n` : expect.stringMatching(kubectl);
    expect(theirs).toEqual({ stdout: '', stderr: sentence, code: theirCode });
    expect(ours).toEqual({ stdout: '', stderr: row.ours ? `${row.ours.says}\n` : sentence, code: ourCode });
    expect(ours.stderr).not.toMatch(/[^\P{Cc}\n]/u);
    expect(ours.stderr).not.toContain(TOKEN);
  };

  test.concurrent.each(STATUSES)('$situation', compare);
  test.concurrent.each(BODIES)('$situation', compare);
  test.concurrent.each(CONNECTIONS)('$situation', compare);
  test.concurrent.each(CUT_OFF)('$situation', compare);
});

test('a wait that a server asks for ends with Ctrl-C', async () => {
  const server = plain(503, { 'retry-after': '9' }, 'starting')();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const child = spawn(EXECUTABLE, ['list', `--server=http://127.0.0.1:${port}`], {
    env: { HOME: '/nowhere', PATH: '' },
  });
  server.once('request', (_, response) => response.once('close', () => setTimeout(() => child.kill('SIGINT'), 100)));
  const said = text(child.stderr);
  const [code] = await once(child, 'exit');
  expect({ code, said: await said }).toEqual({ code: 130, said: '' });
  server.close();
});
