import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { DialableEndpoint, SshEndpoint, TcpEndpoint } from './endpoint.ts';
import { expectOk, readText } from './engine-answer.ts';
import { EngineFailure } from './engine-failure.ts';
import type { Limits } from './limits.ts';

/** The way that can do everything, and says why it could not. Each module is evaluated when it is needed. */
export async function getByNode(endpoint: DialableEndpoint, path: string, limits: Limits): Promise<string> {
  const question: Question = { path, signal: limits.signal, headers: { host: 'docker' } };
  if (endpoint.kind === 'ssh') return getThroughSsh(endpoint, question, limits);
  if (endpoint.kind === 'tcp') return getOverTcp(endpoint, question);
  const { request } = await import('node:http');
  return answerTo(request({ ...question, socketPath: endpoint.path, agent: false }));
}

interface Question {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly headers: { readonly host: string };
}

async function getOverTcp({ host, port, tls }: TcpEndpoint, question: Question): Promise<string> {
  if (tls === undefined) {
    const { request } = await import('node:http');
    return answerTo(request({ ...question, host, port, agent: false }));
  }
  const [{ request }, { tlsOptionsOf }] = await Promise.all([import('node:https'), import('./tls-options.ts')]);
  const servername = isIP(host) ? '' : host; // otherwise the header's would be looked for in the certificate
  return answerTo(request({ ...question, host, port, servername, agent: false, ...tlsOptionsOf(tls) }));
}

async function getThroughSsh(endpoint: SshEndpoint, question: Question, limits: Limits): Promise<string> {
  const [{ request }, { dialThroughSsh }] = await Promise.all([import('node:http'), import('./dial-through-ssh.ts')]);
  const line = dialThroughSsh(endpoint, limits);
  try {
    return await Promise.race([line.broken, answerTo(request({ ...question, createConnection: () => line.stream }))]);
  } catch (cause) {
    if (cause instanceof EngineFailure || limits.signal.aborted) throw cause;
    throw new EngineFailure('ssh failed', { cause }); // it ended; what for, it has told nobody but its own stderr
  } finally {
    line.hangUp();
  }
}

async function answerTo(request: ClientRequest): Promise<string> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).on('error', reject).end();
  });
  try {
    expectOk(response.statusCode);
    return await readText(response);
  } finally {
    request.destroy();
  }
}
