import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startApiServer } from './demo/api-server.ts';
import { openCommandLine } from './demo/command-line.ts';
import { DemoFailure } from './demo/demo-failure.ts';
import { type NodePortList, refuseForeignRoutes } from './demo/dial-guard.ts';
import { startEngine } from './demo/engine.ts';
import { readFacts, refuseForeignAddresses } from './demo/facts.ts';
import { openPods } from './demo/open-pods.ts';
import { openPublishedPorts } from './demo/published-ports.ts';
import { run } from './demo/run.ts';

const INTRODUCTION = `recorded facts of a kind cluster in Docker Desktop (scripts/demo/facts), served on 127.0.0.1,
and real listeners behind the ports that it publishes`;

/**
 * Shows `kubectl nodeport list` where there is no cluster: recorded facts, served on loopback, and real listeners behind
 * the ports that they publish. Where anything but loopback is dialled, or would be, it fails.
 *
 * `--no-build` shows what is in dist/; `--facts FOLDER` what another cluster has answered.
 */
async function demo(signal: AbortSignal): Promise<void> {
  const { values } = parseArgs({ options: { 'no-build': { type: 'boolean' }, facts: { type: 'string' } } });
  const facts = readFacts(values.facts ?? join(import.meta.dirname, 'demo/facts'));
  refuseForeignAddresses(facts);
  await using open = new AsyncDisposableStack();
  const folder = open.adopt(mkdtempSync(join(tmpdir(), 'kubectl-nodeport-demo-')), removeFolder);
  if (!values['no-build']) await build(folder, signal);

  const ports = await openPublishedPorts(open);
  const api = await startApiServer(facts, await openPods(ports, open), open);
  const engineSocket = join(folder, 'docker.sock');
  await startEngine(facts, new Map([...ports, ['6443/tcp', api.port]]), engineSocket, open);
  const dist = join(import.meta.dirname, '../dist');
  const { hasKubectl, show, read } = openCommandLine({ folder, dist, apiPort: api.port, engineSocket, signal });
  const list = [...(hasKubectl ? ['kubectl', 'nodeport'] : ['kubectl-nodeport']), 'list'];
  const readList = async (...flags: string[]): Promise<NodePortList> =>
    JSON.parse(await read([...list, '-o', 'json', ...flags]));

  console.log(`${INTRODUCTION}\n`);
  refuseForeignRoutes(await readList('--probe', 'none')); // before anything is dialled
  if (hasKubectl) await show(['kubectl', 'get', 'services']);
  api.takeQuestions();
  await show(list);
  const questions = api.takeQuestions();
  await show([...list, '-o', 'wide']);
  const seen = await readList();
  refuseForeignRoutes(seen);
  if (new Set(questions).size < questions.length)
    throw new DemoFailure(`asked more than once: ${questions.join(', ')}`);
  await sayWhatWasSeen(seen, questions);
  console.log(`on a cluster of your own:\n    PATH="$PWD/dist:$PATH" ${list.join(' ')}`);
}

async function build(folder: string, signal: AbortSignal): Promise<void> {
  console.log('building dist/kubectl-nodeport');
  const env = { ...process.env, TMPDIR: folder };
  await run([process.execPath, join(import.meta.dirname, 'build.ts')], { env, stdout: 'inherit', signal });
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, maxRetries: 5 });
}

async function sayWhatWasSeen({ items }: NodePortList, questions: readonly string[]): Promise<void> {
  const dialled = items.flatMap(({ routes }) => routes).filter(({ status }) => status !== 'not-tried');
  const hosts = new Set(dialled.map(({ host }) => host));
  const web = items.find(({ url }) => url?.startsWith('http:'))?.url;
  if (!web) throw new DemoFailure('no web server was found');
  const said = await (await fetch(web)).text();
  console.log(`asked of the API server: ${questions.join(', ')}`);
  console.log(`dialled: ${dialled.length} ports, on ${[...hosts].join(', ')} alone`);
  console.log(`${web} says: ${said.trim()}`);
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const interruption = new AbortController();
for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => interrupt(code));
// `| head`, a terminal that was closed. Unheard, the error would end this process before it has tidied up.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => interrupt(1));

try {
  await demo(interruption.signal);
} catch (error) {
  if (!(error instanceof DemoFailure) && !interruption.signal.aborted) throw error;
  if (error instanceof DemoFailure) console.error(error.message);
  process.exitCode ??= 1;
}

function interrupt(code: number): void {
  process.exitCode ??= code;
  interruption.abort();
}
