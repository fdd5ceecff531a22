import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { TLSSocket } from 'node:tls';

/** Where it listens on loopback, as JSON in the only argument; `https://` with the paths of three files, else `http://`. */
export interface MirrorOptions {
  readonly port: number;
  readonly tls?: { readonly certificate: string; readonly key: string; readonly authority: string };
}

if (import.meta.main) {
  const { port, tls } = JSON.parse(process.argv[2] ?? '') as MirrorOptions;
  const server = tls
    ? createHttpsServer(
        {
          cert: readFileSync(tls.certificate),
          key: readFileSync(tls.key),
          ca: readFileSync(tls.authority),
          requestCert: true,
          rejectUnauthorized: false,
        },
        answer,
      )
    : createServer(answer);
  server.listen(port, '127.0.0.1');
}

const SERVICES = {
  name: 'services',
  singularName: 'service',
  namespaced: true,
  kind: 'Service',
  verbs: ['list', 'get'],
};

/** What kubectl wants to know before it asks for Services. */
const DISCOVERY: ReadonlyMap<string, object> = new Map([
  ['/api', { kind: 'APIVersions', versions: ['v1'] }],
  ['/apis', { kind: 'APIGroupList', groups: [] }],
  ['/api/v1', { kind: 'APIResourceList', groupVersion: 'v1', resources: [SERVICES] }],
]);

/** Forbids as an API server does, and says what it saw of who asked: what kubectl shows is what it sent. */
function answer(asked: IncomingMessage, response: ServerResponse): void {
  const path = (asked.url ?? '').slice(prefixOf(asked).length);
  const known = DISCOVERY.get(path.replace(/\?.*/, ''));
  if (known) return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(known));
  const message = `the mirror saw ${JSON.stringify(seen(asked))}`;
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Forbidden', code: 403, message };
  return void response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(status));
}

function prefixOf({ url = '' }: IncomingMessage): string {
  return url.replace(/\/apis?(\/.*)?(\?.*)?$/, '');
}

function seen(asked: IncomingMessage): object {
  const { headers, socket } = asked;
  const of = Object.entries(headers)
    .filter(([name]) => /^(authorization|host|impersonate-.*)$/.test(name))
    .map(([name, value]) => [name, Buffer.from(`${value}`, 'latin1').toString('utf8')]);
  const client = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
  const serverName = socket instanceof TLSSocket ? socket.servername : undefined;
  return { prefix: prefixOf(asked), client, ...(serverName && { serverName }), ...Object.fromEntries(of.sort()) };
}
