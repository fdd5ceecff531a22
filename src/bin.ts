import { homedir } from 'node:os';
import { createProber } from './adapters/dial/prober.ts';
import { readMachine } from './adapters/machine.ts';
import { createIo } from './adapters/terminal.ts';
import type { Deps } from './deps.ts';
import { EXIT_CODES } from './errors.ts';
import { type Build, main } from './main.ts';

/** Put in by scripts/bundle.ts. */
declare const BUILD: Build;

const { env, platform, stdout, stderr, stdin } = process;

const SIGNALS = { SIGINT: EXIT_CODES.interrupted, SIGTERM: EXIT_CODES.terminated, SIGHUP: EXIT_CODES.hangup };

const environment = { variables: env, platform: platformOf(platform), isStdinTerminal: stdin.isTTY === true };

const deps: Deps = {
  io: createIo({ stdout, stderr, environment: env }),
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

// A reader that has seen enough (`| head -1`) ends the run, quietly, with the code reached so far.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

// No process.exit here: it would cut off what a slow pipe has not taken yet.
void main(process.argv.slice(2), deps, BUILD).then((code) => {
  process.exitCode = code;
});

function platformOf(name: string): 'linux' | 'darwin' | 'win32' {
  return name === 'darwin' || name === 'win32' ? name : 'linux'; // another Unix behaves as Linux does
}
