import { expect } from 'vitest';
import type { Machine } from '../lab/machine.ts';
import { type Finished, type RunOptions, run } from '../lab/run.ts';
import { waitFor } from '../lab/wait.ts';
import { type WebOptions, webObjects } from '../lab/web.ts';
import { apply, kubectl, listJson, nodeport, PATH } from './in-lab.ts';

/** What `explain NAME` said of a Service port, to a person and to a program. */
export interface Explained {
  readonly code: number | undefined;
  readonly stderr: string;
  readonly stdout: string;
  /** What is so, and hop by hop where the way ends; a line, as lines are broken where they are full. */
  readonly said: string;
  readonly fixes: readonly PrintedFix[];
  /** Their codes, in the order of the document. */
  readonly problems: readonly string[];
}

export interface PrintedFix {
  /** The line, as it is to be pasted. */
  readonly command: string;
  /** The line below: what it changes, and what to know of it. */
  readonly effect: string;
}

/** `explain ARGS` twice at the same time, as text and as JSON. */
export async function explain(machine: Machine, args: readonly string[], options: RunOptions = {}): Promise<Explained> {
  const [{ code, stdout, stderr }, json] = await Promise.all([
    nodeport(machine, ['explain', ...args], options),
    nodeport(machine, ['explain', ...args, '-o', 'json'], options),
  ]);
  expect({ code: json.code, stderr: json.stderr }).toEqual({ code, stderr });
  const document = JSON.parse(json.stdout) as ReportDocument;
  const [said = '', rest = ''] = stdout.split(/^fixes, least change first\n/m);
  return {
    ...{ code, stdout, stderr },
    said: said.trim().replaceAll(/\s+/g, ' '),
    fixes: fixesIn(rest),
    problems: document.problems.map((problem) => problem.code),
  };
}

/** What is public of the document, as far as it is read here. */
export interface ReportDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly problems: readonly { readonly code: string }[];
}

function fixesIn(text: string): readonly PrintedFix[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) =>
    /^ {4}\S/.test(line) ? [{ command: line.trim(), effect: (lines[at + 1] ?? '').trim() }] : [],
  );
}

/** The first that contains all of the words. */
export function fixWith({ fixes, stdout }: Explained, ...words: readonly string[]): PrintedFix {
  const fix = fixes.find(({ command, effect }) => words.every((word) => `${command} ${effect}`.includes(word)));
  if (fix === undefined) throw new Error(`no fix has ${words.join(', ')}:\n${stdout}`);
  return fix;
}

/** Runs the line as printed, in a shell where kubectl finds the plugin. */
export function paste(machine: Machine, { command }: PrintedFix): Promise<Finished> {
  return run(machine, ['sh', '-c', command], { path: PATH });
}

/** Events and logs come a moment after what they tell of. */
const PATIENCE_MS = 30_000;

/** The fix is a command that shows the cause: it is run until it does. */
export async function expectToShow(machine: Machine, fix: PrintedFix, cause: RegExp): Promise<void> {
  await waitFor(
    machine.sandbox,
    `${cause} by ${fix.command}`,
    async () => {
      const { stdout, stderr } = await paste(machine, fix);
      if (cause.test(stdout + stderr)) return true;
      throw new Error(`it said: ${stdout}${stderr}`);
    },
    PATIENCE_MS,
  );
}

/** The fix is what it takes: an address answers then, which is no tunnel's. */
export async function expectToCure(machine: Machine, fix: PrintedFix, args: readonly string[]): Promise<void> {
  const { code, stderr } = await paste(machine, fix);
  expect({ command: fix.command, code, stderr }).toEqual({ command: fix.command, code: 0, stderr: '' });
  await waitForAnswer(machine, args);
}

/** Until the address that `list ARGS` gives, no tunnel's, answers a program that is not ours. */
export async function waitForAnswer(machine: Machine, args: readonly string[]): Promise<void> {
  await waitFor(
    machine.sandbox,
    `an address of ${args.join(' ')} in ${machine.name}`,
    async () => {
      const [item] = (await listJson(machine, args)).items;
      if (item?.url == null || item.via === 'tunnel') throw new Error(`${item?.status}: ${item?.reason}`);
      const { stdout, stderr, code } = await run(machine, ['curl', '-sS', '--max-time', '2', `${item.url}/hostname`]);
      if (code === 0 && stdout !== '') return true;
      throw new Error(`${item.url}: ${stdout}${stderr}`);
    },
    PATIENCE_MS,
  );
}

/** A web server whose pods are ready, and listed where its Service selects them; kube-proxy is not waited for. */
export async function exposeAsIs(machine: Machine, options: WebOptions): Promise<void> {
  const { name, service } = options;
  await apply(machine, webObjects(options));
  await kubectl(machine, ['rollout', 'status', `deployment/${name}`, '--timeout=60s']);
  if (service !== undefined) return;
  const slices = ['get', 'endpointslices', '-l', `kubernetes.io/service-name=${name}`];
  await waitFor(machine.sandbox, `an endpoint of ${name}`, async () =>
    (await kubectl(machine, [...slices, '-o', 'jsonpath={..conditions.ready}'])).includes('true'),
  );
}
