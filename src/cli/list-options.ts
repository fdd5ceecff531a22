import type { ProbePolicy } from '../domain/restraint.ts';
import type { ListOptions, ListUntil } from '../invocation.ts';
import { fileOptionsOf } from './file-options.ts';
import { listOutputOf } from './list-output.ts';
import { parseServiceTarget } from './open-target.ts';
import {
  connectionOf,
  type Flags,
  invalid,
  isMisuse,
  type Misuse,
  misplacedTime,
  textOf,
  timeOf,
} from './plain-flags.ts';

/** What `list` was asked for. */
export function listOptionsOf(flags: Flags, words: readonly string[]): ListOptions | Misuse {
  const targets = words.map(parseServiceTarget);
  const stranger = targets.find(isMisuse);
  if (stranger) return stranger;
  const output = listOutputOf(textOf(flags, 'output'));
  const probe = textOf(flags, 'probe') ?? 'auto';
  const timeoutMs = timeOf(flags, 'timeout', 1);
  const selector = textOf(flags, 'selector');
  const fieldSelector = textOf(flags, 'field-selector');
  const isAllNamespaces = flags['all-namespaces'] === true;
  const file = fileOptionsOf(flags);
  const connection = connectionOf(flags);
  const until = untilOf(flags, words);
  if (isMisuse(file)) return file;
  if (isMisuse(connection)) return connection;
  if (isMisuse(output)) return output;
  if (!isProbePolicy(probe)) return invalid('probe', probe, 'must be one of auto, all, none');
  if (isMisuse(timeoutMs)) return timeoutMs;
  if (isMisuse(until)) return until;
  if (targets.length > 0 && (selector || fieldSelector)) return { misuse: nameAndSelector(words) };
  if (targets.length > 0 && isAllNamespaces)
    return { misuse: 'a resource cannot be retrieved by name across all namespaces' };
  return {
    connection,
    file,
    targets: targets.flatMap((target) => (isMisuse(target) ? [] : [target])),
    isAllNamespaces,
    selector,
    fieldSelector,
    ignoresNotFound: flags['ignore-not-found'] === true,
    output,
    hasHeaders: flags['no-headers'] !== true,
    until,
    probe,
    timeoutMs,
    runtime: textOf(flags, 'runtime'),
  };
}

/** kubectl has two sentences. Source: cli-runtime pkg/resource/builder.go, `visitBySelector`. */
function nameAndSelector(words: readonly string[]): string {
  return words.some((word) => word.includes('/'))
    ? 'selectors and the all flag cannot be used when passing resource/name arguments'
    : 'name cannot be provided when a selector is specified';
}

/** `--watch` and `--wait`, and what goes with neither. */
function untilOf(flags: Flags, words: readonly string[]): ListUntil | Misuse {
  const limitMs = timeOf(flags, 'wait', 0);
  const isWatched = flags.watch === true;
  if (isMisuse(limitMs)) return limitMs;
  if (limitMs === undefined && !isWatched) return { kind: 'printed' };
  const time = misplacedTime(flags, words);
  if (time) return time;
  if (textOf(flags, 'filename') !== undefined)
    return {
      misuse: `--${isWatched ? 'watch' : 'wait'} cannot be used with --filename: what it holds does not change`,
    };
  if (limitMs === undefined) return { kind: 'interrupted' };
  if (isWatched) return { misuse: '--watch cannot be used with --wait: it does not end when every row answers' };
  if (flags.probe === 'none') return { misuse: '--wait cannot be used with --probe none: nothing would ever answer' };
  return { kind: 'answering', limitMs };
}

function isProbePolicy(text: string): text is ProbePolicy {
  return text === 'auto' || text === 'all' || text === 'none';
}
