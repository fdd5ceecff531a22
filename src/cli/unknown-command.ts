import { nearestNames } from '../render/nearest.ts';
import { COMMANDS } from './commands.ts';
import { isTypeWord, parseOpenTarget } from './open-target.ts';
import { isMisuse } from './plain-flags.ts';

/**
 * The command lines that were probably meant, after `kubectl nodeport`: a word of kubectl's or minikube's has one of ours;
 * else a command was misspelt, or `open` was forgotten before a Service.
 */
export function meantBy(word: string, more: readonly string[]): readonly string[] {
  const ours = WORDS_OF_OTHERS.get(word.toLowerCase());
  if (ours) return [ours(targetsIn(more), more)];
  const forgotten = isTarget(word) ? [`open ${[word, ...more].filter(isTarget).join(' ')}`] : [];
  const misspelt = nearestNames(word, Object.keys(COMMANDS)).map((name) => lineOf(name, targetsIn(more)));
  return [...misspelt, ...forgotten];
}

/** The command whose help was probably meant. */
export function commandsMeantBy(word: string): readonly string[] {
  const ours = WORDS_OF_OTHERS.get(word.toLowerCase());
  return ours ? ours([], []).split(' ', 1) : nearestNames(word, Object.keys(COMMANDS));
}

type Ours = (targets: readonly string[], words: readonly string[]) => string;

const list: Ours = (targets) => lineOf('list', targets.filter(isService));
const explain: Ours = (targets) => lineOf('explain', targets.filter(isService).slice(0, 1));
const open: Ours = (targets) => lineOf('open', named(targets));
const openUrl: Ours = (targets) => `${lineOf('open', named(targets))} --url`;
const listOrOpen: Ours = (targets) => (targets.length === 0 || targets[0] === 'list' ? 'list' : open(targets, []));

/** What kubectl (1.35), minikube (1.37) and a shell call it. */
const WORDS_OF_OTHERS: ReadonlyMap<string, Ours> = new Map([
  ['get', list],
  ['ls', list],
  ['ps', list],
  ['describe', explain],
  ['diagnose', explain],
  ['why', explain],
  ['port-forward', forward],
  ['forward', forward],
  ['tunnel', forward],
  ['url', openUrl],
  ['browse', open],
  ['expose', open],
  ['service', listOrOpen],
  ['services', listOrOpen],
  ['svc', listOrOpen],
]);

/** `port-forward TYPE/NAME [LOCAL:]REMOTE`: the remote port is one of the Service, and of nothing else here. */
function forward(targets: readonly string[], words: readonly string[]): string {
  const [target = 'NAME'] = targets.filter((word) => !IS_PORTS.test(word));
  const ports = words.find((word) => IS_PORTS.test(word));
  const [, local = '', remote = local] = IS_PORTS.exec(ports ?? '') ?? [];
  const port = remote !== '' && isService(target) && !target.includes(':') ? `:${remote}` : '';
  return `open ${target}${port} ${local === '' ? '--tunnel always' : `--port ${local}`}`;
}

const IS_PORTS = /^(\d*)(?::([a-z0-9-]+))?$/;

function lineOf(command: string, words: readonly string[]): string {
  return [command, ...words].join(' ');
}

function named(targets: readonly string[]): readonly string[] {
  return targets.length === 0 ? ['NAME'] : targets;
}

/** `svc web api` and `deploy web` as we take them: `web api`, `deploy/web`. */
function targetsIn([first, ...more]: readonly string[]): readonly string[] {
  const words = first === undefined ? [] : [first, ...more];
  if (first === undefined || !isTypeWord(first)) return words.filter(isTarget);
  return more
    .map((name) => `${first}/${name}`)
    .filter(isTarget)
    .map(withoutService);
}

function withoutService(target: string): string {
  return isService(target) ? target.replace(/^.*\//, '') : target;
}

function isService(target: string): boolean {
  const parsed = parseOpenTarget(target);
  return !isMisuse(parsed) && parsed.kind === 'service';
}

/** Words that can be pasted without quotes. */
function isTarget(word: string): boolean {
  return /^[a-z]([-a-z0-9./:]*[a-z0-9])?$/.test(word) && !isMisuse(parseOpenTarget(word));
}
