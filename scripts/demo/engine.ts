import { once } from 'node:events';
import { createServer } from 'node:http';
import { DemoFailure } from './demo-failure.ts';
import type { Container, Facts } from './facts.ts';

/** The port of this machine that stands for a container's, by `<containerPort>/<protocol>`, as docker writes it. */
export type PublishedPorts = ReadonlyMap<string, number>;

/** A container engine that knows the cluster's nodes and where their ports are published. */
export async function startEngine(
  { info, containers }: Facts,
  ports: PublishedPorts,
  socket: string,
  open: AsyncDisposableStack,
): Promise<void> {
  const published = containers.map((container) => publish(container, ports));
  const answers = new Map<string | undefined, unknown>([
    ['/info', info],
    ['/containers/json', published],
  ]);
  const server = createServer(({ url = '' }, response) => {
    // Every path is also served below a version.
    const path = /^(?:\/v[\d.]+)?(?<path>\/[^?]*)/.exec(url)?.groups?.path;
    const answer = answers.get(path);
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { message: 'page not found' }));
  });
  server.listen(socket);
  await once(server, 'listening');
  open.use(server);
}

function publish(container: Container, ports: PublishedPorts): Container {
  return {
    ...container,
    Ports: container.Ports.map((port) => {
      const key = `${port.PrivatePort}/${port.Type}`;
      const PublicPort = ports.get(key);
      if (PublicPort === undefined) throw new DemoFailure(`the facts publish ${key}, where the demo has no listener`);
      return { ...port, PublicPort };
    }),
  };
}
