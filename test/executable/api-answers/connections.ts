import { answering, insideTls, meeting, plain, tcp } from './answering-servers.ts';
import {
  BROKEN,
  EMPTY,
  LATE,
  LATE_IN_GO,
  OF_GO_SOCKETS,
  OF_PARTS,
  OUR_WORDS,
  overHttp,
  READ_FAILED,
  type Situation,
  UNVERIFIED,
} from './situation.ts';

export const CONNECTIONS: readonly Situation[] = [
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
export const CUT_OFF: readonly Situation[] = [
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
