import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { AccessError, TargetError } from '../../src/errors.ts';
import { endOf, forbidden, run } from './fake-deps.ts';
import { podJson, serviceJson } from './objects.ts';
import type { World } from './world.ts';

const http = { name: 'http', port: 80, nodePort: 30_080, protocol: 'TCP' };
const admin = { name: 'admin', port: 8080, protocol: 'TCP' };

const SHOP: World = {
  namespaces: ['default', 'shop', 'sheep'].map((name) => ({ metadata: { name } })),
  services: [
    serviceJson('web', { selector: { app: 'web' }, ports: [http, admin] }),
    serviceJson('web-2', { type: 'ClusterIP', ports: [admin] }),
    serviceJson('mysql', { ports: [{ port: 3306, nodePort: 31_696, protocol: 'TCP' }] }),
    serviceJson('dns', { type: 'ClusterIP', ports: ['UDP', 'TCP'].map((protocol) => ({ port: 53, protocol })) }),
    serviceJson('mail', { type: 'ExternalName', externalName: 'mail.example.org', ports: [] }),
    serviceJson('till', { namespace: 'shop', type: 'LoadBalancer', ports: [http] }),
  ],
  deployments: ['web', 'api'].map((name) => ({
    metadata: { name, namespace: 'default' },
    spec: { template: { metadata: { labels: { app: name } } } },
  })),
  pods: [podJson('web-7d9f', 'web'), podJson('etcd-ip-10-0-0-1.internal', 'etcd')],
  names: {
    contexts: [
      { name: 'kind-dev', cluster: 'kind-dev' },
      { name: 'a b', cluster: undefined },
    ],
    clusters: ['kind-dev', 'prod'],
    users: ['jane'],
  },
};

const WEB = 'web\tNodePort 80:30080/TCP,8080/TCP';
const WEB_2 = 'web-2\tClusterIP 8080/TCP';
const DNS = 'dns\tClusterIP 53/UDP,53/TCP';
const MYSQL = 'mysql\tNodePort 3306:31696/TCP';

const COMMAND_LINES = Object.entries(COMMANDS).map(([name, { summary }]) => `${name}\t${summary}`);
const NOTHING: readonly string[] = [':4'];

/** The lines for a command line that was typed so far: after a blank the word under the cursor is an empty one. */
async function linesFor(typed: string, world: World = SHOP): Promise<readonly string[]> {
  const { stdout, stderr, code } = await run(['__complete', ...typed.split(' ')], world, 'pipe');
  expect([stderr, code]).toEqual(['', 0]);
  return stdout.trimEnd().split('\n');
}

