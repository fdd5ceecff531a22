import { describe, expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';
import type { Connection } from '../../src/domain/connection.ts';

const ROWS: readonly { readonly flags: readonly string[]; readonly connection: Connection }[] = [
  { flags: ['--cluster', 'dev'], connection: { cluster: 'dev' } },
  { flags: ['--user=dev'], connection: { user: 'dev' } },
  { flags: ['-s', 'https://127.0.0.1:6443'], connection: { server: 'https://127.0.0.1:6443' } },
  { flags: ['-shttp://x', '--server=https://y'], connection: { server: 'https://y' } },
  { flags: ['--token', 'abc'], connection: { token: 'abc' } },
  { flags: ['--token=abc', '--token='], connection: {} },
  { flags: ['--as', 'jane', '--as-uid', '007'], connection: { as: 'jane', asUid: '007' } },
  { flags: ['--as=jane', '--as-group=a', '--as-group', 'b,c'], connection: { as: 'jane', asGroups: ['a', 'b,c'] } },
  { flags: ['--as=jane', '--as-group='], connection: { as: 'jane', asGroups: [''] } },
  { flags: ['--as-user-extra', 'a=1', '--as_user_extra=a=2=3'], connection: { asUserExtra: ['a=1', 'a=2=3'] } },
  { flags: ['--certificate-authority', 'ca.crt'], connection: { certificateAuthority: 'ca.crt' } },
  { flags: ['--client-certificate=c', '--client-key=k'], connection: { clientCertificate: 'c', clientKey: 'k' } },
  { flags: ['--tls-server-name', 'kubernetes'], connection: { tlsServerName: 'kubernetes' } },
  { flags: ['--insecure-skip-tls-verify'], connection: { insecureSkipTlsVerify: true } },
  { flags: ['--insecure-skip-tls-verify', '--insecure-skip-tls-verify=F'], connection: {} },
  { flags: ['--disable-compression=1'], connection: { disableCompression: true } },
  { flags: ['--cache-dir', '/x'], connection: {} },
  { flags: ['-v=9', '--v', '-1'], connection: { verbosity: -1 } },
  { flags: ['-v8'], connection: { verbosity: 8 } },
  {
    flags: ['-n', 'shop', '--context=a', '--kubeconfig', 'b'],
    connection: { namespace: 'shop', context: 'a', kubeconfig: 'b' },
  },
];

describe.each(['list', 'open web', 'explain web'])('%s', (command) => {
  test.each(ROWS)('$flags', ({ flags, connection }) => {
    const [word = '', ...words] = command.split(' ');
    const expected = { command: word, options: expect.objectContaining({ connection }) };
    expect(parseCli([word, ...words, ...flags])).toEqual(expected);
    expect(parseCli([...flags, word, ...words])).toEqual(expected);
  });
});

// Each was given to kubectl 1.32.
test.each<[text: string, ms: number | undefined]>([
  ['0', undefined],
  ['0s', undefined],
  ['', undefined],
  ['-1s', undefined],
  ['5', 5_000],
  ['+5', 5_000],
  ['007', 7_000],
  ['1.5s', 1_500],
  ['.5s', 500],
  ['+5s', 5_000],
  ['500ms', 500],
  ['1us', 0.001],
  ['1µs', 0.001],
  ['1h30m', 5_400_000],
  ['9223372036', 2_147_483_647],
])('--request-timeout=%s', (text, requestTimeoutMs) => {
  const connection = requestTimeoutMs === undefined ? {} : { requestTimeoutMs };
  expect(parseCli([`--request-timeout=${text}`])).toMatchObject({ command: 'list', options: { connection } });
});

test.each(['1.5', 'abc', '-1', '5d', '1 s', '0x10', '2562048h', '1e3', ' 5', '1_0', '99999999999999999999', '.s', 's'])(
  '--request-timeout=%s is refused in the words of kubectl',
  (text) => {
    expect(parseCli(['explain', '--request-timeout', text])).toEqual({
      command: 'misuse',
      text: `error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)
See 'kubectl nodeport explain --help' for usage.
`,
    });
  },
);

test.each([
  ['--token=secret', '--token'],
  ['--as-group=secret', '--as-group'],
  ['--insecure-skip-tls-verify', '--insecure-skip-tls-verify'],
  ['--server=secret', '--server'],
])('a file asks no server: %s', (flag, name) => {
  expect(parseCli(['-f', 'x', flag])).toEqual({
    command: 'misuse',
    text: `error: ${name} cannot be used with --filename: no server is asked
See 'kubectl nodeport list --help' for usage.
`,
  });
});

test.each([[['options']], [['options', '--help']], [['--token', 'secret', 'options']], [['help', 'options']]])(
  '%s is the help of the connection flags',
  (argv) => {
    expect(parseCli(argv)).toEqual({ command: 'help', topic: 'options' });
  },
);

test('options takes no words', () => {
  expect(parseCli(['options', 'web'])).toEqual({
    command: 'misuse',
    text: "error: extra arguments: [web]\nSee 'kubectl nodeport options --help' for usage.\n",
  });
});

test.each([
  ['--tokne=secret'],
  ['-token=secret'],
  ['---token=secret'],
  ['--token=secret', '-x'],
  ['help', '--token=secret'],
])('a token is in no sentence about misuse: %s', (...argv) => {
  const invocation = parseCli(argv);
  expect(invocation.command).toBe('misuse');
  expect(JSON.stringify(invocation)).not.toContain('secret');
});
