import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acknowledge, isAcknowledged } from '../../../src/adapters/tunnel/acknowledge.ts';
import { noteTunnel } from '../../../src/adapters/tunnel/note-tunnel.ts';
import { readTunnels } from '../../../src/adapters/tunnel/read-tunnels.ts';
import type { RecordPlace } from '../../../src/adapters/tunnel/record-place.ts';
import { aPort } from '../../domain/build.ts';
import { asNobody } from '../../support/as-nobody.ts';

const CLUSTER = 'https://127.0.0.1:6443';
const WEB = {
  cluster: CLUSTER,
  namespace: 'shop',
  service: 'web',
  port: aPort(80),
  host: '127.0.0.1',
  localPort: aPort(30_080),
};
const { cluster: _, ...OPEN } = { ...WEB, pid: 42 };

let home: string;
let place: RecordPlace;
let forget: (() => void)[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'records-'));
  place = { folder: join(home, 'kubectl-nodeport'), pid: 42, uid: process.getuid?.() };
  forget = [];
});
afterEach(() => {
  for (const each of forget) each();
  rmSync(home, { recursive: true });
});

async function note(record: Partial<typeof WEB> = {}, at: Partial<RecordPlace> = {}): Promise<() => void> {
  const each = await noteTunnel({ ...WEB, ...record }, { ...place, ...at });
  forget.push(each);
  return each;
}

const files = () => readdirSync(place.folder);
const write = (name: string, text: string) => writeFileSync(join(place.folder, name), text);
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('a tunnel that was noted is read, until it is forgotten', async () => {
  const first = await note();
  const second = await note({ service: 'api', port: aPort(8080), localPort: aPort(30_081), host: '::1' });
  const api = { ...OPEN, service: 'api', port: 8080, localPort: 30_081, host: '::1' };
  expect(await readTunnels(CLUSTER, place)).toEqual([OPEN, api]);
  first();
  expect([await readTunnels(CLUSTER, place), files()]).toEqual([[api], ['42-30081.json']]);
  second();
  second();
  expect([await readTunnels(CLUSTER, place), files()]).toEqual([[], []]);
});

test('nobody else may look at it', async () => {
  const before = process.umask(0);
  await note();
  process.umask(before);
  expect([modeOf(place.folder), modeOf(join(place.folder, '42-30080.json'))]).toEqual(['700', '600']);
});

test('one to another cluster is kept, and is not ours', async () => {
  await note({ cluster: 'https://10.0.0.1:6443' });
  expect(await readTunnels(CLUSTER, place)).toEqual([]);
  expect(files()).toEqual(['42-30080.json']);
});

test('one whose program has ended without a word is removed', async () => {
  const ended = await note();
  const text = readFileSync(join(place.folder, '42-30080.json'), 'utf8');
  ended();
  write('42-30080.json', text);
  expect([await readTunnels(CLUSTER, place), files()]).toEqual([[], []]);
});

/** Whoever has got the port meanwhile. */
const STRANGERS: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['says nothing', () => {}],
  ['hangs up', (socket) => socket.end()],
  ['breaks off', (socket) => socket.resetAndDestroy()],
  ['speaks first, and much', (socket) => socket.end(`${'220 mail '.repeat(1000)}\n`)],
  ['says another port', (socket) => socket.end('30081\n')],
  ['says the port and more', (socket) => socket.end('30080\nand more\n')],
  ['says what it hears', (socket) => socket.pipe(socket)],
];

