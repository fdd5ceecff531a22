import type { ProbePolicy } from '../domain/restraint.ts';
import type { ListOptions } from '../invocation.ts';
import { fileOptionsOf } from './file-options.ts';
import { listOutputOf } from './list-output.ts';
import { connectionOf, type Flags, invalid, isMisuse, type Misuse, textOf, timeOf } from './plain-flags.ts';

/** What `list` was asked for. */
export function listOptionsOf(flags: Flags, words: readonly string[]): ListOptions | Misuse {
  const names = words.map(parseServiceName);
  const stranger = names.find(isMisuse);
  if (stranger) return stranger;
  const output = listOutputOf(textOf(flags, 'output') ?? 'table');
  const probe = textOf(flags, 'probe') ?? 'auto';
  const timeoutMs = timeOf(flags, 'timeout', 1);
  const selector = textOf(flags, 'selector');
  const isAllNamespaces = flags['all-namespaces'] === true;
  const file = fileOptionsOf(flags);
  const connection = connectionOf(flags);
  if (isMisuse(file)) return file;
  if (isMisuse(connection)) return connection;
  if (isMisuse(output)) return output;
  if (!isProbePolicy(probe)) return invalid('probe', probe, 'must be one of auto, all, none');
  if (isMisuse(timeoutMs)) return timeoutMs;
  if (names.length > 0 && selector) return { misuse: 'name cannot be provided when a selector is specified' };
  if (names.length > 0 && isAllNamespaces)
    return { misuse: 'a resource cannot be retrieved by name across all namespaces' };
  return {
    connection,
    file,
    names: names.flatMap((name) => (typeof name === 'string' ? [name] : [])),
    isAllNamespaces,
    selector,
    output,
    hasHeaders: flags['no-headers'] !== true,
    probe,
    timeoutMs,
    runtime: textOf(flags, 'runtime'),
  };
}

/** `web`, `svc/web`, `service/web`, `services/web`: what kubectl takes for a Service. */
function parseServiceName(word: string): string | Misuse {
  const [type = '', name, ...more] = word.split('/');
  if (name === undefined) return word;
  if (more.length > 0) return { misuse: 'arguments in resource/name form may not have more than one slash' };
  const isService = ['svc', 'service', 'services'].includes(type.toLowerCase());
  return isService && name ? name : { misuse: `the resource "${word}" is not a Service` };
}

function isProbePolicy(text: string): text is ProbePolicy {
  return text === 'auto' || text === 'all' || text === 'none';
}
