import { issue } from '../lab/certificates.ts';
import { startProxy } from '../lab/start-proxy.ts';
import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { startMirrors } from './mirrors.ts';
import { ASKS_LOOPBACK, CLUSTER, cannot, JANE, one } from './one-kubeconfig.ts';

const file = (cluster: object, user: object = JANE) => ({ '.kube/config': one('x', { cluster, user }) });
const verified = (cluster: object, user?: object) => file({ ...CLUSTER, ...cluster }, user);
const PROXIES = { plain: 8101, login: 8102, tls: 8103, socks: 8104, socksLogin: 8105, foreign: 8106 };
/** In nobody's /etc/hosts, and in the server's certificate. */
const BEHIND = { ...CLUSTER, server: 'https://kubernetes:6443' };
const behind = (proxy: string) => file({ ...BEHIND, 'proxy-url': proxy });
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

const ROWS: readonly Situation[] = [
  {
    situation: '--server keeps the CA and the proxy of the file',
    files: behind('http://127.0.0.1:8101'),
    words: ['--server=https://kubernetes.:6443'],
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

describeWithEveryKubectl('proxies, as kubectl takes them', ROWS, async (bare, other) => {
  const {
    machine,
    controlPlane: { authority },
  } = bare;
  const hosts = ['127.0.0.1'];
  const ours = await issue(authority, { name: 'beside-proxy', commonName: 'proxy', hosts });
  const theirs = await issue(other, { name: 'foreign', commonName: 'proxy', hosts });
  const to = '127.0.0.1';
  const login = 'me:s@cret';
  await Promise.all([
    startMirrors(bare),
    startProxy(machine, { kind: 'connect', port: PROXIES.plain, to }),
    startProxy(machine, { kind: 'connect', port: PROXIES.login, to, login }),
    startProxy(machine, { kind: 'connect', port: PROXIES.tls, to, ...ours }),
    startProxy(machine, { kind: 'connect', port: PROXIES.foreign, to, ...theirs }),
    startProxy(machine, { kind: 'socks5', port: PROXIES.socks, to }),
    startProxy(machine, { kind: 'socks5', port: PROXIES.socksLogin, to, login }),
  ]);
});
