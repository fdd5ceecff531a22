import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BareCluster } from '../lab/bare-cluster.ts';
import { type Authority, createAuthority } from '../lab/certificates.ts';
import { findKubectls, type Kubectl, minorOf } from '../lab/kubectls.ts';
import type { Machine } from '../lab/machine.ts';
import { type Finished, mustRun, run } from '../lab/run.ts';
import { insideSandbox } from '../lab/sandbox.ts';
import { describeInLab, PATH } from './in-lab.ts';
import { wordsOf } from './words-of-cluster.ts';

/**
 * One way to be configured, given to every kubectl of this machine and to us. In all its texts `~` stands for its home
 * directory, and `$CA`, `$JANE_CRT`, `$TOKEN` and so on for what `wordsOf` gives.
 */
export interface Situation {
  readonly situation: string;
  /** In the home directory; an object is written as JSON. */
  readonly files?: Readonly<Record<string, string | object>>;
  /** Of the environment, which else has HOME and PATH alone. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Of the command line, after `get services` and `list`. */
  readonly words?: readonly string[];
  /** Part of what the newest kubectl says: so that a row is about what its title says. */
  readonly says: string | RegExp;
  /** Of ours; kubectl's is 1, and 0 where ours is. */
  readonly code?: number;
  /** What we add below. */
  readonly hint?: string;
  /** What each may word as it likes: it is taken out of both. */
  readonly apart?: RegExp;
  /** Where an older kubectl is otherwise: we are as the newest. */
  readonly older?: { readonly upTo: string; readonly says: string | RegExp };
  /** Where we say something else on purpose. */
  readonly ours?: { readonly says: string; readonly because: string };
  /** Whom `kubectl auth whoami` names (it is there since 1.28): what the API server then says to us is said to the same. */
  readonly whoami?: { readonly username: string; readonly groups: readonly string[] };
  /** An unprivileged user. */
  readonly asNobody?: true;
  /** All three streams are one. */
  readonly onTerminal?: true;
}

/** A suite of such rows: what kubectl says to a user without rights tells which server it asked, as whom, and for what. */
export function describeWithEveryKubectl(
  name: string,
  situations: readonly Situation[],
  prepare: (bare: BareCluster, other: Authority) => Promise<void> = async () => {},
): void {
  describeInLab(name, ({ bare }) => {
    let words: ReadonlyMap<string, string>;
    const ours = new Map<Situation, Promise<Said>>();
    beforeAll(async () => {
      const other = await createAuthority(bare.machine.sandbox, '/var/lab/pki/beside');
      words = await wordsOf(bare, other);
      if (situations.some(({ asNobody }) => asNobody)) await showToNobody(bare.machine);
      await prepare(bare, other);
    });

    for (const its of findKubectls()) {
      const { version, path } = its;
      describe(`kubectl ${version}`, () => {
        test.concurrent.each(rowsFor(its, situations))('$situation', async (row) => {
          const theirs = await say(bare.machine, row, words, [path, 'get', 'services']);
          if (row.older && its.minor <= minorOf(row.older.upTo)) {
            expect(theirs.text).toMatch(row.older.says);
            return;
          }
          const program = row.asNobody ? FOR_NOBODY : 'kubectl-nodeport';
          const own = ours.get(row) ?? say(bare.machine, row, words, [program, 'list']);
          ours.set(row, own);
          expect(theirs.text).toMatch(filled(row.says, words));
          const text = row.ours?.says ?? `${theirs.text}${row.hint === undefined ? '' : `\n${row.hint}`}`;
          const alike = (said: string) => (row.apart ? said.replaceAll(row.apart, '') : said);
          const { text: ourText, code } = await own;
          expect({ text: alike(ourText), code }).toEqual({ text: alike(text), code: row.code ?? 3 });
          expect(theirs.code).toBe(row.code === 0 ? 0 : 1);
          if (row.whoami === undefined || its.minor < WHOAMI_SINCE) return;
          const asked = await say(bare.machine, row, words, [path, 'auth', 'whoami', '-o', 'json']);
          expect(JSON.parse(asked.text).status.userInfo).toMatchObject(row.whoami);
          if (row.code !== 0) expect(ourText).toContain(`User "${row.whoami.username}"`);
        });
      });
    }
  });
}

