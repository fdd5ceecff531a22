import { recordIn, textsIn } from '../domain/untrusted.ts';

export function parsePodLabels(object: unknown): Readonly<Record<string, string>> {
  return textsIn(recordIn(object, 'metadata'), 'labels');
}

/** Of the pods that a Deployment makes. */
export function parseTemplateLabels(object: unknown): Readonly<Record<string, string>> {
  return parsePodLabels(recordIn(recordIn(object, 'spec'), 'template'));
}
