import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMachO } from './mach-o/read-mach-o.ts';
import { signAdHoc } from './mach-o/sign-ad-hoc.ts';

interface Compilation {
  readonly bundle: string;
  /** The runtime that goes into the executable: the Bun of the target platform. */
  readonly bun: string;
  /** Bun's name of another platform, as in `bun-darwin-arm64`; this machine's if left out. */
  readonly target?: string;
  readonly outfile: string;
}

/** The Bun of this machine, which compiles, and which is the runtime of an executable for this machine. */
export const BUN = 'node_modules/bun/bin/bun.exe'; // `.exe` on every platform: bun's npm package calls it so

/**
 * Variables that a compiled executable still obeys, and how often each name stands in the runtime; no flag of Bun 1.4.5
 * stops one of them. BUN_OPTIONS can preload any file, BUN_BE_BUN=1 turns the plugin into `bun`, the two of crashes start
 * curl with a report to anywhere, those of bytecode write files, BUN_TCC_OPTIONS goes to the compiler behind bun:ffi.
 * Counted in Bun 1.4.5: the same for linux-x64, linux-arm64, darwin-x64, darwin-arm64 and windows-x64.
 */
const OBEYED_VARIABLES = {
  BUN_OPTIONS: 2,
  BUN_BE_BUN: 1,
  BUN_CRASH_REPORT_URL: 1,
  BUN_ENABLE_CRASH_REPORTING: 1,
  BUN_BYTECODE_DIGEST_OUT: 1,
  BUN_BYTECODE_ORDER_OUT: 2,
  BUN_BYTECODE_ORDER_NAMES_OUT: 1,
  BUN_TCC_OPTIONS: 1,
  SSLKEYLOGFILE: 0, // not known to Bun yet: it would write down the keys of every connection
};

/** Where a report of a crash would go. What stands there instead is shown in the message about the crash. */
const CRASH_REPORTS = { address: 'https://bun.report', instead: 'no report is sent:' };

// Read from the current directory otherwise, which may be any stranger's repository: .env, bunfig.toml (with preload).
const NO_AUTOLOAD = ['dotenv', 'bunfig', 'tsconfig', 'package-json'].map((file) => `--no-compile-autoload-${file}`);

/**
 * How much later than usual code is compiled to machine code. A run is over before that pays, and until then it takes
 * time from the one other core and memory, with 10,000 Services too; YAML of those is slower where it is later still.
 */
const JIT_POLICY = '--compile-jit-policy=100';

export function compile({ bundle, bun, target, outfile }: Compilation): void {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-nodeport-'));
  try {
    const runtime = join(folder, 'bun');
    writeFileSync(runtime, withoutObedience(readFileSync(bun)), { mode: 0o755 });
    const flags = ['--compile', '--bytecode', JIT_POLICY, ...NO_AUTOLOAD, `--compile-executable-path=${runtime}`];
    const args = ['build', ...flags, ...(target ? [`--target=${target}`] : []), bundle, `--outfile=${outfile}`];
    execFileSync(BUN, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const executable = readFileSync(outfile);
    if (isMachO(executable)) writeFileSync(outfile, signAdHoc(executable, 'kubectl-nodeport'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Replaces the first letter of each name by NUL: no environment can contain such a name, so looking it up finds nothing.
 * Equal length, so no offset moves. The signature that macOS wants is made afterwards, over the final bytes.
 */
function withoutObedience(runtime: Buffer): Buffer {
  for (const [name, times] of Object.entries(OBEYED_VARIABLES)) {
    for (const offset of offsetsOf(name, times, runtime)) runtime[offset] = 0;
  }
  for (const offset of offsetsOf(CRASH_REPORTS.address, 1, runtime)) runtime.write(CRASH_REPORTS.instead, offset);
  return runtime;
}

function offsetsOf(name: string, times: number, runtime: Buffer): readonly number[] {
  const offsets: number[] = [];
  for (let at = runtime.indexOf(name); at >= 0; at = runtime.indexOf(name, at + 1)) offsets.push(at);
  if (offsets.length !== times) throw new Error(`${name} stands in Bun ${offsets.length} times, not ${times}`);
  return offsets;
}
