import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { BUN } from '../../../scripts/compile.ts';
import { bundle } from '../../support/bundle.ts';
import { type ForwardingServer, startForwarding } from '../kubernetes/forwarding-server.ts';
import { atHome, kubeconfig } from '../kubernetes/in-folder.ts';
import { Pki, type Signed } from '../kubernetes/pki.ts';
import { type Behaviour, ECHO, type PodConnection } from './spdy-server.ts';

const PROGRAM = fileURLToPath(new URL('tunnel-program.ts', import.meta.url));

let pki: Pki;
let serving: Signed;
let server: ForwardingServer;
let program: ChildProcessByStdio<Writable, Readable, null>;
let port: number;
let home: string;
/** What the guide was told. */
let told: string[];

beforeAll(async () => {
  pki = new Pki();
  serving = pki.sign('server', '/CN=kube-apiserver', 'IP:127.0.0.1');
  await bundle(PROGRAM, join(pki.folder, 'tunnel.cjs'));
});
afterAll(() => pki.remove());
afterEach(async () => {
  program.kill();
  await server.close();
});

async function start(runtime: string, protocol: string, behaviour: Behaviour): Promise<void> {
  server = await startForwarding({ ...serving }, ({ headers }) =>
    headers.upgrade === protocol ? behaviour : { status: 400, body: 'no' },
  );
  const entry = { server: `https://127.0.0.1:${server.port}`, 'certificate-authority': pki.ca.certFile };
  const { environment, home: at } = atHome({ '.kube/config': kubeconfig(entry, { token: 't' }) });
  home = at;
  program = spawn(runtime, [join(pki.folder, 'tunnel.cjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...environment.variables },
  });
  let said = '';
  program.stdout.on('data', (bytes) => {
    said += bytes;
    told = said.split('\n').slice(1, -1);
  });
  await vi.waitFor(() => expect(said).toContain('\n'), { timeout: 5_000 });
  port = Number(said.split('\n')[0]);
  expect(port).toBeGreaterThan(0);
}

/** A client of the tunnel, and all that it has heard once its connection is over; rejects when that was broken off. */
function dial(): { readonly client: Socket; readonly heard: Promise<Buffer> } {
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const heard = client.toArray().then((parts) => Buffer.concat(parts));
  heard.catch(() => undefined); // it is looked at later
  return { client, heard };
}

const REFUSED =
  'error forwarding port 8080 to pod 5f0, uid : failed to connect to localhost:8080: dial tcp4 127.0.0.1:8080: connect: connection refused';

function refusing(times: number): Behaviour {
  const refused = new WeakSet<PodConnection>();
  let left = times;
  return {
    opened(connection) {
      if (left-- <= 0) return;
      refused.add(connection);
      connection.fail(REFUSED);
    },
    heard: (connection, bytes) => void (refused.has(connection) || connection.send(bytes)),
    ended: (connection) => refused.has(connection) || connection.finish(),
  };
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.each([
  ['Node', 'the plain upgrade', process.execPath, 'SPDY/3.1'],
  ['Bun', 'the plain upgrade', BUN, 'SPDY/3.1'],
  ['Node', 'a WebSocket', process.execPath, 'websocket'],
  ['Bun', 'a WebSocket', BUN, 'websocket'],
])('by %s, over %s', (_, __, runtime, protocol) => {
  test('a question, its end, the answer and its end', async () => {
    await start(runtime, protocol, {
      ended(connection) {
        connection.send(`you said ${connection.heard()}`);
        connection.finish();
      },
    });
    const { client, heard } = dial();
    client.end('hello');
    expect((await heard).toString()).toBe('you said hello');
    expect(server.peers.flatMap(({ connections }) => connections.map((each) => each.port))).toEqual(['8080']);
  });

  test('a pod that speaks first', async () => {
    await start(runtime, protocol, {
      opened: (connection) => void connection.send('220 hello'),
      heard: (connection) => connection.finish(),
    });
    const { client, heard } = dial();
    await once(client, 'readable');
    client.write('QUIT');
    expect((await heard).toString()).toBe('220 hello');
    client.end();
  });

  test('much, both ways at once, and nothing is changed', async () => {
    await start(runtime, protocol, ECHO);
    const words = Array.from({ length: 4 }, () => randomBytes(3_000_000));
    const all = words.map((bytes) => {
      const { client, heard } = dial();
      client.end(bytes);
      return heard.then(digest);
    });
    expect(await Promise.all(all)).toEqual(words.map(digest));
  }, 20_000);

  test('many at once', async () => {
    await start(runtime, protocol, ECHO);
    const all = Array.from({ length: 150 }, async (___, index) => {
      const { client, heard } = dial();
      client.end(`client ${index}`);
      return String(await heard);
    });
    expect(await Promise.all(all)).toEqual(all.map((___, index) => `client ${index}`));
    expect(told).toEqual([]);
  }, 20_000);

  test('a client that reads slowly gets all of it, and holds up nobody else', async () => {
    const flood: Behaviour = {
      heard(connection, bytes) {
        if (bytes.toString() !== 'flood') return void connection.send(bytes);
        for (let part = 0; part < 320; part += 1) connection.send(Buffer.alloc(64 * 1024, part));
        connection.finish();
      },
      ended: (connection) => connection.finish(),
    };
    await start(runtime, protocol, flood);
    const slow = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    slow.write('flood');
    await once(slow, 'readable');
    const { client, heard } = dial();
    client.end('quick');
    expect(String(await heard)).toBe('quick');
    let length = 0;
    for await (const bytes of slow) length += bytes.length;
    expect(length).toBe(320 * 64 * 1024);
    slow.end();
  }, 20_000);

  test('what the node breaks off is broken off', async () => {
    await start(runtime, protocol, {
      heard(connection) {
        connection.send('half an ans');
        connection.reset(5);
      },
    });
    const { client, heard } = dial();
    client.write('question');
    await expect(heard).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(told).toEqual([]);
  });

  test('a lost connection to the API server breaks off who was on it, and the next makes another', async () => {
    await start(runtime, protocol, ECHO);
    const { client, heard } = dial();
    client.write('question');
    await once(client, 'readable');
    for (const peer of server.peers) peer.destroy();
    await expect(heard).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(told).toEqual([expect.stringMatching(/^lost after \d+ ms: /)]));
    const again = dial();
    again.client.end('again');
    expect(String(await again.heard)).toBe('again');
  });

  test('a pod that does not listen yet is asked again, and hears everything', async () => {
    await start(runtime, protocol, refusing(3));
    const words = randomBytes(50_000);
    const { client, heard } = dial();
    client.end(words);
    expect(digest(await heard)).toBe(digest(words));
    expect(told).toEqual([]);
  });

  test('one that never does is told, and the client broken off', async () => {
    await start(runtime, protocol, refusing(Number.POSITIVE_INFINITY));
    const { client, heard } = dial();
    client.write('question');
    await expect(heard).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(told).toEqual([`refused: ${REFUSED}`]));
  });

  test('when it is closed clients are broken off, nothing is left, and the program ends by itself', async () => {
    await start(runtime, protocol, ECHO);
    expect(readdirSync(join(home, 'records'))).toEqual([`${program.pid}-${port}.json`]);
    const { client, heard } = dial();
    client.write('question');
    await once(client, 'readable');
    const ended = once(program, 'exit');
    program.stdin.end();
    await expect(heard).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(join(home, 'records'))).toEqual([]);
    await vi.waitFor(() => expect(server.count()).toBe(0));
  });
});
