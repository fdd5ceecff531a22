import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { cannot, JANE, one, ROBOT, UNAUTHORIZED } from './one-kubeconfig.ts';

const real = (user: object) => ({ '.kube/config': one('x', { user }) });
const BOB_FLAGS = ['--client-certificate=$BOB_CRT', '--client-key=$BOB_KEY'];
const robot = cannot('system:serviceaccount:beside:robot');

/** Of one pair kubectl sees at once what is wrong, of another when it connects, as it may be renewed meanwhile. */
const WHEN = /^(?:error|Unable to connect to the server): /gm;

const ROWS: readonly Situation[] = [
  { situation: 'a certificate', files: real(JANE), says: cannot('jane') },
  {
    situation: 'a certificate in files',
    files: real({ 'client-certificate': '$JANE_CRT', 'client-key': '$JANE_KEY' }),
    says: cannot('jane'),
  },
  {
    situation: 'a certificate in data, and a key in a file',
    files: real({ 'client-certificate-data': '$JANE_CRT_DATA', 'client-key': '$JANE_KEY' }),
    says: cannot('jane'),
  },
  {
    situation: 'a certificate in data and in a file',
    files: real({ ...JANE, 'client-certificate': '$BOB_CRT' }),
    says: 'client-cert-data and client-cert are both specified for x. client-cert-data will override.',
  },
  {
    situation: 'a key in data and in a file',
    files: real({ ...JANE, 'client-key': '$BOB_KEY' }),
    says: 'client-key-data and client-key are both specified for x; client-key-data will override',
  },
  {
    situation: 'a certificate without a key',
    files: real({ 'client-certificate-data': '$JANE_CRT_DATA' }),
    says: 'client-key-data or client-key must be specified for x',
  },
  {
    situation: 'a key without a certificate, and a token',
    files: real({ 'client-key-data': '$JANE_KEY_DATA', ...ROBOT }),
    says: robot,
  },
  {
    situation: 'a certificate with the key of another',
    apart: WHEN,
    files: real({ ...JANE, 'client-key-data': '$BOB_KEY_DATA' }),
    says: 'private key does not match public key',
  },
  {
    situation: 'a certificate of another authority',
    apart: UNAUTHORIZED,
    files: real({ 'client-certificate-data': '$OTHER_CA_DATA', 'client-key': '/var/lab/pki/beside/ca.key' }),
    says: 'You must be logged in to the server (the server has asked for the client to provide credentials)',
  },
  {
    situation: 'a certificate that is no PEM',
    files: real({ ...JANE, 'client-certificate-data': 'aGVsbG8=' }),
    says: 'failed to find any PEM data in certificate input',
  },
  {
    situation: 'a key that is no PEM',
    files: real({ ...JANE, 'client-key-data': 'aGVsbG8=' }),
    says: 'failed to find any PEM data in key input',
  },
  {
    situation: 'a certificate that is a key',
    files: real({ ...JANE, 'client-certificate-data': '$JANE_KEY_DATA' }),
    says: 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
  },
  {
    situation: 'a key that is a certificate',
    files: real({ ...JANE, 'client-key-data': '$JANE_CRT_DATA' }),
    says: 'tls: found a certificate rather than a key in the PEM for the private key',
  },
  {
    situation: 'a certificate that is broken',
    apart: WHEN,
    files: {
      ...real({ ...JANE, 'client-certificate-data': undefined, 'client-certificate': 'broken' }),
      '.kube/broken': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    },
    says: 'error: x509: malformed certificate',
  },
  {
    situation: 'a key that is broken',
    apart: WHEN,
    files: {
      ...real({ ...JANE, 'client-key-data': undefined, 'client-key': 'broken' }),
      '.kube/broken': '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n',
    },
    says: 'error: tls: failed to parse private key',
  },
  {
    situation: 'a certificate with its chain',
    files: {
      ...real({ 'client-certificate': 'chain', 'client-key': '$JANE_KEY' }),
      '.kube/chain': '$JANE_PEM_CRT$CA_PEM',
    },
    says: cannot('jane'),
  },
  {
    situation: 'certificate and key in one file',
    files: {
      ...real({ 'client-certificate': 'both', 'client-key': 'both' }),
      '.kube/both': '$JANE_PEM_KEY$JANE_PEM_CRT',
    },
    says: cannot('jane'),
  },
  {
    situation: 'a certificate file that is missing',
    files: real({ 'client-certificate': 'gone.crt', 'client-key': '$JANE_KEY' }),
    says: 'unable to read client-cert ~/.kube/gone.crt for x due to open ~/.kube/gone.crt: no such file or directory',
  },
  {
    situation: 'certificate and key files that are missing',
    files: real({ 'client-certificate': 'gone.crt', 'client-key': 'gone.key' }),
    says: '* unable to read client-key ~/.kube/gone.key for x due to open ~/.kube/gone.key: no such file or directory',
  },
  {
    situation: 'a certificate file that is a directory',
    files: real({ 'client-certificate': '/var/lab', 'client-key': '$JANE_KEY' }),
    says: 'error: read /var/lab: is a directory',
  },
  {
    situation: 'a certificate file that is empty',
    apart: WHEN,
    files: { ...real({ 'client-certificate': 'empty', 'client-key': '$JANE_KEY' }), '.kube/empty': '' },
    says: 'tls: failed to find any PEM data in certificate input',
  },
  {
    situation: 'a key file that is empty',
    apart: WHEN,
    files: { ...real({ 'client-certificate': '$JANE_CRT', 'client-key': 'empty' }), '.kube/empty': '' },
    says: 'tls: failed to find any PEM data in key input',
  },
  {
    situation: 'a key file that may not be read',
    asNobody: true,
    files: real({ 'client-certificate': '$JANE_CRT', 'client-key': '/etc/shadow' }),
    says: 'permission denied',
  },
  {
    situation: 'a certificate instead of that of the file',
    files: real(JANE),
    words: BOB_FLAGS,
    says: cannot('bob'),
    older: { upTo: '1.33', says: 'client-cert-data and client-cert are both specified' },
  },
  {
    situation: 'a certificate without a key instead of both',
    older: { upTo: '1.33', says: 'client-cert-data and client-cert are both specified' },
    apart: WHEN,
    files: real(JANE),
    words: ['--client-certificate=$BOB_CRT'],
    says: 'error: tls: private key does not match public key',
  },
  {
    situation: 'a certificate beside a token, for a server that looks at the certificate first',
    files: real({ ...JANE, ...ROBOT }),
    says: cannot('jane'),
  },
];

describeWithEveryKubectl('certificates, as kubectl shows them', ROWS);
