import { issue } from '../lab/certificates.ts';
import { startMirror } from '../lab/start-mirror.ts';
import { startProxy } from '../lab/start-proxy.ts';
import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { CLUSTER, cannot, JANE, one, ROBOT } from './one-kubeconfig.ts';

const file = (cluster: object, user: object = JANE) => ({ '.kube/config': one('x', { cluster, user }) });
const verified = (cluster: object, user?: object) => file({ ...CLUSTER, ...cluster }, user);
const PROXIES = { plain: 8101, login: 8102, tls: 8103, socks: 8104, socksLogin: 8105, foreign: 8106 };
/** In nobody's /etc/hosts, and in the server's certificate. */
const BEHIND = { ...CLUSTER, server: 'https://kubernetes:6443' };
const behind = (proxy: string) => file({ ...BEHIND, 'proxy-url': proxy });

/** Go asks a resolver on loopback where /etc/resolv.conf names none, and that is what is refused; we are told so by libc. */
const ASKS_LOOPBACK = 'a name that nobody knows is no server that refuses';
const NOT_FOUND = 'The connection to the server kubernetes:6443 was refused';
/** The proxy is not asked: the name is then looked up here, in vain. */
const DIRECT: Partial<Situation> = {
  says: NOT_FOUND,
  ours: {
    says: 'Unable to connect to the server: dial tcp: lookup kubernetes: Temporary failure in name resolution',
    because: ASKS_LOOPBACK,
  },
};
/** Both authorities have the same name. */
const GUESS = / \(possibly because of .*\)/g;

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

  { situation: 'no CA', files: file({ server: '$SERVER' }), says: 'certificate signed by unknown authority' },
  {
    situation: 'the CA of another',
    apart: GUESS,
    files: file({ server: '$SERVER', 'certificate-authority': '$OTHER_CA' }),
    says: 'certificate signed by unknown authority',
  },
  {
    situation: 'a CA of two, in a file',
    files: { ...file({ server: '$SERVER', 'certificate-authority': 'both' }), '.kube/both': '$OTHER_CA_PEM$CA_PEM' },
    says: cannot('jane'),
  },
  {
    situation: 'a CA with text around it',
    files: { ...file({ server: '$SERVER', 'certificate-authority': 'both' }), '.kube/both': 'hello\n$CA_PEM\nworld' },
    says: cannot('jane'),
  },
  {
    situation: 'a CA data and a file',
    files: verified({ 'certificate-authority': '$CA' }),
    says: 'certificate-authority-data and certificate-authority are both specified for x. certificate-authority-data will override.',
  },
  {
    situation: 'a CA data and a file that is another',
    files: verified({ 'certificate-authority': '$OTHER_CA' }),
    says: 'certificate-authority-data and certificate-authority are both specified for x. certificate-authority-data will override.',
  },
  {
    situation: 'a CA and no verification',
    files: verified({ 'insecure-skip-tls-verify': true }),
    says: 'specifying a root certificates file with the insecure flag is not allowed',
  },
  {
    situation: 'no verification',
    files: file({ server: '$SERVER', 'insecure-skip-tls-verify': true }),
    says: cannot('jane'),
  },
  {
    situation: 'a CA file that is missing',
    files: file({ server: '$SERVER', 'certificate-authority': 'gone.crt' }),
    says: 'unable to read certificate-authority ~/.kube/gone.crt for x due to open ~/.kube/gone.crt: no such file or directory',
  },
  {
    situation: 'a CA file that is a directory',
    files: file({ server: '$SERVER', 'certificate-authority': '/var/lab' }),
    says: 'error: read /var/lab: is a directory',
  },
  {
    situation: 'a CA file that is empty',
    files: { ...file({ server: '$SERVER', 'certificate-authority': 'empty' }), '.kube/empty': '' },
    says: 'tls: failed to verify certificate: x509: certificate signed by unknown authority',
  },
  {
    situation: 'a CA file that may not be read',
    asNobody: true,
    files: file({ server: '$SERVER', 'certificate-authority': '/etc/shadow' }),
    says: 'unable to read certificate-authority /etc/shadow for x due to open /etc/shadow: permission denied',
  },
  {
    situation: 'a CA that is no PEM',
    files: file({ server: '$SERVER', 'certificate-authority-data': 'aGVsbG8=' }),
    says: 'unable to load root certificates: unable to parse bytes as PEM block',
  },
  {
    situation: 'a CA that is a key',
    files: file({ server: '$SERVER', 'certificate-authority': '$JANE_KEY' }),
    says: 'unable to load root certificates: no valid certificate authority data seen',
  },
  {
    situation: 'a CA that is a broken certificate',
    files: {
      ...file({ server: '$SERVER', 'certificate-authority': 'broken' }),
      '.kube/broken': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    },
    says: 'unable to load root certificates: failed to parse certificate: x509: malformed certificate',
  },
  {
    situation: 'a CA that is only the server itself',
    files: file({ server: '$SERVER', 'certificate-authority': '/var/lab/pki/bare/apiserver.crt' }),
    says: cannot('jane'),
  },
  {
    situation: '--certificate-authority over data',
    files: verified({ 'certificate-authority-data': '$OTHER_CA_DATA' }),
    words: ['--certificate-authority=$CA'],
    says: cannot('jane'),
  },
  {
    situation: '--certificate-authority over no verification',
    apart: GUESS,
    files: file({ server: '$SERVER', 'insecure-skip-tls-verify': true }),
    words: ['--certificate-authority=$OTHER_CA'],
    says: 'unknown authority',
  },
  {
    situation: '--insecure-skip-tls-verify over data',
    files: verified({ 'certificate-authority-data': '$OTHER_CA_DATA' }),
    words: ['--insecure-skip-tls-verify'],
    says: cannot('jane'),
  },
  {
    situation: '--insecure-skip-tls-verify=false over no verification',
    files: file({ server: '$SERVER', 'insecure-skip-tls-verify': true }),
    words: ['--insecure-skip-tls-verify=false'],
    says: cannot('jane'),
  },
  {
    situation: 'tls-server-name',
    files: verified({ server: 'https://127.0.0.1:8110', 'tls-server-name': 'mirror' }),
    says: 'the mirror saw {"prefix":"","client":"jane","serverName":"mirror","host":"127.0.0.1:8110"}',
  },
  {
    situation: 'tls-server-name that is none of its names',
    files: verified({ 'tls-server-name': 'other' }),
    says: 'not other',
  },
  {
    situation: 'tls-server-name that is an address',
    files: verified({ 'tls-server-name': '10.96.0.1' }),
    says: cannot('jane'),
  },
  {
    situation: 'tls-server-name and --server, which ends it',
    files: verified({ 'tls-server-name': 'other' }),
    words: ['--server', '$SERVER'],
    says: cannot('jane'),
  },
  {
    situation: '--tls-server-name over tls-server-name',
    files: verified({ 'tls-server-name': 'other' }),
    words: ['--tls-server-name=kubernetes'],
    says: cannot('jane'),
  },
  {
    situation: '--server and --tls-server-name',
    files: verified({}),
    words: ['--server=https://localhost:6443', '--tls-server-name=other'],
    says: 'not other',
  },
  {
    situation: '--server keeps the CA and the proxy of the file',
    files: behind('http://127.0.0.1:8101'),
    words: ['--server=https://kubernetes.:6443'],
    says: cannot('jane'),
  },
  {
    situation: '--server that is empty counts as not given',
    files: verified({}),
    words: ['--server='],
    says: cannot('jane'),
  },

  { situation: 'proxy-url', files: behind('http://127.0.0.1:8101'), says: cannot('jane') },
  { situation: 'proxy-url with a login', files: behind('http://me:s%40cret@127.0.0.1:8102'), says: cannot('jane') },
  {
    situation: 'proxy-url without the login that it wants',
    files: behind('http://127.0.0.1:8102'),
    says: 'Proxy Authentication Required',
  },
  {
    situation: 'proxy-url of https, trusted by the CA of the cluster',
    files: behind('https://127.0.0.1:8103'),
    says: cannot('jane'),
  },
  {
    situation: 'proxy-url of https, of another CA',
    apart: GUESS,
    files: behind('https://127.0.0.1:8106'),
    says: 'proxyconnect tcp: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "kubernetes")',
  },
  {
    situation: 'proxy-url of https, and no verification',
    files: file({
      server: 'https://kubernetes:6443',
      'insecure-skip-tls-verify': true,
      'proxy-url': 'https://127.0.0.1:8106',
    }),
    says: cannot('jane'),
  },
  {
    situation: 'proxy-url of https, and tls-server-name',
    files: file({ ...BEHIND, 'tls-server-name': '10.96.0.1', 'proxy-url': 'https://127.0.0.1:8103' }),
    says: 'proxyconnect tcp: tls: failed to verify certificate: x509: certificate is valid for 127.0.0.1, not 10.96.0.1',
  },
  { situation: 'proxy-url of socks5', files: behind('socks5://127.0.0.1:8104'), says: cannot('jane') },
  {
    situation: 'proxy-url of socks5 with a login',
    files: behind('socks5://me:s%40cret@127.0.0.1:8105'),
    says: cannot('jane'),
  },
  {
    situation: 'proxy-url of socks5 with a wrong login',
    files: behind('socks5://me:wrong@127.0.0.1:8105'),
    says: 'socks connect tcp 127.0.0.1:8105->kubernetes:6443: username/password authentication failed',
  },
  {
    situation: 'proxy-url of socks5 without the login that it wants',
    ours: {
      says: 'Unable to connect to the server: socks connect tcp 127.0.0.1:8105->kubernetes:6443: unsupported authentication method 2',
      because: 'Go goes on as if it were wanted by nobody',
    },
    files: behind('socks5://127.0.0.1:8105'),
    says: 'socks connect tcp 127.0.0.1:8105->kubernetes:6443: unexpected EOF',
  },
  {
    situation: 'proxy-url of socks5, to an address',
    files: file({ ...CLUSTER, server: 'https://192.0.2.1:6443', 'proxy-url': 'socks5://127.0.0.1:8104' }),
    says: cannot('jane'),
  },
  {
    situation: 'proxy-url of socks5 that is no such proxy',
    files: behind('socks5://127.0.0.1:8101'),
    says: 'socks connect tcp 127.0.0.1:8101->kubernetes:6443: unexpected protocol version 72',
  },
  {
    situation: 'proxy-url of socks5 that is not there',
    files: behind('socks5://127.0.0.1:9'),
    says: 'The connection to the server kubernetes:6443 was refused',
  },
  {
    situation: 'proxy-url of socks5h',
    files: behind('socks5h://127.0.0.1:8104'),
    says: `invalid 'proxy-url' "socks5h://127.0.0.1:8104" for cluster "x": unsupported scheme "socks5h", must be http, https, or socks5`,
  },
  {
    situation: 'proxy-url that is not there',
    files: behind('http://127.0.0.1:9'),
    says: 'The connection to the server kubernetes:6443 was refused',
  },
  {
    situation: 'proxy-url whose name is not known',
    ours: {
      says: 'Unable to connect to the server: proxyconnect tcp: dial tcp: lookup absent: Temporary failure in name resolution',
      because: ASKS_LOOPBACK,
    },
    files: behind('http://absent:8101'),
    says: 'The connection to the server kubernetes:6443 was refused',
  },
  {
    situation: 'proxy-url without a scheme',
    files: behind('127.0.0.1:8101'),
    says: `invalid 'proxy-url' "127.0.0.1:8101" for cluster "x": could not parse: 127.0.0.1:8101`,
  },
  {
    situation: 'proxy-url of no kind',
    files: behind('ftp://127.0.0.1:8101'),
    says: `invalid 'proxy-url' "ftp://127.0.0.1:8101" for cluster "x": unsupported scheme "ftp", must be http, https, or socks5`,
  },
  {
    situation: 'proxy-url that is a word',
    files: behind('proxy'),
    says: `invalid 'proxy-url' "proxy" for cluster "x": unsupported scheme "", must be http, https, or socks5`,
  },
  {
    situation: 'proxy-url of a loopback server',
    files: verified({ 'proxy-url': 'http://127.0.0.1:9' }),
    says: 'The connection to the server 127.0.0.1:6443 was refused',
  },
  {
    situation: 'proxy-url of an http:// server',
    files: file({ server: 'http://kubernetes:8111', 'proxy-url': 'http://127.0.0.1:8101' }),
    says: 'the mirror saw {"prefix":"","host":"kubernetes:8111"}',
  },
  {
    situation: 'proxy-url with a login of an http:// server',
    files: file({ server: 'http://kubernetes:8111', 'proxy-url': 'http://me:s%40cret@127.0.0.1:8102' }),
    says: 'the mirror saw {"prefix":"","host":"kubernetes:8111"}',
  },
  {
    situation: 'proxy-url of socks5 of an http:// server',
    files: file({ server: 'http://kubernetes:8111', 'proxy-url': 'socks5://127.0.0.1:8104' }),
    says: 'the mirror saw {"prefix":"","host":"kubernetes:8111"}',
  },
  {
    situation: 'proxy-url over HTTPS_PROXY',
    files: behind('http://127.0.0.1:8101'),
    variables: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    says: cannot('jane'),
  },
  {
    situation: 'proxy-url over NO_PROXY',
    files: behind('http://127.0.0.1:8101'),
    variables: { NO_PROXY: '*' },
    says: cannot('jane'),
  },
  ...environment('HTTPS_PROXY', { HTTPS_PROXY: 'http://127.0.0.1:8101' }),
  ...environment('https_proxy', { https_proxy: 'http://127.0.0.1:8101' }),
  ...environment('HTTPS_PROXY over https_proxy', {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    https_proxy: 'http://127.0.0.1:9',
  }),
  ...environment('HTTPS_PROXY without a scheme', { HTTPS_PROXY: '127.0.0.1:8101' }),
  ...environment('HTTPS_PROXY of a login', { HTTPS_PROXY: 'http://me:s%40cret@127.0.0.1:8102' }),
  ...environment('HTTPS_PROXY of socks5', { HTTPS_PROXY: 'socks5://127.0.0.1:8104' }),
  ...environment(
    'HTTPS_PROXY of socks5h',
    { HTTPS_PROXY: 'socks5h://127.0.0.1:8104' },
    { older: { upTo: '1.29', says: NOT_FOUND } },
  ),
  ...environment('HTTP_PROXY alone, which is not for https', { HTTP_PROXY: 'http://127.0.0.1:8101' }, DIRECT),
  ...environment('ALL_PROXY, which Go does not know', { ALL_PROXY: 'http://127.0.0.1:8101' }, DIRECT),
  ...environment('NO_PROXY *', { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: '*' }, DIRECT),
  ...environment(
    'NO_PROXY of the name',
    { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: 'a, kubernetes ,b' },
    DIRECT,
  ),
  ...environment(
    'NO_PROXY of the name and a port',
    { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: 'kubernetes:6443' },
    DIRECT,
  ),
  ...environment('NO_PROXY of the name and another port', {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    NO_PROXY: 'kubernetes:443',
  }),
  ...environment(
    'NO_PROXY of the name in capitals',
    { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: 'KUBERNETES' },
    DIRECT,
  ),
  ...environment('no_proxy', { HTTPS_PROXY: 'http://127.0.0.1:8101', no_proxy: 'kubernetes' }, DIRECT),
  ...environment('NO_PROXY of a dot and the name', { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: '.kubernetes' }),
  ...environment('NO_PROXY of another name', { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: 'netes' }),
  ...address('HTTPS_PROXY', true, { HTTPS_PROXY: 'http://127.0.0.1:8101' }),
  ...address('NO_PROXY of the address', false, { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: '192.0.2.1' }),
  ...address('NO_PROXY of the address and the port', false, {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    NO_PROXY: '192.0.2.1:6443',
  }),
  ...address('NO_PROXY of the address and another port', true, {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    NO_PROXY: '192.0.2.1:443',
  }),
  ...address('NO_PROXY of a CIDR', false, {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    NO_PROXY: '10.0.0.0/8,192.0.2.0/24',
  }),
  ...address('NO_PROXY of another CIDR', true, { HTTPS_PROXY: 'http://127.0.0.1:8101', NO_PROXY: '10.0.0.0/8' }),
  ...address('NO_PROXY of a CIDR and a port', true, {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    NO_PROXY: '192.0.2.0/24:6443',
  }),
  ...address('NO_PROXY of the beginning of the address', true, {
    HTTPS_PROXY: 'http://127.0.0.1:8101',
    NO_PROXY: '192.0.2',
  }),
  {
    situation: 'HTTPS_PROXY and a loopback server',
    files: verified({}),
    variables: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    says: cannot('jane'),
  },
  {
    situation: 'HTTPS_PROXY and a loopback server, by name',
    files: verified({ server: 'https://localhost:6443' }),
    variables: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    says: cannot('jane'),
  },
  {
    situation: 'HTTPS_PROXY and a loopback server of IPv6',
    files: verified({ server: 'https://[::1]:6443' }),
    variables: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    says: cannot('jane'),
  },
  {
    situation: 'HTTPS_PROXY and a loopback server, another',
    files: verified({ server: 'https://127.9.9.9:6443', 'tls-server-name': '127.0.0.1' }),
    variables: { HTTPS_PROXY: 'http://127.0.0.1:9' },
    says: cannot('jane'),
  },
  {
    situation: 'HTTP_PROXY of an http:// server',
    files: file({ server: 'http://kubernetes:8111' }),
    variables: { HTTP_PROXY: 'http://127.0.0.1:8101' },
    says: 'the mirror saw',
  },
];

