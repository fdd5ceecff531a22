import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from './build.ts';
import { isDaemonAlive, listDaemons } from './daemon.ts';
import { findSandboxes } from './find-sandboxes.ts';
import { readMachines } from './machine.ts';
import { missingForLab } from './missing.ts';
import { shellCommand } from './run.ts';
import { startSamples } from './samples.ts';
import { isRunning, type Sandbox, startSandbox } from './sandbox.ts';
import { startClusters } from './start-lab.ts';

/** The lab by hand: `build`, `up` (until Ctrl-C), `status`, `exec MACHINE [-- COMMAND...]`. */
async function main([verb = 'help', ...rest]: readonly string[]): Promise<number> {
  switch (verb) {
    case 'build':
      await build();
      return 0;
    case 'up':
      return up();
    case 'status':
      return status();
    case 'exec':
      return exec(rest);
    default:
      console.error(`usage: ${SELF} build | up | status | exec MACHINE [-- COMMAND...]`);
      return 2;
  }
}

const SELF = `node ${relative(process.cwd(), import.meta.filename)}`;

async function up(): Promise<number> {
  const missing = missingForLab();
  if (missing !== undefined) {
    console.error(missing);
    return 3;
  }
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interruption.abort());
  const { sandbox, stop } = await startSandbox();
  const ended = untilEnd(sandbox, interruption.signal);
  console.log('starting the lab (a quarter of a minute)');
  const started = startClusters(sandbox, { clusters: ['kind', 'desktop', 'bare'] }).then(startSamples);
  try {
    if (await Promise.race([started.then(() => true), ended.then(() => false)])) {
      console.log(HELP);
      await ended;
    }
  } finally {
    started.catch(() => {}); // it loses its ground while it still works
    await stop();
    console.log('the lab is gone');
  }
  return 0;
}

async function untilEnd(sandbox: Sandbox, interruption: AbortSignal): Promise<void> {
  while (isRunning(sandbox) && !interruption.aborted) await delay(100);
}

const HELP = `the lab is up, until Ctrl-C; what runs: ${SELF} status
a shell in a machine, with its KUBECONFIG:
    ${SELF} exec linux           # kind's engine runs here; 127.0.0.1:8000 and the nodes' port 30001 answer
    ${SELF} exec mac             # the same cluster behind forwarders; only 127.0.0.1:8000 answers
    ${SELF} exec desktop-mac     # Docker Desktop's cluster: 127.0.0.1:30001 is a web server, :31696 MariaDB
    ${SELF} exec bare            # an API server alone`;

function status(): number {
  const sandboxes = findSandboxes();
  if (sandboxes.length === 0) console.log('no lab runs');
  for (const sandbox of sandboxes) {
    console.log(`the lab in process ${sandbox.pid}`);
    for (const machine of readMachines(sandbox)) {
      const daemons = listDaemons(machine).map((name) => (isDaemonAlive(machine, name) ? name : `${name} (ended)`));
      console.log(`    ${machine.name}: ${daemons.join(', ') || 'nothing of its own'}`);
    }
  }
  return 0;
}

async function exec([name, ...rest]: readonly string[]): Promise<number> {
  const machines = findSandboxes().flatMap(readMachines);
  // The youngest lab, when there are several.
  const machine = machines.findLast((each) => each.name === name);
  if (machine === undefined) {
    console.error(
      `no machine ${name ?? ''} runs; there are: ${machines.map((each) => each.name).join(', ') || 'none'}`,
    );
    return 2;
  }
  const command = rest[0] === '--' ? rest.slice(1) : rest;
  const env = { TERM: process.env.TERM ?? 'dumb' };
  const [nsenter = '', ...argv] = shellCommand(machine, command.length > 0 ? command : ['bash'], { env });
  // Ctrl-C is for the command.
  process.on('SIGINT', () => {});
  const child = spawn(nsenter, argv, { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)));
