import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startApiServer } from './demo/api-server.ts';
import { openCommandLine } from './demo/command-line.ts';
import { startEngine } from './demo/engine.ts';
import { type Facts, readFacts } from './demo/facts.ts';
import { openPods } from './demo/open-pods.ts';
import { openPublishedPorts } from './demo/published-ports.ts';
import { withoutTimes } from './docs/without-times.ts';

/** By name: the README's picture, and what it shows of `open` and `explain`. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  list: [
    'kubectl get services',
    'curl -m 3 http://172.18.0.3:30001',
    'kubectl nodeport list',
    'curl http://127.0.0.1:8000',
  ],
  open: ['kubectl nodeport open web --url', 'kubectl nodeport open mysql', 'kubectl nodeport open api -- curl {url}'],
  explain: ['kubectl nodeport explain mysql', 'kubectl nodeport explain api'],
};

/**
 * Records docs/screens/NAME.txt: what these commands, run for real, print on a terminal. Their cluster is the demo's, its
 * nodes at their own addresses again; a network namespace without a way out is the machine. It needs kubectl, curl,
 * script and unshare, and the executable that the build has left. Where nothing but a time has changed, nothing is written.
 *
 * `--print NAME` writes no file: it prints that screen. `--inside NAME` is how it calls itself in the namespace.
 */
async function recordScreens(): Promise<void> {
  const { values } = parseArgs({ options: { inside: { type: 'string' }, print: { type: 'string' } } });
  if (values.inside !== undefined) return showScreen(values.inside);
  if (values.print !== undefined) {
    process.stdout.write(recorded(values.print));
    return;
  }
  for (const name of Object.keys(SCREENS)) writeIfChanged(`docs/screens/${name}.txt`, recorded(name));
}

function writeIfChanged(path: string, screen: string): void {
  const file = join(import.meta.dirname, '..', path);
  const isNew = !existsSync(file) || withoutTimes(readFileSync(file, 'utf8')) !== withoutTimes(screen);
  if (isNew) writeFileSync(file, screen);
}

function recorded(name: string): string {
  const network = join(import.meta.dirname, 'docs/network.sh');
  const program = [process.execPath, import.meta.filename, '--inside', name];
  const namespaces = ['--user', '--net', '--mount', '--map-root-user'];
  return execFileSync('unshare', [...namespaces, 'sh', network, ...program], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm' },
  });
}

function linesOf(name: string): readonly string[] {
  const lines = SCREENS[name];
  if (lines === undefined) throw new Error(`no screen is called ${name}`);
  return lines;
}

async function showScreen(name: string): Promise<void> {
  await using open = new AsyncDisposableStack();
  const folder = open.adopt(mkdtempSync(join(tmpdir(), 'kubectl-nodeport-screen-')), (path) =>
    rmSync(path, { recursive: true, maxRetries: 5 }),
  );
  const facts = smaller(inItsOwnNetwork(readFacts(join(import.meta.dirname, 'demo/facts'))));
  const ports = await openPublishedPorts(open, PUBLISHED);
  const api = await startApiServer(facts, await openPods(ports, open), open);
  const engineSocket = join(folder, 'docker.sock');
  await startEngine(facts, new Map([...ports, ['6443/tcp', api.port]]), engineSocket, open);
  const dist = join(import.meta.dirname, '../dist');
  const { signal } = new AbortController(); // who interrupts us ends the namespace, and all that is in it
  const { read } = openCommandLine({ folder, dist, apiPort: api.port, engineSocket, signal });
  for (const line of linesOf(name)) {
    const printed = await read(['script', '--quiet', '--command', line, '/dev/null']);
    process.stdout.write(`$ ${line}\n${printed.replaceAll('\r\n', '\n')}\n`);
  }
}

/** As the recorded engine had them. */
const PUBLISHED = new Map([
  ['30001/tcp', 8000],
  ['31696/tcp', 31_696],
]);

/** As they were before the demo moved them to loopback (demo/facts/README.md). */
function inItsOwnNetwork(facts: Facts): Facts {
  return JSON.parse(JSON.stringify(facts).replaceAll('127.18.0.', '172.18.0.'));
}

/** A picture of four Services says as much as one of all. */
function smaller({ services, servicesTable, ...facts }: Facts): Facts {
  const isShown = (name: unknown) => name !== 'admin' && name !== 'dns';
  const table = servicesTable as { readonly rows: readonly { readonly cells: readonly unknown[] }[] }; // a Table of the API
  return {
    ...facts,
    services: { ...services, items: services.items.filter(({ metadata }) => isShown(metadata?.name)) },
    servicesTable: { ...table, rows: table.rows.filter(({ cells: [name] }) => isShown(name)) },
  };
}

await recordScreens();
