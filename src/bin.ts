import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDesktop } from './adapters/desktop/read-desktop.ts';
import type { Prober } from './adapters/dial/prober.ts';
import { readMachine } from './adapters/machine.ts';
import { sleep } from './adapters/sleep.ts';
import { isReaderGone, openTerminal } from './adapters/terminal.ts';
import { readUser } from './adapters/user.ts';
import type { Deps, Signal, Tunnel } from './deps.ts';
import { argvOf } from './domain/called-as.ts';
import type { Build, Program } from './domain/program.ts';
import { EXIT_CODES } from './errors.ts';
import { main } from './main.ts';
import { unwritten } from './render/failure.ts';

/** Put in by scripts/bundle.ts. */
declare const BUILD: Build;

const { env, argv } = process;
const platform = platformOf(process.platform);

const SIGNALS = { SIGINT: EXIT_CODES.interrupted, SIGTERM: EXIT_CODES.terminated, SIGHUP: EXIT_CODES.hangup };

const ARCH_OF_GO: ReadonlyMap<string, string> = new Map([
  ['x64', 'amd64'],
  ['ia32', '386'],
]);

/** Who is told of signals instead; nobody: they end the program. */
let toldOfSignals: ((signal: Signal) => void) | undefined;

/** However the program ends, nothing of them is left behind. */
const tunnels = new Set<Tunnel>();
process.on('exit', () => {
  for (const tunnel of tunnels) tunnel.close();
});

const tunnelRecords = { folder: recordFolder(), pid: process.pid, uid: process.getuid?.() };

const environment = {
  variables: env,
  platform,
  homeDirectory: homedir(),
  get isStdinTerminal() {
    return process.stdin.isTTY === true; // to open it takes 8 ms, and only a credential plugin wants to know
  },
};

/** What it was called by: in Node the file is named by the second word, in an executable of Bun's there is none. */
const names = process.versions.bun === undefined ? [process.argv0, argv[1] ?? ''] : [process.argv0];

const nobodyThere = { variables: env, platform, isStdinTerminal: false };

/** Of credential plugins while somebody has pressed TAB: they are ended before we end, and leave them to themselves. */
const LONGEST_LOGIN_MS = 1_500;

// A reader that has seen enough (`| head -1`) or a terminal that is gone ends the run, quietly, with the code reached so
// far; a full disk does not pass for a list that was made. Nothing may be thrown here: what is thrown is printed, on a
// stream that fails again.
const terminal = openTerminal({
  stdout: { fd: 1, open: () => process.stdout },
  stderr: { fd: 2, open: () => process.stderr },
  environment: env,
  platform,
  async hasReader(fd) {
    const { hasReader } = await import('./adapters/dial/has-reader.ts');
    return hasReader(fd);
  },
  gone(error, fd) {
    if (isReaderGone(error)) process.exit();
    if (fd === 1) terminal.io.stderr.write(unwritten(error));
    process.exit(EXIT_CODES.couldNotFindOut);
  },
});

let prober: Promise<Prober> | undefined;

function loadProber(): Promise<Prober> {
  prober ??= import('./adapters/dial/prober.ts').then(({ createProber }) => createProber());
  return prober;
}

const deps: Deps = {
  io: terminal.io,
  homeDirectory: environment.homeDirectory,
  openCluster: async (flags, log) => {
    const { openCluster } = await import('./adapters/kubernetes/open-cluster.ts');
    const cluster = await openCluster(flags, environment, undefined, log);
    setImmediate(() =>
      loadProber().then(
        ({ prepare }) => prepare(),
        () => {},
      ),
    ); // while the first answers are under way
    return cluster;
  },
  openClusterUnattended: async (flags) => {
    const { openCluster } = await import('./adapters/kubernetes/open-cluster.ts');
    return openCluster(flags, { ...nobodyThere, unattendedUntilMs: performance.now() + LONGEST_LOGIN_MS });
  },
  readKubeconfigNames: async ({ kubeconfig }) => {
    const { readKubeconfigNames } = await import('./adapters/kubernetes/kubeconfig-names.ts');
    return readKubeconfigNames(kubeconfig, nobodyThere);
  },
  installCompletion: async (request) => {
    const { installCompletion } = await import('./adapters/completion/install-completion.ts');
    const { lookPath } = await import('./adapters/kubernetes/look-path.ts');
    return installCompletion(request, { platform, names, look: (name) => lookPath(name, environment) });
  },
  readMachine: () => readMachine(environment),
  readUser: () => readUser(environment),
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
  async converse(to, guess, limitMs) {
    const { converse } = await import('./adapters/dial/converse.ts');
    return converse(to, guess, limitMs);
  },
  readDesktop: (within) => readDesktop(environment, within),
  async openUrl(openers) {
    const { openUrl } = await import('./adapters/desktop/open-url.ts');
    return openUrl(openers, environment);
  },
  async askWindows(url) {
    const { askWindows } = await import('./adapters/desktop/ask-windows.ts');
    return askWindows(url, environment);
  },
  async readWslNetwork() {
    const { readWslNetwork } = await import('./adapters/desktop/read-wsl-network.ts');
    return readWslNetwork(environment);
  },
  async pick(question) {
    const { pick } = await import('./adapters/pick/pick.ts');
    return pick(question, { input: process.stdin, output: process.stderr, environment: env });
  },
  canPick: () => env.TERM !== 'dumb' && terminal.io.stderr.isTerminal && environment.isStdinTerminal,
  isOnTerminal: () => terminal.io.stdout.isTerminal || terminal.io.stderr.isTerminal || environment.isStdinTerminal,
  async startCommand(command, variables) {
    const { startCommand } = await import('./adapters/command.ts'); // node:child_process takes 3 ms
    return startCommand(command, { ...env, ...variables });
  },
  takeSignals(told) {
    toldOfSignals = told;
    return () => {
      toldOfSignals = undefined;
    };
  },
  async openTunnel(of, where, cluster, guide) {
    const { openTunnel } = await import('./adapters/tunnel/open-tunnel.ts');
    const tunnel = await openTunnel(of, where, { cluster, guide, records: tunnelRecords });
    tunnels.add(tunnel);
    return tunnel;
  },
  async readTunnels({ id }) {
    const { readTunnels } = await import('./adapters/tunnel/read-tunnels.ts');
    return readTunnels(id, tunnelRecords);
  },
  routeTo: async (host) => (await loadProber()).routeTo(host),
  sleep,
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => (toldOfSignals ? toldOfSignals(signal) : process.exit(SIGNALS[signal])));
}

void main(argvOf(names, argv.slice(2)), deps, programOf(BUILD)).then(async (code) => {
  process.exitCode = code;
  await terminal.flushed();
  // A name that is still being looked up would keep the process alive for seconds.
  process.exit();
});

/** A folder of this user's alone, which is empty after a restart; there is no such thing where nobody has logged in. */
function recordFolder(): string {
  const runtime = platform === 'linux' && env.XDG_RUNTIME_DIR;
  if (runtime) return join(runtime, 'kubectl-nodeport');
  return join(tmpdir(), platform === 'linux' ? `kubectl-nodeport-${process.getuid?.()}` : 'kubectl-nodeport');
}

function programOf(build: Build): Program {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = ARCH_OF_GO.get(process.arch) ?? process.arch;
  const runtime = process.versions.bun ? `bun ${process.versions.bun}` : `node ${process.versions.node}`;
  return { ...build, platform: `${os}/${arch}`, runtime };
}

function platformOf(name: string): 'linux' | 'darwin' | 'win32' {
  return name === 'darwin' || name === 'win32' ? name : 'linux'; // another Unix behaves as Linux does
}
