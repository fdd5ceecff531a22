import { beforeAll, expect, test } from 'vitest';
import { issue } from '../lab/certificates.ts';
import { mustRun, run } from '../lab/run.ts';
import { paperNode, paperService } from '../support/paper.ts';
import { apply, describeInLab, kubectl, nodeport } from './in-lab.ts';

describeInLab("kubectl's connection flags", ({ bare: { machine, access, controlPlane } }) => {
  const { server } = access;
  const words = new Map<string, string>();
  /** CA, CERTIFICATE, KEY and TOKEN stand for what is known only later. */
  const filled = (args: readonly string[]) =>
    args.map((arg) => [...words].reduce((text, [word, meaning]) => text.replace(word, meaning), arg));

  beforeAll(async () => {
    const { authority } = controlPlane;
    await apply(machine, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flags' } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'flags' } },
      paperNode({ name: 'flags-node', internalIp: '127.0.80.7' }),
      ...paperService({ name: 'web', namespace: 'flags', nodePort: 30_107, endpointsOn: ['flags-node'] }),
    ]);
    const { certificate, key } = await issue(authority, {
      name: 'flags-jane',
      commonName: 'jane',
      organizations: ['dev'],
    });
    words.set('CERTIFICATE', certificate).set('KEY', key).set('CA', `${authority.folder}/ca.crt`);
    words.set('TOKEN', (await kubectl(machine, ['create', 'token', 'robot', '-n', 'flags'])).trim());
  });

  // Nobody of them may list Services, so that kubectl's own sentence says who asked, and where.
  test.each<[situation: string, args: readonly string[], username: string, groups: readonly string[]]>([
    [
      'a token',
      ['--kubeconfig=/dev/null', '-s', server, '--certificate-authority=CA', '--token=TOKEN'],
      'system:serviceaccount:flags:robot',
      ['system:serviceaccounts:flags'],
    ],
    [
      'a token, and no verification',
      ['--kubeconfig=/dev/null', '-s', server, '--insecure-skip-tls-verify', '--token=TOKEN'],
      'system:serviceaccount:flags:robot',
      [],
    ],
    [
      'a certificate',
      [
        '--kubeconfig=/dev/null',
        '-s',
        server,
        '--certificate-authority=CA',
        '--client-certificate=CERTIFICATE',
        '--client-key=KEY',
      ],
      'jane',
      ['dev'],
    ],
    ['somebody else', ['--as', 'bob', '--as-group=ops', '--as-group', 'a,b', '--as-uid=7'], 'bob', ['ops', 'a,b']],
    ['somebody else, of other letters', ['--as=jürgen'], 'jürgen', []],
  ])('%s', async (_, flags, username, groups) => {
    const args = filled(flags);
    const review = JSON.parse(await kubectl(machine, ['auth', 'whoami', '-o', 'json', ...args])) as WhoAmI;
    expect(review.status.userInfo.username).toBe(username);
    expect(review.status.userInfo.groups).toEqual(expect.arrayContaining([...groups]));

    const theirs = await run(machine, ['kubectl', 'get', 'services', '-n', 'flags', ...args]);
    for (const line of [
      ['list', '-n', 'flags', ...args],
      [...args, '-nflags', 'list'],
    ]) {
      const ours = await nodeport(machine, line);
      expect(ours).toEqual({ ...theirs, code: 3 });
      expect(`${ours.stdout}${ours.stderr}`).not.toContain(words.get('TOKEN'));
    }
    expect(theirs.stderr).toContain(`User "${username}" cannot list resource "services"`);
    expect(theirs.stderr).toContain('in the namespace "flags"');
  });

  // [situation, flags, our exit code]; kubectl's is 1.
  test.each<[string, readonly string[], number]>([
    ['a CA that is not there', ['--certificate-authority', '/absent'], 3],
    ['a certificate that is not there', ['--client-certificate=/absent', '--client-key=/absent'], 3],
    ['a CA and no verification', ['--certificate-authority=CA', '--insecure-skip-tls-verify'], 3],
    ['a user that is not there', ['--user=absent'], 2],
    ['a cluster that is not there', ['--cluster', 'absent'], 2],
    ['a server that is not there', ['-shttps://127.0.0.1:9'], 3],
    ['a name that the certificate is not for', ['--tls-server-name=absent'], 3],
    ['groups of nobody', ['--as-group=dev'], 3],
    ['a time that is none', ['--request-timeout=soon'], 2],
    ['a level that is none', ['-vx'], 2],
    ['no argument', ['--token'], 2],
  ])("%s: kubectl's sentence", async (_, flags, code) => {
    const args = filled(flags);
    const theirs = await run(machine, ['kubectl', 'get', 'services', ...args]);
    const ours = await nodeport(machine, ['list', ...args]);
    const said = (text: string) => text.split('\n').filter((line) => !/^([EWI]\d{4} |See ')/.test(line));
    expect([said(ours.stderr), ours.stdout, ours.code]).toEqual([said(theirs.stderr), '', code]);
  });

  test('the name under which the server is known goes with another address', async () => {
    const flags = ['-s', server, '--tls-server-name=kubernetes', '-n', 'flags'];
    expect(await mustRun(machine, ['kubectl', 'get', 'service', 'web', '-o', 'name', ...flags])).toBe('service/web\n');
    const { stdout, code } = await nodeport(machine, ['list', '--no-headers', '--disable-compression', ...flags]);
    expect([stdout.split(/\s+/)[0], code]).toEqual(['web', 0]);
  });
});

/** As `kubectl auth whoami -o json` prints it. */
interface WhoAmI {
  readonly status: { readonly userInfo: { readonly username: string; readonly groups: readonly string[] } };
}
