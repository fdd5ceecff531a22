import { existsSync } from 'node:fs';
import { startDaemon } from './daemon.ts';
import type { Machine } from './machine.ts';
import { insideSandbox } from './sandbox.ts';
import { waitFor, waitForListener } from './wait.ts';

export interface Forward {
  readonly from: Machine;
  readonly listenIp: string;
  readonly listenPort: number;
  readonly to: Machine;
  readonly target: string;
}

/**
 * A port of one machine that leads to an address of another one between which there is no network: a unix socket
 * crosses. It accepts first and dials then, as docker-proxy and Docker Desktop's forwarder do, and so, with nothing
 * behind it, it takes a connection and drops it.
 */
export async function forward({ from, listenIp, listenPort, to, target }: Forward): Promise<void> {
  const name = `forward-${listenPort}`;
  const socket = `/var/lab/${from.name}-${listenPort}.sock`;
  const listener = `TCP-LISTEN:${listenPort},bind=${listenIp},fork,reuseaddr`;
  await startDaemon(to, `${name}-of-${from.name}`, ['socat', `UNIX-LISTEN:${socket},fork`, `TCP:${target}`]);
  await startDaemon(from, name, ['socat', listener, `UNIX-CONNECT:${socket}`]);
  await waitFor(to.sandbox, `forwarder ${listenPort}`, () => existsSync(insideSandbox(to.sandbox, socket)));
  await waitForListener(from, listenPort);
}