/** A server that only the proxy finds by its name. */
function environment(
  situation: string,
  variables: Record<string, string>,
  rest: Partial<Situation> = {},
): readonly Situation[] {
  return [{ situation, files: file(BEHIND), variables, says: cannot('jane'), ...rest }];
}

/** One that it finds by an address which leads nowhere here. */
function address(what: string, isProxied: boolean, variables: Record<string, string>): readonly Situation[] {
  const says = isProxied ? cannot('jane') : 'network is unreachable';
  return [
    { situation: `${what}, for an address`, files: verified({ server: 'https://192.0.2.1:6443' }), variables, says },
  ];
}

describeWithEveryKubectl(
  'servers, as kubectl finds them',
  ROWS,
  async ({ machine, controlPlane: { authority } }, other) => {
    const hosts = ['127.0.0.1', 'mirror'];
    const ours = await issue(authority, { name: 'beside-mirror', commonName: 'mirror', hosts });
    const theirs = await issue(other, { name: 'foreign', commonName: 'proxy', hosts });
    const to = '127.0.0.1';
    const login = 'me:s@cret';
    const tls = { ...ours, authority: `${authority.folder}/ca.crt` };
    await Promise.all([
      startMirror(machine, { port: 8110, tls }),
      startMirror(machine, { port: 8111 }),
      startProxy(machine, { kind: 'connect', port: PROXIES.plain, to }),
      startProxy(machine, { kind: 'connect', port: PROXIES.login, to, login }),
      startProxy(machine, { kind: 'connect', port: PROXIES.tls, to, ...ours }),
      startProxy(machine, { kind: 'connect', port: PROXIES.foreign, to, ...theirs }),
      startProxy(machine, { kind: 'socks5', port: PROXIES.socks, to }),
      startProxy(machine, { kind: 'socks5', port: PROXIES.socksLogin, to, login }),
    ]);
  },
);
