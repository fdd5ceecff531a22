import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** Bun starts curl with a report when it crashes, where that is switched on; a curl is on the PATH here that leaves a mark. */
const EXECUTABLE = resolve('dist/kubectl-nodeport');
const BUN = resolve('node_modules/bun/bin/bun.exe');

let folder: string;
let server: Server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'));
  writeFileSync(join(folder, 'curl'), `#!/bin/sh\necho "$@" >${sent()}\n`, { mode: 0o755 });
  server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1'); // it never answers
  await once(server, 'listening');
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const SWITCHES = ['BUN_ENABLE_CRASH_REPORTING=1', 'BUN_CRASH_REPORT_URL=http://127.0.0.1:9/'];

test.each(['NO_SWITCH=1', ...SWITCHES])('a crash is reported to nobody, with %s', async (variable) => {
  const { port } = server.address() as AddressInfo;
  expect(await crash([EXECUTABLE, 'list', `--server=http://127.0.0.1:${port}`], variable)).toBe('SIGSEGV');
  await delay(1_000); // nobody would wait for curl
  expect(existsSync(sent())).toBe(false);
});

test.each(SWITCHES)('the trap is armed: Bun itself reports, with %s', async (variable) => {
  const { port } = server.address() as AddressInfo;
  const program = `require('node:net').connect(${port}, '127.0.0.1')`;
  expect(await crash([BUN, '-e', program], variable)).toBe('SIGSEGV');
  await expect.poll(() => existsSync(sent()), { timeout: 10_000 }).toBe(true);
});

/** Ends the program, as soon as it has called the server, as a fault of its own would. */
async function crash([program = '', ...args]: readonly string[], variable: string): Promise<NodeJS.Signals | null> {
  const [name = '', ...value] = variable.split('=');
  const child = spawn(program, args, { env: { HOME: folder, PATH: folder, [name]: value.join('=') }, stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await once(server, 'connection');
  child.kill('SIGSEGV');
  const [, signal] = await ended;
  return signal;
}

function sent(): string {
  return join(folder, 'sent');
}
