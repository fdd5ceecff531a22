import { homedir } from 'node:os';
import type { Prober } from './adapters/dial/prober.ts';
import { readMachine } from './adapters/machine.ts';
import { openTerminal } from './adapters/terminal.ts';
import type { Deps } from './deps.ts';
import { EXIT_CODES } from './errors.ts';
import { type Build, main } from './main.ts';

/** Put in by scripts/bundle.ts. */
declare const BUILD: Build;

const { env, argv } = process;
const platform = platformOf(process.platform);

const SIGNALS = { SIGINT: EXIT_CODES.interrupted, SIGTERM: EXIT_CODES.terminated, SIGHUP: EXIT_CODES.hangup };

const environment = {
  variables: env,
  platform,
  homeDirectory: homedir(),
  get isStdinTerminal() {
    return process.stdin.isTTY === true; // to open it takes 8 ms, and only a credential plugin wants to know
  },
};

// A reader that has seen enough (`| head -1`) or a terminal that is gone ends the run, quietly, with the code reached so
// far; a full disk does not pass for a list that was made. Nothing may be thrown here: what is thrown is printed, on a
// stream that fails again.
const terminal = openTerminal({
  stdout: { fd: 1, open: () => process.stdout },
  stderr: { fd: 2, open: () => process.stderr },
  environment: env,
  platform,
  gone: (error) => process.exit(isReaderGone(error) ? undefined : EXIT_CODES.couldNotFindOut),
});

let prober: Promise<Prober> | undefined;

function loadProber(): Promise<Prober> {
  prober ??= import('./adapters/dial/prober.ts').then(({ createProber }) => createProber());
  return prober;
}

const deps: Deps = {
  io: terminal.io,
  homeDirectory: environment.homeDirectory,
  openCluster: async (flags) => {
    const { openCluster } = await import('./adapters/kubernetes/open-cluster.ts');
    const cluster = await openCluster(flags, environment);
    setImmediate(() =>
      loadProber().then(
        ({ prepare }) => prepare(),
        () => {},
      ),
    ); // while the first answers are under way
    return cluster;
  },
  readMachine: () => readMachine(environment),
  readEngine: async (question) => {
    const { readEngine } = await import('./adapters/engines/read-engine.ts');
    return readEngine(question, environment);
  },
  readSettings: async (file) => {
    const { readSettingsFile } = await import('./adapters/settings-file.ts');
    return readSettingsFile(file, environment);
  },
  readFile: async (path) => {
    const { readInputFile } = await import('./adapters/input-file.ts');
    return readInputFile(path, () => process.stdin);
  },
  now: () => new Date(),
  probe: async (dial, signal) => (await loadProber()).probe(dial, signal),
  routeTo: async (host) => (await loadProber()).routeTo(host),
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

void main(argv.slice(2), deps, BUILD).then(async (code) => {
  process.exitCode = code;
  await terminal.flushed();
  // A name that is still being looked up would keep the process alive for seconds.
  process.exit();
});

function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'EIO' || error.code === 'EBADF';
}

function platformOf(name: string): 'linux' | 'darwin' | 'win32' {
  return name === 'darwin' || name === 'win32' ? name : 'linux'; // another Unix behaves as Linux does
}
