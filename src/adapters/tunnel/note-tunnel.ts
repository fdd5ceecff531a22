import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TunnelOf } from '../../deps.ts';
import type { Port } from '../../domain/port.ts';
import { isErrno } from '../../errors.ts';
import { acknowledge } from './acknowledge.ts';
import { isOurs, type RecordPlace, removeRecord } from './record-place.ts';

interface TunnelRecord extends TunnelOf {
  readonly host: string;
  readonly localPort: Port;
}

/** Notes a tunnel for the other commands; gives what forgets it, at once. Where nothing may be kept it is not noted. */
export async function noteTunnel(record: TunnelRecord, place: RecordPlace): Promise<() => void> {
  if (!makeFolder(place)) return () => undefined;
  const secrets = { question: randomBytes(16).toString('hex'), answer: randomBytes(16).toString('hex') };
  const file = join(place.folder, `${place.pid}-${record.localPort}.json`);
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  let control: Awaited<ReturnType<typeof acknowledge>> | undefined;
  try {
    control = await acknowledge(secrets, record.localPort);
    const text = JSON.stringify({ ...record, pid: place.pid, control: control.port, ...secrets });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    control?.close();
    removeRecord(draft);
    if (isErrno(error)) return () => undefined; // a full disk, no descriptor left: the tunnel works all the same
    throw error;
  }
  const { close } = control;
  return () => {
    close();
    removeRecord(file);
  };
}

function makeFolder(place: RecordPlace): boolean {
  try {
    mkdirSync(place.folder, { mode: 0o700 });
  } catch (error) {
    if (!isErrno(error)) throw error; // there already, or not to be had: looked at next
  }
  return isOurs(place);
}
