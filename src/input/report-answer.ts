import { type Answer, known, NOT_ASKED } from '../domain/answer.ts';
import { recordIn, textIn } from '../domain/untrusted.ts';

/** An answer as JSON has it; what is none was not asked. */
export function answerIn<T>(object: unknown, key: string, parse: (value: unknown) => T): Answer<T> {
  const answer = recordIn(object, key);
  if (answer.kind === 'known') return known(parse(answer.value));
  if (answer.kind !== 'unknown') return NOT_ASKED;
  const because = recordIn(answer, 'because');
  const [code, value, source] = ['code', 'value', 'source'].map((part) => textIn(because, part) ?? '');
  return { kind: 'unknown', because: { code: code ?? '', value: value ?? '', source: source ?? '' } };
}
