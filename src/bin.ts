import { homedir } from 'node:os';
import { createProber } from './adapters/dial/prober.ts';
import { readMachine } from './adapters/machine.ts';
import { openTerminal } from './adapters/terminal.ts';
import type { Deps } from './deps.ts';
import { EXIT_CODES } from './errors.ts';
import { type Build, main } from './main.ts';

/** Put in by scripts/bundle.ts. */
declare const BUILD: Build;

const { env, platform, stdout, stderr, stdin } = process;

const SIGNALS = { SIGINT: EXIT_CODES.interrupted, SIGTERM: EXIT_CODES.terminated, SIGHUP: EXIT_CODES.hangup };

const environment = { variables: env, platform: platformOf(platform), isStdinTerminal: stdin.isTTY === true };

const terminal = openTerminal({ stdout, stderr, environment: env });

const deps: Deps = {
  io: terminal.io,
  homeDirectory: homedir(),
  openCluster: async (flags) => {
    const { openCluster } = await import('./adapters/kubernetes/open-cluster.ts');
    return openCluster(flags, environment);
  },
  readMachine: () => readMachine(environment.platform),
  readEngine: async (labels, timeoutMs) => {
    const { readEngine } = await import('./adapters/engines/read-engine.ts');
    return readEngine(labels, timeoutMs, environment);
  },
  probe: createProber().probe,
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => process.exit(code));

// A reader that has seen enough (`| head -1`) or a terminal that is gone ends the run, quietly, with the code reached so
// far. Nothing may be thrown here: what is thrown is printed, on a stream that fails again.
for (const stream of [stdout, stderr]) stream.on('error', () => process.exit());

void main(process.argv.slice(2), deps, BUILD).then(async (code) => {
  process.exitCode = code;
  await terminal.flushed();
  // A name that is still being looked up would keep the process alive for seconds.
  process.exit();
});

function platformOf(name: string): 'linux' | 'darwin' | 'win32' {
  return name === 'darwin' || name === 'win32' ? name : 'linux'; // another Unix behaves as Linux does
}
