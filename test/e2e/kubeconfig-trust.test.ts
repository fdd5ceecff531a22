import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { startMirrors } from './mirrors.ts';
import { CLUSTER, cannot, JANE, one } from './one-kubeconfig.ts';

const file = (cluster: object, user: object = JANE) => ({ '.kube/config': one('x', { cluster, user }) });
const verified = (cluster: object, user?: object) => file({ ...CLUSTER, ...cluster }, user);

/** Both authorities have the same name. */
const GUESS = / \(possibly because of .*\)/g;

const ROWS: readonly Situation[] = [
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
];

describeWithEveryKubectl('servers, as kubectl trusts them', ROWS, startMirrors);
