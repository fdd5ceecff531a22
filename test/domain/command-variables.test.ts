import { describe, expect, test } from 'vitest';
import { fillCommand, type OpenAddress } from '../../src/domain/command-variables.ts';
import type { NonEmpty } from '../../src/domain/non-empty.ts';
import { aPort } from './build.ts';

const WEB: OpenAddress = {
  name: 'web',
  servicePort: { name: 'http', port: aPort(80) },
  url: 'http://127.0.0.1:8000',
  host: '127.0.0.1',
  port: 8000,
};
const ADMIN: OpenAddress = {
  ...WEB,
  servicePort: { name: 'admin', port: aPort(81) },
  url: 'http://127.0.0.1:8001',
  port: 8001,
};
const DB: OpenAddress = {
  name: 'my-db',
  servicePort: { name: '', port: aPort(3306) },
  url: 'mysql://[::1]:31696',
  host: '::1',
  port: 31_696,
};

const ONE = [WEB] as const;
const TWO = [WEB, DB] as const;
const PORTS = [WEB, ADMIN, DB] as const;

describe('what is filled in', () => {
  test.each<{ how: string; addresses: NonEmpty<OpenAddress>; argv: readonly string[]; filled: readonly string[] }>([
    { how: 'a word', addresses: ONE, argv: ['curl', '{url}'], filled: ['curl', 'http://127.0.0.1:8000'] },
    {
      how: 'in the middle of a word, and twice',
      addresses: ONE,
      argv: ['x', '--at={host}:{port}/{port}'],
      filled: ['x', '--at=127.0.0.1:8000/8000'],
    },
    { how: 'the one by its name', addresses: ONE, argv: ['{url:web}'], filled: ['http://127.0.0.1:8000'] },
    {
      how: 'the one by its port',
      addresses: ONE,
      argv: ['{port:web:http}', '{port:web:80}'],
      filled: ['8000', '8000'],
    },
    {
      how: 'two by their names',
      addresses: TWO,
      argv: ['{url:web}', '{host:my-db}', '{port:my-db}'],
      filled: ['http://127.0.0.1:8000', '::1', '31696'],
    },
    {
      how: 'two ports of one Service, by name and by number',
      addresses: PORTS,
      argv: ['{url:web:http}', '{url:web:81}', '{port:my-db}'],
      filled: ['http://127.0.0.1:8000', 'http://127.0.0.1:8001', '31696'],
    },
    { how: 'an empty word', addresses: ONE, argv: ['x', ''], filled: ['x', ''] },
    {
      how: 'a value that looks like a variable, once',
      addresses: [{ ...WEB, url: 'http://127.0.0.1:8000/{port}/$&' }],
      argv: ['{url}', '{port}'],
      filled: ['http://127.0.0.1:8000/{port}/$&', '8000'],
    },
  ])('$how', ({ addresses, argv, filled }) => {
    expect(fillCommand(addresses, argv)).toMatchObject({ kind: 'filled', argv: filled });
  });
});

// What belongs to the command's own language, with one address and with several.
test.each([
  '{}', // find, xargs
  '{foo}',
  '{port_}',
  ['$', '{url}'].join(''), // a shell
  '{{url}}',
  '{ url }',
  '{URL}',
  '{url',
  '{"port": 80, "host": "x"}',
  '{url:}',
  '{url:.url, port:.port}', // jq
  '{port:.x}',
  '{host:$h}',
  '{port:8080}', // JavaScript
  '{print $1}', // awk
  '{{.url}}', // Go
])('`%s` is left as it is', (word) => {
  expect([ONE, PORTS].map((addresses) => fillCommand(addresses, [word]))).toMatchObject([
    { kind: 'filled', argv: [word] },
    { kind: 'filled', argv: [word] },
  ]);
});

describe('the environment', () => {
  test.each<{ how: string; addresses: NonEmpty<OpenAddress>; environment: Readonly<Record<string, string>> }>([
    {
      how: 'of one address',
      addresses: ONE,
      environment: {
        NODEPORT_URL: 'http://127.0.0.1:8000',
        NODEPORT_HOST: '127.0.0.1',
        NODEPORT_PORT: '8000',
        NODEPORT_WEB_URL: 'http://127.0.0.1:8000',
        NODEPORT_WEB_HOST: '127.0.0.1',
        NODEPORT_WEB_PORT: '8000',
      },
    },
    {
      how: 'of several, and of several ports of one Service',
      addresses: PORTS,
      environment: {
        NODEPORT_WEB_HTTP_URL: 'http://127.0.0.1:8000',
        NODEPORT_WEB_HTTP_HOST: '127.0.0.1',
        NODEPORT_WEB_HTTP_PORT: '8000',
        NODEPORT_WEB_ADMIN_URL: 'http://127.0.0.1:8001',
        NODEPORT_WEB_ADMIN_HOST: '127.0.0.1',
        NODEPORT_WEB_ADMIN_PORT: '8001',
        NODEPORT_MY_DB_URL: 'mysql://[::1]:31696',
        NODEPORT_MY_DB_HOST: '::1',
        NODEPORT_MY_DB_PORT: '31696',
      },
    },
  ])('$how', ({ addresses, environment }) => {
    expect(fillCommand(addresses, ['true'])).toEqual({ kind: 'filled', argv: ['true'], environment });
  });
});

describe('misuse', () => {
  test.each<{ how: string; addresses: NonEmpty<OpenAddress>; argv: readonly string[]; sentence: string }>([
    {
      how: 'a bare variable, and two Services',
      addresses: TWO,
      argv: ['curl', '-s', 'x{url}'],
      sentence: '{url} does not say which address is meant\nthere are {url:web}, {url:my-db}',
    },
    {
      how: 'a Service of which two ports are there',
      addresses: PORTS,
      argv: ['{port:web}'],
      sentence:
        '{port:web} does not say which address is meant\nthere are {port:web:http}, {port:web:admin}, {port:my-db}',
    },
    {
      how: 'a name that is none',
      addresses: TWO,
      argv: ['{host:wbe}'],
      sentence: '{host:wbe} is no address of this command\nthere are {host:web}, {host:my-db}',
    },
    {
      how: 'another port than the one that is there',
      addresses: ONE,
      argv: ['{url:web:admin}'],
      sentence: '{url:web:admin} is no address of this command\nthere is {url:web}',
    },
    {
      how: 'two names that make one variable',
      addresses: [{ ...WEB, name: 'my.db' }, DB],
      argv: ['true'],
      sentence: 'my.db and my-db would be one variable: NODEPORT_MY_DB_URL',
    },
    {
      how: 'a port and a Service that make one variable',
      addresses: [...PORTS, { ...WEB, name: 'web-admin' }],
      argv: ['true'],
      sentence: 'web:admin and web-admin would be one variable: NODEPORT_WEB_ADMIN_URL',
    },
  ])('$how', ({ addresses, argv, sentence }) => {
    expect(fillCommand(addresses, argv)).toEqual({ kind: 'misuse', sentence });
  });
});
