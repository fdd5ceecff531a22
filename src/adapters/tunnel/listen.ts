import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ListenRequest } from '../../deps.ts';
import { authorityOf } from '../../domain/host.ts';
import { type Port, parsePort } from '../../domain/port.ts';
import { TargetError } from '../../errors.ts';

export interface Listener {
  /** What a client on this machine dials, an IP literal. */
  readonly host: string;
  readonly port: Port;
  close(): void;
}

/** The port that was preferred is somebody else's. */
class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** A listener of this machine that does not accept by then is none. */
const DIAL_LIMIT_MS = 500;

/** A thousand clients may come at once. */
const BACKLOG = 1_024;

/** Tries the port that is wanted, and a free one where another may be had. Throws TargetError where none can. */
export async function listen({ addresses, port }: ListenRequest, accept: (socket: Socket) => void): Promise<Listener> {
  try {
    if (port.kind === 'any') return await listenOnAny(addresses, accept);
    if (port.kind === 'this') return await listenOn(addresses, port.port, accept);
    return await listenOn(addresses, port.port, accept).catch((error: unknown) => {
      if (error instanceof PortTaken) return listenOnAny(addresses, accept);
      throw error;
    });
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    throw new TargetError(`error: unable to listen on ${error.message}`, { cause: error });
  }
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

function hostsOf(address: string): readonly string[] {
  return address === 'localhost' ? LOOPBACK : [address];
}

/** The system chooses for the first host, and the others follow; the few times that it is taken there, once more. */
async function listenOnAny(addresses: readonly string[], accept: (socket: Socket) => void): Promise<Listener> {
  const [host = '127.0.0.1'] = addresses.flatMap(hostsOf);
  for (let tries = 0; ; tries += 1) {
    const port = await freePort(host);
    try {
      return await listenOn(addresses, port, accept);
    } catch (error) {
      if (!(error instanceof PortTaken) || tries === MOST_TRIES) throw error;
    }
  }
}

const MOST_TRIES = 10;

async function freePort(host: string): Promise<Port> {
  const server = await bind(host, 0);
  const address = server?.address();
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
  const port = typeof address === 'object' ? parsePort(address?.port) : undefined;
  if (port === undefined) throw new TargetError(`error: unable to listen on ${host}: not an address of this machine`);
  return port;
}

/** Of `localhost` one of the two is enough, as a machine may have no IPv6; every other address has to be had. */
async function listenOn(addresses: readonly string[], port: Port, accept: (socket: Socket) => void): Promise<Listener> {
  const hosts = addresses.flatMap(hostsOf);
  for (const host of hosts) if (await isTaken(host, port)) throw new PortTaken(describe(host, port, 'in use'));
  const bound = await Promise.all(hosts.map((host) => bindAndHold(host, port)));
  const open = bound.filter((each) => each !== undefined);
  const close = () => {
    for (const { server, early } of open) {
      server.close();
      for (const socket of early) socket.destroy();
    }
  };
  const missing = addresses.find(
    (address) => !hostsOf(address).some((host) => open.some((each) => each.host === host)),
  );
  // Where kube-proxy runs on this machine its rules win over a listener, so that it is asked who answers.
  const isOurs = missing === undefined ? await Promise.all(open.map((each) => reaches(each, port))) : [];
  const unfit = missing ?? open[isOurs.indexOf(false)]?.host;
  if (unfit !== undefined) {
    close();
    const because = missing === undefined ? 'leads elsewhere' : 'in use, or not an address of this machine';
    throw new PortTaken(describe(unfit, port, because));
  }
  for (const { server, early } of open) {
    server.removeAllListeners('connection').on('connection', accept);
    for (const socket of early.splice(0)) if (!socket.destroyed) accept(socket);
  }
  const [host = '127.0.0.1'] = open.map((each) => ANY_ADDRESS.get(each.host) ?? each.host);
  return { host, port, close };
}

function describe(host: string, port: Port, because: string): string {
  return `${authorityOf(host, port)}: ${because}`;
}

/** `undefined`: somebody else has the port, or this machine has not the address. */
function bind(host: string, port: number): Promise<Server | undefined> {
  const { promise, resolve } = Promise.withResolvers<Server | undefined>();
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
  server.on('error', () => resolve(undefined)); // later ones too: there may be no descriptor left for a connection
  server.listen({ host, port, exclusive: true, backlog: BACKLOG, ipv6Only: host.includes(':') }, () => resolve(server));
  return promise;
}

/**
 * A listener on every address does not keep macOS from giving us one of them: we would take its clients. What is no
 * address of this machine is not dialled.
 */
async function isTaken(host: string, port: number): Promise<boolean> {
  const server = await bind(host, 0);
  server?.close();
  return server !== undefined && (await dial(host, port, () => true));
}

interface Bound {
  readonly host: string;
  readonly server: Server;
  /** Who has come already: our own question, and clients that could not wait. */
  readonly early: Socket[];
}

async function bindAndHold(host: string, port: Port): Promise<Bound | undefined> {
  const server = await bind(host, port);
  const early: Socket[] = [];
  server?.on('connection', (socket) => early.push(socket.on('error', () => undefined)));
  return server && { host, server, early };
}

/** Whether a connection from this machine arrives at this very listener. */
function reaches({ host, server, early }: Bound, port: number): Promise<boolean> {
  return dial(host, port, async ({ localPort }) => {
    const { promise: arrived, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), DIAL_LIMIT_MS);
    const look = () => {
      const own = early.findIndex((socket) => socket.remotePort === localPort);
      if (own < 0) return;
      early.splice(own, 1)[0]?.destroy();
      resolve(true);
    };
    server.on('connection', look);
    look();
    return arrived.finally(() => {
      clearTimeout(timer);
      server.off('connection', look);
    });
  });
}

/** What listens on every address is reached at this one. */
const ANY_ADDRESS: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

async function dial(
  host: string,
  port: number,
  then: (socket: Socket) => boolean | Promise<boolean>,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: ANY_ADDRESS.get(host) ?? host, port });
  const timer = setTimeout(() => resolve(false), DIAL_LIMIT_MS);
  socket.once('connect', () => resolve(true)).on('error', () => resolve(false));
  try {
    return (await promise) && (await then(socket));
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
