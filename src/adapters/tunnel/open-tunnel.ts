import type { Socket } from 'node:net';
import type { Cluster, Guide, ListenRequest, PodTarget, Tunnel, TunnelOf } from '../../deps.ts';
import { AccessError } from '../../errors.ts';
import { join, type OpenStream } from './join.ts';
import { listen } from './listen.ts';
import { useNormalJit } from './normal-jit.ts';
import { noteTunnel } from './note-tunnel.ts';
import type { PodStream, PodStreamEvents } from './pod-session.ts';
import type { RecordPlace } from './record-place.ts';
import { createSessionPool, type SessionPool } from './session-pool.ts';
import { Sharing } from './sharing.ts';
import { startSession } from './spdy-session.ts';

export interface TunnelMeans {
  readonly cluster: Pick<Cluster, 'forward'>;
  readonly guide: Guide;
  readonly records: RecordPlace;
}

/** Listens, and joins each connection with one to the pod that the guide chooses. */
export async function openTunnel(
  of: TunnelOf | undefined,
  where: ListenRequest,
  { cluster, guide, records }: TunnelMeans,
): Promise<Tunnel> {
  useNormalJit();
  const sharing = new Sharing();
  const pool = createSessionPool<PodTarget>({
    sharing,
    keyOf: ({ pod }) => `${pod.namespace}/${pod.name}`,
    connect: async ({ pod }) => startSession(await cluster.forward(pod), (life) => sharing.seen(life)),
    lost: guide.lost,
  });
  const sockets = new Set<Socket>();
  const serve = async (socket: Socket) => {
    sockets.add(socket);
    let target: PodTarget | undefined;
    const open: OpenStream = async (events, first, patience) => {
      const opened = await openStream(events, first, { pool, guide, patience });
      target = opened?.target;
      return opened?.stream;
    };
    await join(socket, open, (because) => target && guide.refused(target, because));
    sockets.delete(socket);
  };
  const listener = await listen(where, (socket) => void serve(socket)).catch((error: unknown) => {
    pool.close();
    throw error;
  });
  const { host, port } = listener;
  const forget = of ? await noteTunnel({ ...of, host, localPort: port }, records) : () => undefined;
  return {
    host,
    port,
    warm: pool.warm,
    close() {
      forget();
      listener.close();
      for (const socket of sockets) socket.resetAndDestroy(); // half an answer is not to look like a whole one
      pool.close();
    },
  };
}

interface Ways {
  readonly pool: SessionPool<PodTarget>;
  readonly guide: Guide;
  readonly patience: AbortSignal;
}

/** Asks the guide until a stream is open, or there is no sense in it. */
async function openStream(
  events: PodStreamEvents,
  first: readonly Uint8Array[],
  { pool, guide, patience }: Ways,
): Promise<{ readonly stream: PodStream; readonly target: PodTarget } | undefined> {
  for (;;) {
    const target = await guide.choose(patience);
    if (target === undefined) return undefined;
    try {
      const unconnected = (because: string) => {
        guide.unconnected(target);
        events.unconnected(because);
      };
      const stream = await pool.open(target, target.port, { ...events, unconnected }, first);
      guide.connected(target);
      return { stream, target };
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      guide.failed(target, error);
    }
  }
}
