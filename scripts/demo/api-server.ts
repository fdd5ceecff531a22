import { createServer } from 'node:http';
import type { Facts } from './facts.ts';
import { listen } from './listen.ts';

export interface ApiServer {
  readonly port: number;
  /** The resources that the plugin has asked for since the last call, in alphabetical order. */
  takeQuestions(): readonly string[];
}

/** Answers what was recorded, over plain HTTP: Node makes no certificates, and not every machine has openssl. */
export async function startApiServer(facts: Facts, open: AsyncDisposableStack): Promise<ApiServer> {
  let questions: string[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    const answer = answersFor(headers.accept ?? '', facts).get(pathname);
    // kubectl itself may have questions too, before it starts a plugin.
    if (headers['user-agent'] === 'kubectl-nodeport') questions.push(pathname.split('/').at(-1) ?? '');
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? NOT_FOUND));
  });
  const port = await listen(server, open);
  return {
    port,
    takeQuestions() {
      const taken = questions;
      questions = [];
      return taken.sort();
    },
  };
}

/** kubectl asks for a table where it prints one, the plugin for the objects. */
function answersFor(accept: string, facts: Facts): ReadonlyMap<string, unknown> {
  const services = accept.includes('as=Table') ? facts.servicesTable : facts.services;
  return new Map([
    ...Object.entries(facts.discovery),
    ['/api/v1/nodes', facts.nodes],
    ['/api/v1/namespaces/default/services', services],
    ['/apis/discovery.k8s.io/v1/namespaces/default/endpointslices', facts.endpointslices],
  ]);
}

const NOT_FOUND = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'the server could not find the requested resource',
  reason: 'NotFound',
  code: 404,
};