const WHOAMI_SINCE = 28;
const ELDERS = findKubectls().flatMap(({ minor, isNewest }) => (isNewest ? [] : [minor]));

/** All for the newest. One elder for each row, as with all of them it takes minutes; and the two between which it changed. */
function rowsFor({ minor, isNewest }: Kubectl, situations: readonly Situation[]): readonly Situation[] {
  if (isNewest) return situations;
  const isAtChange = (older: Situation['older']) => older !== undefined && [0, 1].includes(minor - minorOf(older.upTo));
  return situations.filter(({ older }, at) => isAtChange(older) || ELDERS[at % ELDERS.length] === minor);
}

interface Said {
  /** Both streams, without the log lines of klog. */
  readonly text: string;
  readonly code: number | undefined;
}

let homes = 0;

async function say(
  machine: Machine,
  { files = {}, variables = {}, words: given = [], asNobody, onTerminal }: Situation,
  words: ReadonlyMap<string, string>,
  command: readonly string[],
): Promise<Said> {
  homes += 1;
  const home = `/var/lab/tmp/every-kubectl/${process.pid}-${homes}`;
  const all = new Map([...words, ['~', home]]);
  mkdirSync(insideSandbox(machine.sandbox, home), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = insideSandbox(machine.sandbox, join(home, name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, filled(typeof content === 'string' ? content : JSON.stringify(content), all), { mode: 0o755 });
  }
  const env = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, filled(value, all)]));
  const argv = [...command, ...given.map((word) => filled(word, all))];
  // Nothing but the row configures it.
  const finished = await run({ ...machine, env: {} }, started(argv, { asNobody, onTerminal }), {
    path: PATH,
    cwd: home,
    env: { HOME: home, ...env },
  });
  return { text: textOf(finished).replaceAll(home, '~'), code: finished.code };
}

const FOR_NOBODY = '/var/lab/tmp/kubectl-nodeport';

/** The checkout may lie where only its owner gets to. */
async function showToNobody(machine: Machine): Promise<void> {
  const bind = 'mountpoint -q "$1" || { touch "$1" && mount --bind "$0" "$1"; }';
  await mustRun(machine, ['sh', '-c', bind, join(...PATH, 'kubectl-nodeport'), FOR_NOBODY]);
}

function started(
  argv: readonly string[],
  how: { asNobody: true | undefined; onTerminal: true | undefined },
): readonly string[] {
  if (how.onTerminal) return ['script', '-qec', argv.map((word) => `'${word}'`).join(' '), '/dev/null'];
  return how.asNobody ? ['setpriv', '--reuid=65534', '--clear-groups', ...argv] : argv;
}

/** Without what klog logs, on lines of its own or over several, without warnings about kuberc, and where to read more. */
function textOf({ stdout, stderr }: Finished): string {
  const whole = `${stderr}${stdout}`.replaceAll('\r\n', '\n').replace(KUBERC_WARNING, '').replace(KLOG, '');
  return whole.replace(/^See '.*\n?/gm, '').trimEnd();
}

const KLOG = /^[EWI]\d{4} .*\n(?:\t.*\n| >\n)*/gm;
/** Of kubectl itself, which has no newline at its end. */
const KUBERC_WARNING = /^kuberc: (?:no preferences loaded .* details|ignoring strict .* field "\w+")/;

function filled<T extends string | RegExp>(text: T, words: ReadonlyMap<string, string>): T;
function filled(text: string | RegExp, words: ReadonlyMap<string, string>): string | RegExp {
  if (typeof text !== 'string') return text;
  return text.replace(/~|\$[A-Z_]+/g, (word) => words.get(word) ?? word);
}
