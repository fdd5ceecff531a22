import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PodName } from '../../deps.ts';
import { AccessError } from '../../errors.ts';
import type { Way } from './connect.ts';
import type { Credentials } from './credentials.ts';
import { unreachable } from './errors-of-go.ts';
import type { Exchange } from './exchange.ts';
import type { Headers, HttpAnswer } from './http.ts';
import { type UpgradeAnswer, type UpgradeRequest, upgradeOn } from './http-upgrade.ts';
import { connectOwn } from './own-connection.ts';
import { errorOf, isStatus } from './status.ts';
import { webSocketCarrier, webSocketHeaders } from './websocket-carrier.ts';

/** Connects to the port-forward of a pod; SPDY frames go over what it gives. Rejects with AccessError. */
export type PortForward = (pod: PodName) => Promise<Duplex>;

/** As for a connect. Behind a load balancer whose server is gone nobody answers, and the connection stands. */
const LIMIT_MS = 30_000;

/** The protocol inside the frames. Source: apimachinery pkg/util/portforward/constants.go. */
const PORT_FORWARD = 'portforward.k8s.io';

/**
 * By the plain upgrade, which every server has; where something on the way does not let that through, by SPDY inside a
 * WebSocket (KEP 4006), from then on at once.
 */
export function portForwardTo(
  way: Way,
  credentials: Credentials,
  ownHeaders: Headers,
  exchange: Exchange,
): PortForward {
  const { server } = way;
  let carriers: readonly Carry[] = [plainly, inWebSocket];
  return async (pod) => {
    let refusal: AccessError | undefined;
    for (const carry of carriers) {
      const answer = await askTwice(carry, pod);
      if (answer.kind === 'switched') {
        carriers = [carry];
        return carry.open(answer.socket);
      }
      refusal ??= errorOf(answer.answer, `pods/${pod.name}`);
      if (isOfServer(answer.answer)) throw refusal;
    }
    throw refusal ?? new AccessError('refused-by-server', 'error: the server does not forward ports');
  };

  /** A token that has run out is made anew, once. */
  async function askTwice(carry: Carry, pod: PodName): Promise<UpgradeAnswer> {
    const answer = await ask(carry, pod);
    if (answer.kind === 'switched' || answer.answer.status !== 401) return answer;
    credentials.refused();
    return ask(carry, pod);
  }

  async function ask({ method, headers }: Carry, { namespace, name }: PodName): Promise<UpgradeAnswer> {
    const { 'accept-encoding': _, ...own } = ownHeaders; // what follows is no body
    try {
      const authorization = await credentials.authorization();
      const request: UpgradeRequest = {
        method,
        path: `${server.prefix}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/portforward`,
        headers: { host: server.authority, ...own, ...(authorization && { authorization }), ...headers() },
      };
      return await exchange(request, async (answered) => {
        const socket = await connectOwn(way, credentials); // HTTP/2 has no upgrade
        const answer = await upgradeOn(socket, LIMIT_MS, request);
        answered(answer.answer);
        return answer;
      });
    } catch (error) {
      throw unreachable(error, server);
    }
  }
}

interface Carry extends Pick<UpgradeRequest, 'method'> {
  headers(): Headers;
  open(socket: Socket): Duplex;
}

const plainly: Carry = {
  method: 'POST',
  headers: () => ({ connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': PORT_FORWARD }),
  open: (socket) => socket,
};

const inWebSocket: Carry = {
  method: 'GET',
  headers: () => webSocketHeaders(`SPDY/3.1+${PORT_FORWARD}`),
  open: webSocketCarrier,
};

/** The API server's own word, which another way of asking would not change: it has no leave, or there is no such pod. */
function isOfServer(answer: HttpAnswer): boolean {
  return [401, 403, 404, 409, 429].includes(answer.status) && isStatus(answer);
}
