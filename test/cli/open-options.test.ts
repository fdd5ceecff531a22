import { describe, expect, test } from 'vitest';
import { parseCli } from '../../src/cli/cli.ts';
import type { OpenOptions, OpenTarget } from '../../src/invocation.ts';
import { aPort } from '../domain/build.ts';

const WEB: OpenTarget = { kind: 'service', name: 'web', port: undefined };
const API: OpenTarget = { kind: 'service', name: 'api', port: undefined };

const BARE: OpenOptions = {
  connection: {},
  targets: [WEB],
  selector: undefined,
  isUrlOnly: false,
  tunnel: 'auto',
  waitMs: undefined,
  path: undefined,
  addresses: ['localhost'],
  localPort: undefined,
  argv: undefined,
  timeoutMs: undefined,
  runtime: undefined,
};

describe('what is opened, and how', () => {
  test.each<{ argv: string; options: Partial<OpenOptions> }>([
    { argv: 'open web', options: {} },
    { argv: 'open', options: { targets: [] } },
    { argv: 'open web api', options: { targets: [WEB, API] } },
    { argv: 'open web svc/web web:http web', options: { targets: [WEB, { ...WEB, port: 'http' }] } },
    {
      argv: 'open deploy/web pod/web web',
      options: { targets: [{ ...WEB, kind: 'deployment' }, { ...WEB, kind: 'pod' }, WEB] },
    },
    { argv: 'open -l app=web', options: { targets: [], selector: 'app=web' } },
    { argv: 'open web --selector=', options: {} },
    { argv: 'open web --url', options: { isUrlOnly: true } },
    { argv: 'open --url=false web', options: {} },
    { argv: 'open --wait web', options: { waitMs: 60_000 } },
    { argv: 'open web --wait=90s', options: { waitMs: 90_000 } },
    { argv: 'open web --wait=90', options: { waitMs: 90_000 } },
    { argv: 'open web --wait=9999h', options: { waitMs: 2_147_483_647 } },
    { argv: 'open web --wait --wait=0', options: {} },
    { argv: 'open web --wait=', options: {} },
    { argv: 'open svc/90s --wait', options: { targets: [{ ...WEB, name: '90s' }], waitMs: 60_000 } },
    { argv: 'open 90s', options: { targets: [{ ...WEB, name: '90s' }] } },
    { argv: 'open web --tunnel always', options: { tunnel: 'always' } },
    { argv: 'open web --tunnel=never', options: { tunnel: 'never' } },
    { argv: 'open web --url --tunnel never', options: { isUrlOnly: true, tunnel: 'never' } },
    { argv: 'open web --address 0.0.0.0', options: { addresses: ['0.0.0.0'], tunnel: 'always' } },
    {
      argv: 'open web --address ::,localhost --address ::',
      options: { addresses: ['::', 'localhost'], tunnel: 'always' },
    },
    { argv: 'open web --port 8080', options: { localPort: aPort(8080), tunnel: 'always' } },
    {
      argv: 'open -l app=web --port 8080',
      options: { targets: [], selector: 'app=web', localPort: aPort(8080), tunnel: 'always' },
    },
    { argv: 'open web --path /admin?a=b#c', options: { path: '/admin?a=b#c' } },
    { argv: 'open web --timeout 500ms', options: { timeoutMs: 500 } },
    { argv: 'open web --runtime kind', options: { runtime: 'kind' } },
    { argv: 'open web -n shop --context dev', options: { connection: { namespace: 'shop', context: 'dev' } } },
    { argv: 'open web -- curl {url}', options: { argv: ['curl', '{url}'] } },
    { argv: '-n shop open web -- curl', options: { connection: { namespace: 'shop' }, argv: ['curl'] } },
    { argv: 'open web -- sh -c x -- --url -h list', options: { argv: ['sh', '-c', 'x', '--', '--url', '-h', 'list'] } },
    { argv: 'open web --tunnel always -- true', options: { tunnel: 'always', argv: ['true'] } },
    { argv: '-- open web', options: {} },
    { argv: '-- open web -- -x', options: { targets: [WEB, { ...WEB, name: '--' }, { ...WEB, name: '-x' }] } },
  ])('`$argv`', ({ argv, options }) => {
    expect(parseCli(argv.split(' '))).toEqual({ command: 'open', options: { ...BARE, ...options } });
  });
});

