import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { startMirrors } from './mirrors.ts';
import { ASKS_LOOPBACK, CLUSTER, cannot, JANE, one, ROBOT } from './one-kubeconfig.ts';

const file = (cluster: object, user: object = JANE) => ({ '.kube/config': one('x', { cluster, user }) });
const verified = (cluster: object, user?: object) => file({ ...CLUSTER, ...cluster }, user);

/** kubectl has asked for the kinds of objects, and is not there yet. */
const WHAT_WAS_ASKED = /Unable to list "[^"]*": | \(get services\)/g;

const ROWS: readonly Situation[] = [
  { situation: 'an IPv6 server', files: verified({ server: 'https://[::1]:6443' }), says: cannot('jane') },
  { situation: 'a server by name', files: verified({ server: 'https://localhost:6443' }), says: cannot('jane') },
  {
    situation: 'a server by a name in capitals',
    files: verified({ server: 'https://LOCALHOST:6443' }),
    says: cannot('jane'),
  },
  { situation: 'a scheme in capitals', files: verified({ server: 'HTTPS://127.0.0.1:6443' }), says: cannot('jane') },
  {
    situation: 'a server with a slash at its end',
    files: verified({ server: 'https://127.0.0.1:6443/' }),
    says: cannot('jane'),
  },
  {
    situation: 'a server without a scheme',
    apart: WHAT_WAS_ASKED,
    files: verified({ server: '127.0.0.1:6443' }),
    says: 'Error from server (BadRequest): the server rejected our request for an unknown reason',
  },
  {
    situation: 'a server without a scheme, and nothing else',
    files: file({ server: '127.0.0.1:8111' }),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111"}',
  },
  {
    situation: 'a server without a scheme and port',
    files: file({ server: '127.0.0.1' }),
    says: 'The connection to the server 127.0.0.1 was refused',
  },
  {
    situation: 'a name without a scheme and port',
    files: file({ server: 'localhost' }),
    says: 'The connection to the server localhost was refused',
  },
  {
    situation: 'a server without a scheme, with a path',
    files: file({ server: '127.0.0.1:8111/a' }),
    says: 'host must be a URL or a host:port pair: "127.0.0.1:8111/a"',
  },
  {
    situation: 'a server with a prefix',
    files: file({ server: 'https://127.0.0.1:8110/k8s/clusters/c-1', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"/k8s/clusters/c-1","client":"jane","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server with a prefix and a slash',
    files: file({ server: 'https://127.0.0.1:8110/k8s/', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"/k8s","client":"jane","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server with two slashes',
    files: file({ server: 'https://127.0.0.1:8110//a//b', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"/a/b","client":"jane","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server with a query',
    files: file({ server: 'https://127.0.0.1:8110/a?x=1#y', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"/a","client":"jane","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server with a query and no path',
    files: file({ server: 'https://127.0.0.1:8110?x=1', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"","client":"jane","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server with a name and a password',
    files: file({ server: 'https://me:secret@127.0.0.1:8110', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"","client":"jane","authorization":"Basic bWU6c2VjcmV0","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server with a name and a password, and a token',
    files: file(
      { server: 'https://me:secret@127.0.0.1:8110', 'certificate-authority-data': '$CA_DATA' },
      { token: 'mine' },
    ),
    says: 'the mirror saw {"prefix":"","authorization":"Basic bWU6c2VjcmV0","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'a server of no kind',
    files: file({ server: 'ftp://127.0.0.1' }),
    says: 'unsupported protocol scheme "ftp"',
  },
  {
    situation: 'a server with a bad port',
    files: file({ server: 'https://127.0.0.1:abc' }),
    says: 'host must be a URL or a host:port pair: "https://127.0.0.1:abc"',
  },
  {
    situation: 'a server with a port too large',
    files: file({ server: 'https://127.0.0.1:99999' }),
    says: 'dial tcp: address 99999: invalid port',
  },
  {
    situation: 'a server that is only a scheme',
    files: file({ server: 'https://' }),
    says: 'error: host must be a URL or a host:port pair: "https://"',
  },
  {
    situation: 'a server that is a path',
    files: file({ server: '/api' }),
    says: 'error: host must be a URL or a host:port pair: "/api"',
  },
  {
    situation: 'a server with spaces',
    files: file({ server: 'https://127.0.0.1:9 x' }),
    says: 'host must be a URL or a host:port pair: "https://127.0.0.1:9 x"',
  },
  {
    situation: 'a server with spaces around it',
    files: file({ server: ' https://127.0.0.1:6443 ' }),
    says: 'invalid character " " in host name',
  },
  {
    situation: 'a server with a bad escape',
    files: file({ server: 'https://127.0.0.1:6443/%zz' }),
    says: 'Unable to connect to the server: invalid URL escape "%zz"',
  },
  {
    situation: 'a server whose name is not known',
    ours: {
      says: 'Unable to connect to the server: dial tcp: lookup absent: Temporary failure in name resolution',
      because: ASKS_LOOPBACK,
    },
    files: file({ server: 'https://absent:6443' }),
    says: 'The connection to the server absent:6443 was refused',
  },
  {
    situation: 'a server that is not there',
    files: file({ server: 'https://127.0.0.1:9' }),
    says: '127.0.0.1:9 was refused',
  },
  {
    situation: 'a server of a network that is not there',
    files: file({ server: 'https://192.0.2.9:6443' }),
    says: 'dial tcp 192.0.2.9:6443: connect: network is unreachable',
  },
  {
    situation: 'an http:// server, which gets no credentials',
    files: file({ server: 'http://127.0.0.1:8111' }),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111"}',
  },
  {
    situation: 'an http:// server and a token',
    files: file({ server: 'http://127.0.0.1:8111' }, ROBOT),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111"}',
  },
  {
    situation: 'an http:// server and a password',
    files: file({ server: 'http://127.0.0.1:8111' }, { username: 'u', password: 'p' }),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111"}',
  },
  {
    situation: 'an http:// server, acting as another',
    files: file({ server: 'http://127.0.0.1:8111' }, { ...ROBOT, as: 'bob' }),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111","impersonate-user":"bob"}',
  },
  {
    situation: 'an http:// server and what it does not need',
    files: file({ server: 'http://127.0.0.1:8111', 'certificate-authority-data': '$CA_DATA' }),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111"}',
  },
  {
    situation: 'an http:// server and no verification',
    files: file({ server: 'http://127.0.0.1:8111', 'insecure-skip-tls-verify': true }, ROBOT),
    says: 'the mirror saw {"prefix":"","host":"127.0.0.1:8111"}',
  },
  {
    situation: 'an http:// server that speaks TLS',
    apart: WHAT_WAS_ASKED,
    files: file({ server: 'http://127.0.0.1:6443' }),
    says: 'Error from server (BadRequest): the server rejected our request for an unknown reason',
  },
  {
    situation: 'an https:// server that speaks plainly',
    files: file({ server: 'https://127.0.0.1:8111' }),
    says: 'http: server gave HTTP response to HTTPS client',
  },
  {
    situation: '--server that is empty counts as not given',
    files: verified({}),
    words: ['--server='],
    says: cannot('jane'),
  },
];

describeWithEveryKubectl('servers, as kubectl finds them', ROWS, startMirrors);