test.each(STRANGERS)('one whose port belongs to a program that %s is removed', async (_, stranger) => {
  const ended = await note();
  const record = JSON.parse(readFileSync(join(place.folder, '42-30080.json'), 'utf8'));
  ended();
  const server = createServer((socket) => stranger(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  write('42-30080.json', JSON.stringify({ ...record, control: (server.address() as AddressInfo).port }));
  expect([await readTunnels(CLUSTER, place), files()]).toEqual([[], []]);
  server.close();
});

test('what is no record is removed; what is no file of ours is left alone', async () => {
  await note();
  const record = JSON.parse(readFileSync(join(place.folder, '42-30080.json'), 'utf8'));
  const garbage: Readonly<Record<string, string>> = {
    'empty.json': '',
    'list.json': '[]',
    'null.json': 'null',
    'half.json': '{"cluster":"https://127.0.0.1:6443","names',
    'port.json': JSON.stringify({ ...record, localPort: 70_000 }),
    'control.json': JSON.stringify({ ...record, control: undefined }),
    'words.json': JSON.stringify({ ...record, service: ['web'] }),
    'pid.json': JSON.stringify({ ...record, pid: '42' }),
  };
  for (const [name, text] of Object.entries(garbage)) write(name, text);
  mkdirSync(join(place.folder, 'folder.json'));
  write('README', 'of somebody else');
  expect(await readTunnels(CLUSTER, place)).toEqual([OPEN]);
  expect(files()).toEqual(['42-30080.json', 'README', 'folder.json']);
});

test('a record that another run of the same process left is replaced', async () => {
  mkdirSync(place.folder, { mode: 0o700 });
  write('42-30080.json', '{}');
  await note();
  expect([await readTunnels(CLUSTER, place), files()]).toEqual([[OPEN], ['42-30080.json']]);
});

test('without a folder there are no tunnels, and none is made by looking', async () => {
  expect(await readTunnels(CLUSTER, place)).toEqual([]);
  expect(readdirSync(home)).toEqual([]);
});

describe('a folder that is not only ours', () => {
  const isRoot = process.geteuid?.() === 0;

  // [situation, what it is]
  const FOLDERS: readonly (readonly [string, () => void])[] = [
    [
      'is open to others',
      () => {
        mkdirSync(place.folder);
        chmodSync(place.folder, 0o755);
      },
    ],
    [
      'is a link to one that is ours',
      () => {
        mkdirSync(join(home, 'elsewhere'), { mode: 0o700 });
        symlinkSync(join(home, 'elsewhere'), place.folder);
      },
    ],
    ['is a file', () => writeFileSync(place.folder, '')],
    ['has no place to be', () => (place = { ...place, folder: join(home, 'no', 'such') })],
  ];

  test.each(FOLDERS)('%s: nothing is written, and nothing is believed', async (_, make) => {
    make();
    const noted = await note();
    expect(await readTunnels(CLUSTER, place)).toEqual([]);
    noted();
    const within = readdirSync(home, { recursive: true }).filter((name) => String(name).endsWith('.json'));
    expect(within).toEqual([]);
  });

  const skipReason = isRoot ? '' : 'only root makes folders of other users';
  test.skipIf(!isRoot)("is somebody else's, with a record of his", { meta: { skipReason } }, async () => {
    await note();
    chownSync(place.folder, 1, 1);
    expect(await readTunnels(CLUSTER, place)).toEqual([]);
    expect(files()).toEqual(['42-30080.json']);
  });
});

test.each([
  ['not be written to', 0o500],
  ['not be read', 0o300],
])('a folder of ours that may %s is no reason to fail', async (_, mode) => {
  await asNobody(async () => {
    const uid = process.geteuid?.();
    const folder = mkdtempSync(join(tmpdir(), 'records-'));
    const ours = { ...place, folder: join(folder, 'kubectl-nodeport'), uid };
    const noted = await noteTunnel(WEB, ours);
    chmodSync(ours.folder, mode);
    noted();
    expect(await readTunnels(CLUSTER, ours)).toEqual([]);
    (await noteTunnel(WEB, ours))();
    chmodSync(ours.folder, 0o700);
    rmSync(folder, { recursive: true });
  });
});

test('where users have no numbers (Windows) the folder is taken as it is', async () => {
  mkdirSync(place.folder, { mode: 0o755 });
  await note({}, { uid: undefined });
  expect(await readTunnels(CLUSTER, { ...place, uid: undefined })).toEqual([OPEN]);
});

const SECRETS = { question: 'question', answer: 'answer' };

describe('who is asked whether it still listens', () => {
  test('says so to whom knows the question, and to nobody else', async () => {
    const { port, close } = await acknowledge(SECRETS, aPort(30_080));
    const control = port ?? aPort(1);
    expect([
      await isAcknowledged(control, SECRETS, aPort(30_080)),
      await isAcknowledged(control, SECRETS, aPort(30_081)),
      await isAcknowledged(control, { ...SECRETS, question: 'wrong' }, aPort(30_080)),
      await isAcknowledged(control, { ...SECRETS, question: 'question and more' }, aPort(30_080)),
      await isAcknowledged(control, { ...SECRETS, question: '' }, aPort(30_080)),
    ]).toEqual([true, false, false, false, false]);
    close();
    expect(await isAcknowledged(control, SECRETS, aPort(30_080))).toBe(false);
  });

  test('is not believed by the port alone: who has taken its place may know that', async () => {
    const { port, close } = await acknowledge({ ...SECRETS, answer: '' }, aPort(30_080));
    expect(await isAcknowledged(port ?? aPort(1), SECRETS, aPort(30_080))).toBe(false);
    close();
  });

  test('does not listen to somebody who says much, or nothing', async () => {
    const { port, close } = await acknowledge(SECRETS, aPort(30_080));
    const ends = ['x'.repeat(10_000), ''].map(async (words) => {
      const socket = connect({ host: '127.0.0.1', port: port ?? 1 });
      socket.on('error', () => undefined).write(words);
      await once(socket.resume(), 'close');
      return socket.bytesRead;
    });
    expect(await Promise.all(ends)).toEqual([0, 0]);
    close();
  });
});