describe('what may stand at the end of', () => {
  test.each<[typed: string, lines: readonly string[]]>([
    ['', [...COMMAND_LINES, ':4']],
    ['op', [...COMMAND_LINES.filter((line) => line.startsWith('op')), ':4']],
    ['-n shop e', [...COMMAND_LINES.filter((line) => line.startsWith('e')), ':4']],
    ['help ', [...COMMAND_LINES, ':4']],
    ['help list ', NOTHING],
    ['version ', NOTHING],
    ['version -o y', ['yaml', ':4']],
    ['opne ', NOTHING],

    ['open ', [WEB, WEB_2, MYSQL, DNS, ':4']],
    ['open we', [WEB, WEB_2, ':4']],
    ['open -n shop ', ['till\tLoadBalancer 80:30080/TCP', ':4']],
    ['open -nshop ', ['till\tLoadBalancer 80:30080/TCP', ':4']],
    ['--namespace=shop open ', ['till\tLoadBalancer 80:30080/TCP', ':4']],
    ['open --url web ', [WEB_2, MYSQL, DNS, ':4']],
    ['open -v9 we', [WEB, WEB_2, ':4']],
    ['open svc/web ', [WEB_2, MYSQL, DNS, ':4']],
    ['open mysql:3306 ', [WEB, WEB_2, DNS, ':4']],
    ['open web:http ', [WEB, WEB_2, MYSQL, DNS, ':4']],
    ['open svc/my', [`svc/${MYSQL}`, ':4']],
    ['open Services/my', [`Services/${MYSQL}`, ':4']],
    ['open s', ['svc/\ta Service', ':6']],
    ['open d', [DNS, 'deploy/\tthe Services of a Deployment', ':4']],
    ['open dep', ['deploy/\tthe Services of a Deployment', ':6']],
    ['open deploy/', ['deploy/web', 'deploy/api', ':4']],
    ['open deploy/web deployment/', ['deployment/api', ':4']],
    ['open web pod/', ['pod/web-7d9f', 'pod/etcd-ip-10-0-0-1.internal', ':4']],
    ['open node/', NOTHING],
    ['open svc/web/', NOTHING],
    ['open -l app=web ', NOTHING],
    ['list ', [WEB, MYSQL, ':4']],
    ['list -- m', [MYSQL, ':4']],
    ['list deploy/', NOTHING],
    ['list -A ', NOTHING],
    ['list -f paste.txt ', NOTHING],
    ['explain m', [MYSQL, 'mail\tExternalName', ':4']],
    ['explain web ', NOTHING],

    [
      'open web:',
      ['web:http\t80:30080/TCP', 'web:80\t80:30080/TCP http', 'web:admin\t8080/TCP', 'web:8080\t8080/TCP admin', ':4'],
    ],
    ['open svc/web:h', ['svc/web:http\t80:30080/TCP', ':4']],
    ['open dns:', ['dns:53\t53/TCP', ':4']],
    ['open mysql:', ['mysql:3306\t3306:31696/TCP', ':4']],
    ['open web:80 web:8', ['web:8080\t8080/TCP admin', ':4']],
    ['explain web:ad', ['web:admin\t8080/TCP', ':4']],
    ['open deploy/web:a', ['deploy/web:admin\t8080/TCP', ':4']],
    ['open pod/web-7d9f:h', ['pod/web-7d9f:http\t80:30080/TCP', ':4']],
    ['open deploy/api:', NOTHING],
    ['open deploy/absent:', NOTHING],
    ['list web:', ['web:http\t80:30080/TCP', 'web:80\t80:30080/TCP http', ':4']],
    ['list web-2:', NOTHING],
    ['list --field-selector metadata.name!=web ', NOTHING],
    ['open absent:', NOTHING],

    ['open -n ', ['default', 'shop', 'sheep', ':4']],
    ['open --namespace=sh', ['shop', 'sheep', ':4']],
    ['open -n=sh', ['shop', 'sheep', ':4']],
    ['open -nsh', ['-nshop', '-nsheep', ':4']],
    ['list -Ansh', ['-Anshop', '-Ansheep', ':4']],
    ['open --context ', ['kind-dev\tcluster kind-dev', 'a b', ':4']],
    ['open --cluster=p', ['prod', ':4']],
    ['open --user ', ['jane', ':4']],
    ['list -o ', ['custom-columns=', 'json', 'jsonpath=', 'name', 'wide', 'yaml', ':4']],
    ['list -ojsonp', ['-ojsonpath=', ':6']],
    ['explain --output=', ['json', 'yaml', ':4']],
    ['list --runtime kin', ['kind', ':4']],
    ['list --runtime=kind/docker', ['kind/docker-desktop-vm', ':4']],
    ['list --no_headers=', ['true', 'false', ':4']],
    ['list --timeout ', NOTHING],
    ['list --token ', NOTHING],
    ['--tunnel ', ['auto', 'always', 'never', ':4']],
    ['list --tunnel ', NOTHING],
    ['opne -n ', NOTHING],
    ['list --nonsense ', NOTHING],
    ['list --nonsense=', NOTHING],
    ['list --request-timeout soon ', NOTHING],

    [
      'open --ad',
      [
        '--address\tWhere a tunnel listens (comma separated): IP addresses or localhost, which is 127.0.0.1 and ::1',
        ':4',
      ],
    ],
    [
      'open --url --us',
      [
        '--user\tThe name of the kubeconfig user to use',
        '--username\tUsername for basic authentication to the API server',
        ':4',
      ],
    ],
    [
      'open --as-group ops --as-g',
      ['--as-group\tGroup to impersonate for the operation; may be given again for more groups', ':4'],
    ],
    ['list --path', NOTHING],
    ['open -n', ['-n\tThe namespace to look in', ':4']],
    ['open -A', NOTHING],
    ['open -x', NOTHING],
    ['opne --', NOTHING],
    ['completion f', ['fish\tthe script for fish', ':4']],
    ['completion install ', NOTHING],
    ['completion install --u', ['--uninstall\tWith install: remove what it has made', ':4']],

    ['open web -- my', [':0']],
    ['list -f ', [':0']],
    ['list --kubeconfig=', [':0']],
    ['list --client-key ', [':0']],
    ['completion install --dir ', [':16']],
  ])('`%s`', async (typed, lines) => {
    expect(await linesFor(typed)).toEqual(lines);
  });
});

