import { parsePort } from '../domain/port.ts';
import type { OpenTarget, ServiceTarget } from '../invocation.ts';
import { isMisuse, type Misuse } from './plain-flags.ts';

/** What kubectl takes for these resources, in any case. */
const KIND_OF_TYPE: ReadonlyMap<string, OpenTarget['kind']> = new Map([
  ['svc', 'service'],
  ['service', 'service'],
  ['services', 'service'],
  ['deploy', 'deployment'],
  ['deployment', 'deployment'],
  ['deployments', 'deployment'],
  ['deployment.apps', 'deployment'],
  ['deployments.apps', 'deployment'],
  ['po', 'pod'],
  ['pod', 'pod'],
  ['pods', 'pod'],
]);

/** `svc`: a Service. */
export function kindOfType(type: string): OpenTarget['kind'] | undefined {
  return KIND_OF_TYPE.get(type.toLowerCase());
}

/** `[svc/|deploy/|pod/]NAME[:PORT]`, and what is none, in kubectl's words. */
export function parseOpenTarget(word: string): OpenTarget | Misuse {
  return parseTarget(word, 'Service, Deployment or Pod');
}

/** `[svc/]NAME[:PORT]`, likewise. */
export function parseServiceTarget(word: string): ServiceTarget | Misuse {
  const target = parseTarget(word, 'Service');
  if (isMisuse(target)) return target;
  return target.kind === 'service' ? { name: target.name, port: target.port } : isNo(word, 'Service');
}

/** Whether it stands before a slash, or before a name as in `kubectl get svc NAME`. */
export function isTypeWord(word: string): boolean {
  return KIND_OF_TYPE.has(word.toLowerCase());
}

function parseTarget(word: string, kinds: string): OpenTarget | Misuse {
  const [type = '', named, ...more] = word.split('/');
  if (more.length > 0) return { misuse: 'arguments in resource/name form may not have more than one slash' };
  const [name = '', port, ...ports] = (named ?? type).split(':');
  if (ports.length > 0 || (port !== undefined && !isPort(port))) return { misuse: `invalid port format '${word}'` };
  if (named === undefined)
    return name === '' ? { misuse: 'resource name may not be empty' } : { kind: 'service', name, port };
  if (type === '' || name === '')
    return { misuse: 'arguments in resource/name form must have a single resource and name' };
  const kind = kindOfType(type);
  return kind ? { kind, name, port } : isNo(word, kinds);
}

function isNo(word: string, kinds: string): Misuse {
  return { misuse: `the resource "${word}" is not a ${kinds}` };
}

/** A name, or a number that a port can have. */
function isPort(text: string): boolean {
  return /^\d+$/.test(text) ? parsePort(text) !== undefined : text !== '';
}
