import type { ControlPlane } from './control-plane.ts';
import { mustRun } from './run.ts';

/** An object as the API server has stored it, in JSON, which it reads as it reads its own encoding. */
export interface StoredObject {
  /** `services/specs/shop/web`, without the API server's own prefix. */
  readonly key: string;
  readonly json: string;
}

/** etcd takes 128 operations in one transaction. */
const PUTS_OF_ONE_TRANSACTION = 100;

/** Writes behind the API server's back: ten thousand Services in three seconds, where its own way takes four minutes. */
export async function writeIntoEtcd(controlPlane: ControlPlane, objects: readonly StoredObject[]): Promise<void> {
  for (let at = 0; at < objects.length; at += PUTS_OF_ONE_TRANSACTION) {
    const success = objects.slice(at, at + PUTS_OF_ONE_TRANSACTION).map(({ key, json }) => ({
      requestPut: { key: encode(PREFIX + key), value: encode(json) },
    }));
    await post(controlPlane, 'txn', { success });
  }
}

/** Every object whose key begins so. */
export async function removeFromEtcd(controlPlane: ControlPlane, keys: string): Promise<void> {
  await post(controlPlane, 'deleterange', { key: encode(PREFIX + keys), range_end: encode(`${PREFIX}${keys}\uffff`) });
}

/** etcd's gRPC, as JSON. Source: etcd.io/docs, «gRPC gateway», v3.6. */
async function post({ machine }: ControlPlane, operation: string, request: object): Promise<void> {
  const curl = ['curl', '--fail', '--silent', '--show-error', '--data', '@-'];
  await mustRun(machine, [...curl, `http://127.0.0.1:2379/v3/kv/${operation}`], { input: JSON.stringify(request) });
}

const PREFIX = '/registry/';

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}
