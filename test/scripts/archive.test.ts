import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { tarGz, zip } from '../../scripts/release/archive.ts';
import { readTarGz } from '../release-files/read-tar-gz.ts';

const FILES = [
  { name: 'kubectl-nodeport', content: Buffer.from('\x7fELF'), mode: 0o755 },
  { name: 'LICENSE', content: Buffer.from('free\n'), mode: 0o644 },
];
const TIME = new Date('2026-11-30T23:17:24Z');

test('a tar.gz says of its files what it was told, and of its maker nothing', async () => {
  const archive = await tarGz(FILES, TIME);
  expect([...archive.subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255]); // no time, best compression, no system
  const entries = await readTarGz(archive);
  expect(
    entries.map(({ header: { name, mode, uid, gid, uname, mtime }, content }) => ({
      name,
      mode,
      uid,
      gid,
      uname,
      mtime,
      content,
    })),
  ).toEqual(FILES.map((file) => ({ ...file, uid: 0, gid: 0, uname: '', mtime: TIME })));
});

test('a zip is the same wherever it is made', () => {
  const program = `
    import { zip } from './scripts/release/archive.ts';
    const file = { name: 'kubectl-nodeport', content: Buffer.from('ELF'), mode: 0o755 };
    process.stdout.write(zip([file], new Date('${TIME.toISOString()}')).toString('hex'));`;
  const madeIn = (TZ: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], { env: { TZ }, encoding: 'utf8' });
  expect(madeIn('Asia/Kathmandu')).toBe(madeIn('America/St_Johns'));
});

test('a zip keeps what may be executed', () => {
  const archive = zip(FILES, TIME);
  const entry = archive.indexOf('PK\x01\x02');
  expect(archive[entry + 5]).toBe(3); // made on Unix, so that its attributes are a mode
  expect((archive.readUInt32LE(entry + 38) >>> 16).toString(8)).toBe('100755');
});