describe('misuse', () => {
  test.each([
    { argv: 'open web -l app=web', sentence: 'name cannot be provided when a selector is specified' },
    { argv: 'open cm/web', sentence: 'the resource "cm/web" is not a Service, Deployment or Pod' },
    { argv: 'open web api:', sentence: "invalid port format 'api:'" },
    { argv: 'open web --wait 90s', sentence: '"90s" is no name of a Service\ndid you mean `--wait=90s`?' },
    {
      argv: 'open web --wait=soon',
      sentence: 'invalid argument "soon" for "--wait" flag: must be a time, such as 500ms or 2s',
    },
    {
      argv: 'open web --wait=-1s',
      sentence: 'invalid argument "-1s" for "--wait" flag: must be a time, such as 500ms or 2s',
    },
    {
      argv: 'open web --timeout=0',
      sentence: 'invalid argument "0" for "--timeout" flag: must be a time of at least 1ms, such as 500ms or 2s',
    },
    {
      argv: 'open web --tunnel yes',
      sentence: 'invalid argument "yes" for "--tunnel" flag: must be one of auto, always, never',
    },
    ...['example.com', 'localhost,', '127.1', '[::1]', 'fe80::1%eth0'].map((address) => ({
      argv: `open web --address ${address}`,
      sentence: `invalid argument "${address}" for "--address" flag: must be localhost or IP addresses, separated by commas`,
    })),
    ...['0', '65536', '-1', 'http', '8080:80'].map((port) => ({
      argv: `open web --port ${port}`,
      sentence: `invalid argument "${port}" for "--port" flag: must be a number from 1 to 65535`,
    })),
    ...['admin', '/a\u001b[31m', '/a\nb', '/a\u00a0b', '/\u0085'].map((path) => ({
      argv: `open web --path ${path}`,
      sentence: `invalid argument "${path}" for "--path" flag: must begin with a slash, and hold no spaces or control characters`,
    })),
    {
      argv: 'open web api --port 80',
      sentence: '--port cannot be used with several names: each tunnel has a port of its own',
    },
    { argv: 'open web --', sentence: 'there is no command after --' },
    { argv: 'open web -- ', sentence: 'there is no command after --' },
    {
      argv: 'open web --url -- curl',
      sentence: '--url cannot be used with a command: it prints the URL and ends',
    },
    {
      argv: 'open web --url --tunnel always',
      sentence: '--url cannot be used with --tunnel always: it never blocks',
    },
    {
      argv: 'open web --address ::1 --tunnel never',
      sentence: '--address cannot be used with --tunnel never: no tunnel is opened',
    },
    {
      argv: 'open web --port 80 --tunnel never',
      sentence: '--port cannot be used with --tunnel never: no tunnel is opened',
    },
    { argv: 'open web --port 80 --url', sentence: '--port cannot be used with --url: no tunnel is opened' },
    { argv: 'open web -A', sentence: 'unknown flag: --all-namespaces' },
    { argv: 'open web --tunel never', sentence: 'unknown flag: --tunel\ndid you mean `--tunnel`?' },
  ])('`$argv`', ({ argv, sentence }) => {
    const text = `error: ${sentence}\nSee 'kubectl nodeport open --help' for usage.\n`;
    const keeps = argv.includes(' -- ') ? { keeps: 'a-command' } : {};
    expect(parseCli(argv.split(' '))).toEqual({ command: 'misuse', text, ...keeps });
  });
});
