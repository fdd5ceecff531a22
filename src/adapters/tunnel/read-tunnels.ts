import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHost } from '../../domain/host.ts';
import type { OpenTunnel } from '../../domain/open-tunnel.ts';
import { type Port, parsePort } from '../../domain/port.ts';
import { textIn } from '../../domain/untrusted.ts';
import { isErrno } from '../../errors.ts';
import type { Secrets } from './acknowledge.ts';
import { isOurs, type RecordPlace, removeRecord } from './record-place.ts';

/** Those to this cluster whose process says that it still listens there; the records of the others are removed. */
export async function readTunnels(cluster: string, place: RecordPlace): Promise<readonly OpenTunnel[]> {
  if (!isOurs(place)) return [];
  const files = recordsIn(place.folder);
  if (files.length === 0) return [];
  const { isAcknowledged } = await import('./acknowledge.ts'); // seldom needed, so not at the start of every list
  const found = await Promise.all(
    files.map(async (name) => {
      const file = join(place.folder, name);
      const noted = readRecord(file);
      const isOpen = noted && (await isAcknowledged(noted.control, noted.secrets, noted.tunnel.localPort));
      if (!isOpen) removeRecord(file);
      return isOpen && noted.cluster === cluster ? [noted.tunnel] : [];
    }),
  );
  return found.flat();
}

function recordsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if (isErrno(error)) return []; // gone meanwhile, or its owner may not read it
    throw error;
  }
}

interface Noted {
  readonly cluster: string;
  readonly tunnel: OpenTunnel;
  readonly control: Port;
  readonly secrets: Secrets;
}

function readRecord(file: string): Noted | undefined {
  const record = parsed(file);
  const [port, localPort, control] = ['port', 'localPort', 'control'].map((key) => parsePort(record[key]));
  const words = ['cluster', 'namespace', 'service', 'question', 'answer'].map((key) => textIn(record, key));
  const [cluster, namespace, service, question, answer] = words;
  const host = parseHost(record.host);
  const { pid } = record;
  if (!port || !localPort || !control || !cluster || !namespace || !service || !host) return undefined;
  if (!question || !answer || typeof pid !== 'number') return undefined;
  const tunnel = { namespace, service, port, host, localPort, pid };
  return { cluster, tunnel, control, secrets: { question, answer } };
}

function parsed(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch (error) {
    if (error instanceof SyntaxError || isErrno(error)) return {}; // gone meanwhile, or nobody's record
    throw error;
  }
}
