import type { Machine } from './machine.ts';
import { mustRun } from './run.ts';

const ETCD = 'http://127.0.0.1:2379/v3/kv';

/** etcd forgets all that was before this moment: who watches from an earlier one is told «too old resource version». */
export async function compactEtcd(machine: Machine): Promise<void> {
  const range = await post(machine, 'range', { key: btoa('/') });
  const { header } = JSON.parse(range) as { header: { revision: string } };
  await post(machine, 'compaction', { revision: header.revision, physical: true });
}

function post(machine: Machine, what: string, body: object): Promise<string> {
  return mustRun(machine, ['curl', '-sSf', '-d', JSON.stringify(body), `${ETCD}/${what}`]);
}