test('flags and commands are known without a cluster; nothing else is asked than what is wanted', async () => {
  const asked = async (typed: string) => (await run(['__complete', ...typed.split(' ')], SHOP, 'pipe')).questions;
  expect(await asked('op')).toEqual([]);
  expect(await asked('open --')).toEqual([]);
  expect(await asked('list -o ')).toEqual([]);
  expect(await asked('open --context ')).toEqual([]);
  expect(await asked('open web:')).toEqual(['services default web']);
  expect(await asked('open -n shop ')).toEqual(['services shop']);
  expect(await asked('open pod/')).toEqual(['pods default']);
  expect(await asked('open -n ')).toEqual(['namespaces *']);
});

describe('whatever happens, nothing is said:', () => {
  test.each<[situation: string, world: World]>([
    ['forbidden', { failures: { services: forbidden('services', 'in the namespace "default"') } }],
    ['no server', { failures: { services: new AccessError('unreachable', 'The connection was refused') } }],
    ['a bad kubeconfig', { failure: new AccessError('kubeconfig', 'error: error loading config file') }],
    ['no such context', { failure: new TargetError('error: context "x" does not exist') }],
    ['a bug', { failure: new TypeError('x is not a function') }],
    ['no Services', {}],
  ])('%s', async (_, world) => {
    expect(await linesFor('open ', { ...world })).toEqual(NOTHING);
    expect(await linesFor('op', world)).toHaveLength(3);
  });

  test('a server that does not answer is waited for two seconds', async () => {
    const { tookMs, isClosed, ...seen } = await run(['__complete', 'open', ''], { ...SHOP, isSilent: true }, 'pipe');
    expect({ ...endOf({ tookMs, isClosed, ...seen }), tookMs, isClosed }).toEqual({
      code: 0,
      stdout: ':4\n',
      stderr: '',
      tookMs: 2_000,
      isClosed: true,
    });
  });
});

test('nothing of a cluster or kubeconfig reaches the line that a shell would obey', async () => {
  const world: World = {
    services: ['$(reboot) a', '$(reboot) b'].map((type) => serviceJson('web', { type, ports: [http] })),
    names: {
      contexts: ['$(reboot)', '`reboot`', 'a;reboot', 'a|reboot', 'a&reboot', '<(reboot)', "jane's (old)"].map(
        (name) => ({
          name,
          cluster: undefined,
        }),
      ),
      clusters: [],
      users: [],
    },
  };
  expect(await linesFor('open ', world)).toEqual(['web\t$(reboot) b 80:30080/TCP', ':4']);
  expect(await linesFor('open --context ', world)).toEqual(["jane's (old)", ':4']);
});

test('nothing of a cluster or kubeconfig reaches the terminal that it would obey', async () => {
  const hostile = '\u001b]0;owned\u0007';
  const world: World = {
    services: [
      serviceJson('$(reboot)', { ports: [http] }),
      serviceJson(`web${hostile}`, { ports: [http] }),
      serviceJson('web\nopen', { ports: [http] }),
      serviceJson('web', { type: `NodePort${hostile}\t\nmore`, ports: [{ ...http, name: `x${hostile}` }] }),
    ],
    names: {
      contexts: [
        { name: `dev${hostile}`, cluster: 'dev' },
        { name: 'dev', cluster: hostile },
      ],
      clusters: [],
      users: [],
    },
  };
  expect(await linesFor('open ', world)).toEqual(['web\tNodePort^[]0;owned\ufffd\ufffd...', ':4']);
  expect(await linesFor('open web:', world)).toEqual(['web:80\t80:30080/TCP x^[]0;owned\ufffd', ':4']);
  expect(await linesFor('open --context ', world)).toEqual(['dev\tcluster ^[]0;owned\ufffd', ':4']);
});
