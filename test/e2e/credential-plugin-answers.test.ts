import { describeWithEveryKubectl, type Situation } from './every-kubectl.ts';
import { cannot, UNAUTHORIZED } from './one-kubeconfig.ts';
import { BETA, credential, plugin, robot, TOKEN, V1 } from './one-plugin.ts';

const CERTIFICATE = `
cat <<END
{"apiVersion": "${V1}", "kind": "ExecCredential", "status": {
  "clientCertificateData": "$(awk '{printf "%s\\\\n", $0}' $JANE_CRT)",
  "clientKeyData": "$(awk '{printf "%s\\\\n", $0}' $JANE_KEY)"
}}
END`;

const ROWS: readonly Situation[] = [
  { situation: 'a certificate', files: plugin(CERTIFICATE), says: cannot('jane') },
  {
    situation: 'a certificate and a token',
    files: plugin(credential({ token: 't', clientCertificateData: 'x', clientKeyData: 'y' })),
    says: 'getting credentials: failed parsing client key/certificate: tls: failed to find any PEM data in certificate input',
  },
  {
    situation: 'a certificate without a key',
    files: plugin(credential({ clientCertificateData: 'x' })),
    says: 'only certificate or key, not both',
  },
  {
    situation: 'a certificate that is none',
    files: plugin(credential({ clientCertificateData: 'x', clientKeyData: 'y' })),
    says: 'getting credentials: failed parsing client key/certificate: tls: failed to find any PEM data in certificate input',
  },
  {
    situation: 'what has run out',
    files: plugin(credential({ token: '$TOKEN', expirationTimestamp: '2020-01-01T00:00:00Z' })),
    says: robot,
  },
  {
    situation: 'what is good for long',
    files: plugin(credential({ token: '$TOKEN', expirationTimestamp: '2999-01-01T00:00:00Z' })),
    says: robot,
  },
  {
    situation: 'a time that is none',
    apart: /: cannot parse .*/g,
    files: plugin(credential({ token: '$TOKEN', expirationTimestamp: 'soon' })),
    says: 'getting credentials: decoding stdout: parsing time "soon" as "2006-01-02T15:04:05Z07:00": cannot parse "soon" as "2006"',
  },
  {
    situation: 'a token that is wrong',
    apart: UNAUTHORIZED,
    files: plugin(credential({ token: 'wrong' })),
    says: 'You must be logged in to the server',
  },
  {
    situation: 'a token with a newline',
    files: plugin(credential({ token: 'a\nb' })),
    says: 'invalid header field value',
  },
  { situation: 'nothing of use', files: plugin(credential({})), says: "didn't return a token or cert/key pair" },
  { situation: 'no status', files: plugin(credential(undefined)), says: "didn't return a status field" },
  { situation: 'another version', files: plugin(credential({ token: 't' }, BETA)), says: 'returned version' },
  {
    situation: 'a version that nobody knows',
    apart: /in scheme ".*"/g,
    files: plugin(credential({ token: 't' }, 'client.authentication.k8s.io/v9')),
    says: 'getting credentials: decoding stdout: no kind "ExecCredential" is registered for version "client.authentication.k8s.io/v9"',
  },
  {
    situation: 'another group',
    apart: /in scheme ".*"/g,
    files: plugin(credential({ token: 't' }, 'v1')),
    says: 'getting credentials: decoding stdout: no kind "ExecCredential" is registered for version "v1"',
  },
  {
    situation: 'another kind',
    apart: /in scheme ".*"/g,
    files: plugin(`echo '{"apiVersion":"${V1}","kind":"Pod"}'`),
    says: 'getting credentials: decoding stdout: no kind "Pod" is registered for version "client.authentication.k8s.io/v1"',
  },
  {
    situation: 'no kind',
    apart: UNAUTHORIZED,
    files: plugin(`echo '{"apiVersion":"${V1}","status":{"token":"t"}}'`),
    says: 'You must be logged in to the server (the server has asked for the client to provide credentials)',
  },
  {
    situation: 'no version in what it prints',
    files: plugin(`echo '{"kind":"ExecCredential","status":{"token":"t"}}'`),
    says: 'getting credentials: exec plugin is configured to use API version client.authentication.k8s.io/v1, plugin returned version client.authentication.k8s.io/__internal',
  },
  {
    situation: 'a token that is a number',
    files: plugin(credential({ token: 5 })),
    says: 'getting credentials: decoding stdout: json: cannot unmarshal number into Go struct field ExecCredentialStatus.status.token of type string',
  },
  {
    situation: 'a status that is a text',
    files: plugin(`echo '{"apiVersion":"${V1}","kind":"ExecCredential","status":"x"}'`),
    says: 'getting credentials: decoding stdout: json: cannot unmarshal string into Go struct field ExecCredential.status of type v1.ExecCredentialStatus',
  },
  { situation: 'rubbish', files: plugin('echo hello'), says: 'decoding stdout' },
  { situation: 'a text in JSON', files: plugin(`echo '"hello"'`), says: 'decoding stdout' },
  {
    situation: 'nothing',
    files: plugin('true'),
    says: 'plugin returned version client.authentication.k8s.io/__internal',
  },
  {
    situation: 'YAML',
    files: plugin(`echo 'apiVersion: ${V1}'; echo 'kind: ExecCredential'; echo 'status: {token: $TOKEN}'`),
    says: cannot('system:serviceaccount:beside:robot'),
  },
  {
    situation: 'a log before the JSON',
    files: plugin(`echo hello\n${TOKEN}`),
    says: `getting credentials: decoding stdout: couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  },
  {
    situation: 'something behind the JSON',
    apart: /json parse error.*/g,
    files: plugin(`${TOKEN}\necho hello`),
    says: "getting credentials: decoding stdout: couldn't get version/kind; json parse error: invalid character 'h' after top-level value",
  },
  { situation: 'stderr beside the JSON', files: plugin(`echo open a page >&2\n${TOKEN}`), says: 'open a page' },
];

describeWithEveryKubectl('what credential plugins print, as kubectl reads it', ROWS);
