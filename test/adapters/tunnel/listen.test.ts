import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { BUN } from '../../../scripts/compile.ts';
import { type Listener, listen } from '../../../src/adapters/tunnel/listen.ts';
import type { ListenRequest } from '../../../src/deps.ts';
import { TargetError } from '../../../src/errors.ts';
import { aPort } from '../../domain/build.ts';

const KNOCKING = fileURLToPath(new URL('knock-program.ts', import.meta.url));
const PROGRAM = fileURLToPath(new URL('listen-program.ts', import.meta.url));

const others: Server[] = [];
let listener: Listener | undefined;

afterEach(() => {
  listener?.close();
  for (const other of others.splice(0)) other.close();
});

/** Somebody else's listener. */
async function occupy(host: string, port = 0, ipv6Only = true): Promise<number> {
  const other = createServer((socket) => socket.on('error', () => undefined).end("somebody else's"));
  other.listen({ host, port, ipv6Only });
  await once(other, 'listening');
  others.push(other);
  return (other.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await occupy('127.0.0.1');
  await new Promise((closed) => others.pop()?.close(closed));
  return port;
}

/**
 * Free, and outside of what the system gives to clients: who connects there in vain for long enough would at last get the
 * port itself, and be connected with itself.
 */
async function portNobodyGets(): Promise<number> {
  for (let port = 20_000 + (process.pid % 10_000); ; port += 1)
    if ((await heardAt('127.0.0.1', port)) === 'ECONNREFUSED') return port;
}

const GREETING = 'ours';

async function open(addresses: readonly string[], port: ListenRequest['port']): Promise<Listener> {
  listener = await listen({ addresses, port }, (socket) => socket.end(GREETING));
  return listener;
}

/** What is heard at an address, or how the connect failed. */
async function heardAt(host: string, port: number): Promise<string> {
  const socket = connect({ host, port });
  try {
    return Buffer.concat(await socket.toArray()).toString();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'no errno';
  }
}

const both = (port: number) => Promise.all(['127.0.0.1', '::1'].map((host) => heardAt(host, port)));
const preferred = (port: number) => ({ kind: 'preferred', port: aPort(port) }) as const;
const exactly = (port: number) => ({ kind: 'this', port: aPort(port) }) as const;
const ANY = { kind: 'any' } as const;

test('localhost is both loopback addresses, on the port that was preferred', async () => {
  const port = await freePort();
  const { host, port: given } = await open(['localhost'], preferred(port));
  expect([host, given, await both(port)]).toEqual(['127.0.0.1', port, [GREETING, GREETING]]);
});

test('any port is one that is free on both', async () => {
  const { host, port } = await open(['localhost'], ANY);
  expect([host, await both(port)]).toEqual(['127.0.0.1', [GREETING, GREETING]]);
});

test.each([
  ['on 127.0.0.1', '127.0.0.1', true],
  ['on [::1]', '::1', true],
  ['on every IPv4 address', '0.0.0.0', true],
  ['on every address', '::', false],
] as const)('a preferred port that somebody has %s is left to him, on both', async (_, host, ipv6Only) => {
  const port = await occupy(host, 0, ipv6Only);
  const { port: given } = await open(['localhost'], preferred(port));
  expect(given).not.toBe(port);
  expect(await both(given)).toEqual([GREETING, GREETING]);
  expect(await both(port)).not.toContain(GREETING);
});

test.each([
  ["is somebody else's", ['localhost'], '127.0.0.1', '127.0.0.1:PORT: in use'],
  ["is somebody else's on the other family", ['localhost'], '::1', '[::1]:PORT: in use'],
  ["is somebody else's on an address", ['127.0.0.1', '127.0.0.2'], '127.0.0.2', '127.0.0.2:PORT: in use'],
])('a port that has to be this one and %s is an error', async (_, addresses, host, words) => {
  const port = await occupy(host);
  const sentence = `error: unable to listen on ${words.replace('PORT', String(port))}`;
  await expect(open(addresses, exactly(port))).rejects.toEqual(new TargetError(sentence));
});

// 192.0.2.1 (TEST-NET-1) is no address of any machine; it is not dialled.
test.each([
  ['this port', exactly, '192.0.2.1:PORT: in use, or not an address of this machine'],
  ['a preferred one', preferred, '192.0.2.1: not an address of this machine'],
  ['any', () => ANY, '192.0.2.1: not an address of this machine'],
])('an address of another machine cannot be listened on: %s', async (_, wish, words) => {
  const port = await freePort();
  const sentence = `error: unable to listen on ${words.replace('PORT', String(port))}`;
  await expect(open(['192.0.2.1'], wish(port))).rejects.toEqual(new TargetError(sentence));
});

test.each([
  ['this port', exactly],
  ['a preferred one', preferred],
  ['any', () => ANY],
])('nor beside localhost: %s', async (_, wish) => {
  const failing = open(['localhost', '192.0.2.1'], wish(await freePort()));
  const words = /^error: unable to listen on 192\.0\.2\.1:\d+: in use, or not an address of this machine$/;
  await expect(failing).rejects.toThrow(words);
  await expect(failing).rejects.toBeInstanceOf(TargetError);
});

test.each([
  ['0.0.0.0', '127.0.0.1', [GREETING, 'ECONNREFUSED']],
  ['::', '::1', ['ECONNREFUSED', GREETING]],
  ['127.0.0.2', '127.0.0.2', ['ECONNREFUSED', 'ECONNREFUSED']],
])('%s is reached at %s', async (address, host, heard) => {
  const listening = await open([address], ANY);
  expect(listening.host).toBe(host);
  expect(await heardAt(host, listening.port)).toBe(GREETING);
  expect(await both(listening.port)).toEqual(heard);
});

test('an address that is named twice is one', async () => {
  const { port } = await open(['localhost', '127.0.0.1'], ANY);
  expect(await both(port)).toEqual([GREETING, GREETING]);
});

test('clients that could not wait are served too', async () => {
  const port = await portNobodyGets();
  const knocking = spawn(process.execPath, [KNOCKING, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(knocking.stdout, 'data');
  for (let times = 0; times < 30; times += 1) {
    const { port: given, close } = await open(['localhost'], preferred(port));
    expect(given).toBe(port);
    await sleep(10);
    close();
  }
  knocking.stdin.end();
  const [heard] = await once(knocking.stdout, 'data');
  // Who is not accepted yet when the listener closes is reset.
  expect(JSON.parse(heard).filter((each: string) => each !== 'ECONNRESET')).toEqual(['ECONNREFUSED', GREETING]);
});

test('a closed listener is gone, on both', async () => {
  const { port, close } = await open(['localhost'], ANY);
  close();
  expect(await both(port)).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
});

/** A network namespace of its own in which the lines are run first. */
const inNamespace = (lines: readonly string[], command: readonly string[]) =>
  [
    'unshare',
    [
      '--user',
      '--net',
      '--map-root-user',
      'sh',
      '-ec',
      `ip link set lo up\n${lines.join('\n')}\nexec "$@"`,
      'sh',
      ...command,
    ],
  ] as const;

const WITHOUT_IPV6 = ['echo 1 > /proc/sys/net/ipv6/conf/lo/disable_ipv6'];
/** As kube-proxy does for a node port on the node itself. */
const REDIRECTED = redirected('iptables', '127.0.0.1');
const REDIRECTED_IPV6 = redirected('ip6tables', '::1');

function redirected(program: string, host: string): readonly string[] {
  const rule = `-t nat -A OUTPUT -d ${host} -p tcp --dport 30080 -j REDIRECT --to-ports 30999`;
  return [`${program}-legacy ${rule} 2> /dev/null || ${program} ${rule}`];
}

function whyNot(lines: readonly string[]): string {
  const [command, args] = inNamespace(lines, ['true']);
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? '' : `no such network namespace: ${error?.message ?? stderr.trim()}`;
}

describe.each([
  ['Node', process.execPath],
  ['Bun', resolve(BUN)],
])('by %s', (_, runtime) => {
  async function listenIn(lines: readonly string[], request: ListenRequest): Promise<unknown> {
    const [command, args] = inNamespace(lines, [runtime, PROGRAM, JSON.stringify(request)]);
    const { stdout } = await promisify(execFile)(command, args);
    return JSON.parse(stdout);
  }

  const noIpv6 = whyNot(WITHOUT_IPV6);
  describe.skipIf(noIpv6 !== '')('on a machine without IPv6', { meta: { skipReason: noIpv6 } }, () => {
    test('127.0.0.1 is enough for localhost', async () => {
      const request = { addresses: ['localhost'], port: preferred(30_080) };
      expect(await listenIn(WITHOUT_IPV6, request)).toEqual({ host: '127.0.0.1', port: 30_080 });
    });

    test('[::1] by its name cannot be had', async () => {
      const request = { addresses: ['127.0.0.1', '::1'], port: exactly(30_080) };
      const sentence = 'error: unable to listen on [::1]:30080: in use, or not an address of this machine';
      expect(await listenIn(WITHOUT_IPV6, request)).toEqual({ sentence });
    });
  });

  const noRedirect = whyNot(REDIRECTED);
  describe.skipIf(noRedirect !== '')(
    'where kube-proxy gets what is dialled',
    { meta: { skipReason: noRedirect } },
    () => {
      test('a port of its is not ours, though nobody listens there', async () => {
        const request = { addresses: ['localhost'], port: exactly(30_080) };
        const sentence = 'error: unable to listen on 127.0.0.1:30080: leads elsewhere';
        expect(await listenIn(REDIRECTED, request)).toEqual({ sentence });
      });

      test('and another one is taken', async () => {
        const request = { addresses: ['localhost'], port: preferred(30_080) };
        const { host, port } = (await listenIn(REDIRECTED, request)) as Listener;
        expect([host, port === 30_080]).toEqual(['127.0.0.1', false]);
      });
    },
  );

  const noRedirectIpv6 = whyNot(REDIRECTED_IPV6);
  describe.skipIf(noRedirectIpv6 !== '')(
    'where it gets what is dialled at [::1] alone',
    { meta: { skipReason: noRedirectIpv6 } },
    () => {
      test('that is the address which is named', async () => {
        const request = { addresses: ['localhost'], port: exactly(30_080) };
        const sentence = 'error: unable to listen on [::1]:30080: leads elsewhere';
        expect(await listenIn(REDIRECTED_IPV6, request)).toEqual({ sentence });
      });
    },
  );

  test('one of each family is to be had', async () => {
    const { stdout } = await promisify(execFile)(runtime, [
      PROGRAM,
      JSON.stringify({ addresses: ['localhost'], port: ANY }),
    ]);
    expect(JSON.parse(stdout)).toEqual({ host: '127.0.0.1', port: expect.any(Number) });
  });
});
